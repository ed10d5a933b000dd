import type { Command } from '../engine/case/command.js';
import { decide } from '../engine/case/decide.js';
import { permittedActs } from '../engine/case/refusal.js';
import { today } from '../engine/case/world.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import type { ActAnswer, OpenCaseRequest } from './act-answer.js';
import { allKnown } from './known-people.js';
import { readContext, type ActContext } from './act-context.js';
import { recordDecision, storedAnswer } from './act-records.js';
import { CaseRecords } from './case-records.js';
import { catchUp } from './catch-up.js';
import { requestDigest } from './request-digest.js';
import { again } from './perform-act.js';
import type { Ports, StreamHead, Work } from './ports.js';

/**
 * Opens a case: pins the version of the procedure in force on the day, performs its opening act and creates the
 * stream. A refused opening leaves no case, hence no stream to record it in: the answer is `notOpened`.
 *
 * @throws Unavailable, Defect as `performAct`.
 */
export function openCase(ports: Ports): (request: OpenCaseRequest) => Promise<ActAnswer> {
  return async (request) => {
    const { person } = request.applicant;
    if (person !== undefined && !(await allKnown(ports, [person])))
      return { outcome: 'unknown', what: 'person' };
    const context = await readContext(ports);
    const on = request.occurredOn ?? today(context.world);
    const procedure = await ports.catalogue.inForce(request.procedure, on);
    if (!procedure) return { outcome: 'unknown', what: 'procedure' };
    const digest = openingDigest(request, ports);
    const key = { key: request.key, actor: request.actor.person };
    const stream = ports.ids.randomUuid();
    const answer = await ports.ledger.transact<ActAnswer>(
      { stream, kind: 'case', create: true, key: { ...key, requestDigest: digest } },
      async (head) => openingWork({ ports, head, procedure, context, request, digest }),
    );
    return 'repeated' in answer ? again(answer.repeated, digest, request.key) : answer;
  };
}

function openingDigest(request: OpenCaseRequest, ports: Ports): string {
  const { actor, key: _key, ...rest } = request;
  return requestDigest({ ...rest, person: actor.person }, ports.hash);
}

interface Opening {
  readonly ports: Ports;
  readonly head: StreamHead;
  readonly procedure: CompiledProcedure;
  readonly context: ActContext;
  readonly request: OpenCaseRequest;
  readonly digest: string;
}

function openingWork(opening: Opening): Work<ActAnswer> {
  const { ports, head, procedure, context, request, digest } = opening;
  const command = openingCommand(procedure, request);
  const decision = decide(procedure, null, command, context.world);
  if (decision.refused) return { result: { outcome: 'notOpened', refusal: decision } };
  const records = new CaseRecords(ports, head, procedure, context, null);
  const receipt = recordDecision(records, decision, command, {
    subject: request.subject,
    'applicant.name': request.applicant.name,
  });
  // Materials received days ago may have terms that have run out since.
  const lawful = catchUp(records, decision.state);
  const answer: ActAnswer = {
    outcome: 'recorded',
    receipt,
    lapsed: lawful.receipts,
    caseId: head.stream,
    version: records.version,
    state: lawful.state,
    documents: decision.event.documents ?? [],
  };
  return {
    append: records.append({
      opened: {
        procedure: procedure.definition.procedure,
        definition: procedure.digest.sha256,
        unit: request.actor.unit ?? null,
        subject: request.subject,
        applicantName: request.applicant.name,
        openedOn: decision.event.on,
      },
      answer: storedAnswer(
        { key: request.key, actor: request.actor.person },
        digest,
        answer,
        records.stateText,
      ),
    }),
    result: answer,
  };
}

/** The opening act with the applicant as party: his own pseudonym, or one that stands for his name in this case. */
function openingCommand(procedure: CompiledProcedure, request: OpenCaseRequest): Command {
  const [act = ''] = permittedActs(procedure, null);
  const party = Object.entries(procedure.definition.posts).find(([, post]) => post.kind === 'party')?.[0];
  const person =
    request.applicant.person ?? (request.actor.posts.length === 0 ? request.actor.person : undefined);
  return {
    act,
    actor: request.actor,
    input: request.input,
    ...(request.occurredOn && { occurredOn: request.occurredOn }),
    parties: party && person ? { [party]: [person] } : {},
  };
}

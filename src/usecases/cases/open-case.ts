import type { Command } from '../../engine/case/command.js';
import { decide } from '../../engine/case/decide.js';
import { permittedActs, refusal, type Refusal } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import { competentUnits } from '../../engine/organisation/units.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import type { ActAnswer, OpenCaseRequest } from './act-answer.js';
import { readContext, type ActContext } from './act-context.js';
import { decisionEntry, storedAnswer } from './act-records.js';
import { CaseRecords } from './case-records.js';
import { catchUp } from '../clocks/catch-up.js';
import { allKnown } from './known-people.js';
import { again } from './work-on-case.js';
import type { Ports, StreamHead, Work } from '../ports.js';
import { actorFor, caseWorld } from '../powers/power-facts.js';
import { knownRelations } from './related-cases.js';
import { settleVacancies } from '../vacancies/settle-vacancies.js';
import { requestDigest } from '../request-digest.js';

/**
 * Opens a case: pins the version of the procedure in force on the day, gives it to a competent unit, performs its
 * opening act and creates the stream. A refused opening leaves no case, hence no stream to record it in: the answer is
 * `notOpened`.
 *
 * @throws Unavailable, Defect as `performAct`.
 */
export function openCase(ports: Ports): (request: OpenCaseRequest) => Promise<ActAnswer> {
  return async (request) => {
    const { person } = request.applicant;
    if (person !== undefined && !(await allKnown(ports, [person])))
      return { outcome: 'unknown', what: 'person' };
    const digest = openingDigest(request, ports);
    const key = { key: request.key, actor: request.by.person };
    const stream = ports.ids.randomUuid();
    const answer = await ports.ledger.transact<ActAnswer>(
      { stream, kind: 'case', create: true, key: { ...key, requestDigest: digest } },
      async (head) => {
        const opening = await prepared(ports, head, request, digest);
        return 'outcome' in opening ? { result: opening } : openingWork(opening);
      },
    );
    return 'repeated' in answer ? again(answer.repeated, digest, request.key) : answer;
  };
}

function openingDigest(request: OpenCaseRequest, ports: Ports): string {
  const { by, key: _key, ...rest } = request;
  return requestDigest({ ...rest, person: by.person }, ports.hash);
}

interface Opening {
  readonly ports: Ports;
  readonly head: StreamHead;
  readonly procedure: CompiledProcedure;
  readonly context: ActContext;
  readonly request: OpenCaseRequest;
  readonly command: Command;
  readonly unit: string;
  readonly digest: string;
}

/** Finds the version, the unit and the related cases, or says which of them cannot be. */
async function prepared(
  ports: Ports,
  head: StreamHead,
  request: OpenCaseRequest,
  digest: string,
): Promise<Opening | ActAnswer> {
  const context = await readContext(ports, head.organisationVersion);
  const on = request.occurredOn ?? today(context.world);
  const procedure = await ports.catalogue.inForce(request.procedure, on);
  if (!procedure) return { outcome: 'unknown', what: 'procedure' };
  if (!(await knownRelations(ports, context, procedure, request)))
    return { outcome: 'unknown', what: 'relation' };
  const competent = competentUnits(context.organisation.index, request.procedure, today(context.world));
  const unit = request.unit ?? (competent.length === 1 ? competent[0] : undefined);
  if (unit === undefined || !competent.includes(unit)) {
    const { units } = context.organisation.organisation;
    return {
      outcome: 'unitNeeded',
      units: competent.map((one) => ({ unit: one, title: units[one]?.title ?? one })),
    };
  }
  const openings = permittedActs(procedure, null);
  const act = request.act ?? (openings.length === 1 ? openings[0] : undefined);
  if (act === undefined || !openings.includes(act))
    return { outcome: 'notOpened', refusal: withoutOpening(procedure, act) };
  const related = request.related ?? {};
  const barred = await caseWorld(ports, context, head.stream, {
    unit,
    procedure: request.procedure,
    related,
  });
  const command = await openingCommand(ports, procedure, barred, request, { unit, act });
  return { ports, head, procedure, context: barred, request, command, unit, digest };
}

/** A procedure may be opened in several ways, and nobody guesses which is meant. */
function withoutOpening(procedure: CompiledProcedure, act: string | undefined): Refusal {
  const say =
    act === undefined
      ? {
          zh: '本程序有多种立案行为，应当指明其一',
          en: 'the procedure is opened by one of several acts: name it',
        }
      : { zh: '该行为不能立案', en: 'no case is opened by this act' };
  const unmet = [{ code: 'invalid-input', say, basis: [], at: '/act' }] as const;
  return refusal('invalid-input', procedure, null, [], unmet);
}

function openingWork(opening: Opening): Work<ActAnswer> {
  const { ports, head, procedure, context, request, command, digest } = opening;
  const decision = decide(procedure, null, command, context.world);
  if (decision.refused) return { result: { outcome: 'notOpened', refusal: decision } };
  const records = new CaseRecords(ports, head, procedure, context, null);
  const names = { subject: request.subject, 'applicant.name': request.applicant.name };
  const receipt = records.add(decisionEntry(records, decision, command, names));
  // Materials received days ago may have terms that have run out since.
  const lawful = catchUp(records, decision.state);
  const { state } = settleVacancies(records, lawful.state);
  const answer: ActAnswer = {
    outcome: 'recorded',
    receipt,
    lapsed: lawful.receipts,
    caseId: head.stream,
    version: records.version,
    state,
    documents: decision.event.documents ?? [],
  };
  const key = { key: request.key, actor: request.by.person };
  return {
    append: records.append({
      opened: {
        procedure: procedure.definition.procedure,
        definition: procedure.digest.sha256,
        unit: opening.unit,
        subject: request.subject,
        applicantName: request.applicant.name,
        openedOn: decision.event.on,
      },
      answer: storedAnswer(key, digest, answer, records.stateText),
      actor: command.actor,
    }),
    result: answer,
  };
}

/** The opening act with the applicant as party: his own pseudonym, or one that stands for his name in this case. */
async function openingCommand(
  ports: Ports,
  procedure: CompiledProcedure,
  context: ActContext,
  request: OpenCaseRequest,
  { unit, act }: { readonly unit: string; readonly act: string },
): Promise<Command> {
  const party = Object.entries(procedure.definition.posts).find(([, post]) => post.kind === 'party')?.[0];
  const place = { unit, procedure: request.procedure, on: today(context.world) };
  const actor = await actorFor(ports, context.organisation, request.by, place);
  const person = request.applicant.person ?? (actor.kind === 'public' ? actor.person : undefined);
  return {
    act,
    actor,
    input: request.input,
    ...(request.occurredOn && { occurredOn: request.occurredOn }),
    parties: party && person ? { [party]: [person] } : {},
    unit,
    ...(request.related && { related: request.related }),
  };
}

import type { CaseState } from '../engine/case/case-state.js';
import type { Actor, Command } from '../engine/case/command.js';
import { decide } from '../engine/case/decide.js';
import { Defect } from '../engine/defect.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import type { ActAnswer, ActRequest, RecordReceipt } from './act-answer.js';
import { allKnown } from './known-people.js';
import { caseStateOf, readContext } from './act-context.js';
import { readingOfAttempt, type ReadingPower } from './reading/may-read.js';
import { barsFor, underPowers } from './power-facts.js';
import { recordDecision, recordRefusal, storedAnswer } from './act-records.js';
import { CaseRecords } from './case-records.js';
import { catchUp } from './catch-up.js';
import { settleVacancies } from './settle-vacancies.js';
import { requestDigest } from './request-digest.js';
import { isLibraryStream } from './library-streams.js';
import { NoSuchStream } from './no-such-stream.js';
import type { Ports, StoredAnswer, StreamHead, Work } from './ports.js';

/**
 * Performs one act in one case: opens the one transaction, reads the time once, first records what the law did by
 * itself in the meantime, then lets the engine decide, and writes event, state, tasks, clocks and outbox together.
 * A refusal and a stale `If-Match` are recorded too. The same key and request give the same answer for ever.
 *
 * @throws Unavailable when the store cannot be reached; Defect for a bug (nothing is written).
 */
export function performAct(ports: Ports): (request: ActRequest) => Promise<ActAnswer> {
  return async (request) => {
    if (isLibraryStream(request.caseId)) return { outcome: 'unknown', what: 'case' };
    if (!(await allKnown(ports, Object.values(request.parties ?? {}).flat()))) {
      return { outcome: 'unknown', what: 'person' };
    }
    const digest = digestOf(request, ports);
    const key = { key: request.key, actor: request.by.person };
    try {
      const answer = await ports.ledger.transact<ActAnswer>(
        { stream: request.caseId, kind: 'case', key: { ...key, requestDigest: digest } },
        async (head) => {
          const records = await caseRecords(ports, head);
          const place = { caseId: head.stream, state: caseStateOf(head) };
          const { actor, context } = await underPowers(ports, records.context, place, request.by);
          const { definition } = records.procedure;
          const reading = request.hidden
            ? readingOfAttempt({ definition, state: place.state, actor, world: context.world })
            : KNOWN;
          if (!reading) return { result: { outcome: 'unknown', what: 'case' } };
          const work = { records: records.within(context), command: commandOf(actor, request), reading };
          return actWork(work, request, digest);
        },
      );
      return 'repeated' in answer ? again(answer.repeated, digest, request.key) : answer;
    } catch (error) {
      if (error instanceof NoSuchStream) return { outcome: 'unknown', what: 'case' };
      throw error;
    }
  };
}

/**
 * Records to be written on top of a case's head, at the time that it is now. The time is read after the head, so
 * that whoever was overtaken while he waited is not taken for somebody whose clock goes back.
 */
export async function caseRecords(ports: Ports, head: StreamHead): Promise<CaseRecords> {
  const [procedure, context] = await Promise.all([
    procedureOf(ports, head),
    readContext(ports, head.organisationVersion),
  ]);
  return new CaseRecords(ports, head, procedure, context, caseStateOf(head));
}

/** The same, knowing who is barred from the case: for what looks for lawful holders without anybody acting. */
export async function barredRecords(ports: Ports, head: StreamHead): Promise<CaseRecords> {
  const records = await caseRecords(ports, head);
  const { context } = records;
  const bars = await barsFor(ports, context.organisation, head.stream, caseStateOf(head).related);
  return records.within({ ...context, world: { ...context.world, bars } });
}

/** The procedure version that the case pins. @throws Defect when it is missing: a published version never goes. */
export async function procedureOf(ports: Ports, head: StreamHead): Promise<CompiledProcedure> {
  const found = head.definition === null ? undefined : await ports.catalogue.byDigest(head.definition);
  if (!found)
    throw new Defect(`case ${head.stream} pins definition ${head.definition ?? '-'}, which is not published`);
  return found;
}

/** The stored answer to a repeated request, or that the key belongs to another one. */
export function again(stored: StoredAnswer, digest: string, key: string): ActAnswer {
  return stored.requestDigest === digest
    ? (JSON.parse(stored.body) as ActAnswer)
    : { outcome: 'keyReused', key };
}

function digestOf(request: ActRequest, ports: Ports): string {
  const { caseId, act, input, occurredOn, parties, by, expectedVersion } = request;
  return requestDigest(
    {
      case: caseId,
      act,
      input,
      person: by.person,
      ...(occurredOn && { occurredOn }),
      ...(parties && { parties }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    },
    ports.hash,
  );
}

function commandOf(actor: Actor, { act, input, occurredOn, parties }: ActRequest): Command {
  return { act, actor, input, ...(occurredOn && { occurredOn }), ...(parties && { parties }) };
}

/** Who is not asked whether he may know of the case. */
const KNOWN: ReadingPower = { allowed: true, policies: [] };

interface ActWork {
  readonly records: CaseRecords;
  readonly command: Command;
  readonly reading: ReadingPower;
}

function actWork(
  { records, command, reading }: ActWork,
  request: ActRequest,
  digest: string,
): Work<ActAnswer> {
  const { head } = records;
  const lawful = catchUp(records, caseStateOf(head));
  const stale = request.expectedVersion !== undefined && request.expectedVersion !== head.version;
  const told = stale
    ? staleAnswer(records, lawful.state, command, request.expectedVersion as number)
    : decided(records, lawful, command);
  const tells = reading.allowed || told.outcome === 'recorded';
  const answer = tells ? told : { ...told, barredBy: reading.denials };
  const key = { key: request.key, actor: request.by.person };
  return {
    append: records.append({
      answer: storedAnswer(key, digest, answer, records.stateText),
      actor: command.actor,
    }),
    result: answer,
  };
}

function decided(
  records: CaseRecords,
  lawful: { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] },
  command: Command,
): ActAnswer {
  const caseId = records.head.stream;
  const decision = decide(records.procedure, lawful.state, command, records.context.world);
  if (decision.refused) {
    const receipt = recordRefusal(records, lawful.state, command, decision);
    const lapsed = lawful.receipts;
    return { outcome: 'refused', receipt, lapsed, caseId, version: records.version, refusal: decision };
  }
  const receipt = recordDecision(records, decision, command);
  const { state } = settleVacancies(records, decision.state);
  return {
    outcome: 'recorded',
    receipt,
    lapsed: lawful.receipts,
    caseId,
    version: records.version,
    state,
    documents: decision.event.documents ?? [],
  };
}

function staleAnswer(
  records: CaseRecords,
  state: CaseState,
  command: Command,
  expectedVersion: number,
): ActAnswer {
  const receipt = recordRefusal(records, state, command, 'stale-version');
  return {
    outcome: 'stale',
    receipt,
    caseId: records.head.stream,
    expectedVersion,
    version: records.version,
  };
}

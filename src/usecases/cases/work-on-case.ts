import type { CaseState } from '../../engine/case/case-state.js';
import type { Actor } from '../../engine/case/command.js';
import type { FilingFacts } from '../../engine/case/materials/material-state.js';
import type { Refusal } from '../../engine/case/refusal.js';
import type { RoundEffect } from '../../engine/case/signing/signing-command.js';
import type { ActAnswer, RecordReceipt } from './act-answer.js';
import { caseStateOf } from './act-context.js';
import { recordRefusal, storedAnswer, type Attempted } from './act-records.js';
import { caseRecords } from './case-on-hand.js';
import type { CaseRecords, NewRecord } from './case-records.js';
import { catchUp } from '../clocks/catch-up.js';
import { isLibraryStream } from '../law/library-streams.js';
import { NoSuchStream } from '../no-such-stream.js';
import type { Ports, StoredAnswer, Work } from '../ports.js';
import { underPowers, type Asker } from '../powers/power-facts.js';
import { readingOfAttempt, type ReadingPower } from '../reading/may-read.js';
import { requestDigest } from '../request-digest.js';
import { settleVacancies } from '../vacancies/settle-vacancies.js';
import { besideCase } from '../streams/beside-case.js';

/** A person's wish to do something in a case, whatever it is. */
export interface CaseWish {
  readonly caseId: string;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
  /**
   * To somebody who may not know of the case there is none, and his attempt leaves no trace. Absent: whoever asks knows
   * of the case already.
   */
  readonly hidden?: true;
  /** What is asked, word for word: the same wish has the same digest, and a refused one is kept as it was asked. */
  readonly asked: Attempted;
  /** 批量办理: it is asked for as one of many. Some acts are refused for that alone. */
  readonly oneOfMany?: true;
}

/** The case as the law has it now, before the person: everything that a decision may read. */
export interface WishPlace {
  readonly records: CaseRecords;
  readonly state: CaseState;
  readonly actor: Actor;
}

/** What comes of a wish: one record, or why the law does not allow it. */
export type WishDecision =
  | { readonly refused: false; readonly entry: NewRecord; readonly round?: RoundEffect }
  /** `filing`: what a refused filing was decided on, for the record alone. */
  | (Refusal & { readonly filing?: FilingFacts });

/** Decides. It may read immutable things; it may be called again when somebody was faster. */
export type DecideWish = (place: WishPlace) => WishDecision | Promise<WishDecision>;

/**
 * Does one thing in one case: opens the one transaction, reads the time once, first records what the law did by itself
 * in the meantime, then lets `decide` decide, and writes event, state, tasks, clocks and outbox together. A refusal and a
 * stale `If-Match` are recorded too. The same key and request give the same answer for ever.
 *
 * @throws Unavailable when the store cannot be reached; Defect for a bug (nothing is written).
 */
export async function workOnCase(ports: Ports, wish: CaseWish, decide: DecideWish): Promise<ActAnswer> {
  if (isLibraryStream(wish.caseId)) return { outcome: 'unknown', what: 'case' };
  const digest = digestOf(wish, ports);
  const key = { key: wish.key, actor: wish.by.person };
  try {
    const answer = await ports.ledger.transact<ActAnswer>(
      { stream: wish.caseId, kind: 'case', key: { ...key, requestDigest: digest } },
      async (head) => {
        const records = await caseRecords(ports, head);
        const place = { caseId: head.stream, state: caseStateOf(head) };
        const { actor, context } = await underPowers(ports, records.context, place, wish.by);
        const { definition } = records.procedure;
        const reading = wish.hidden
          ? readingOfAttempt({ definition, state: place.state, actor, world: context.world })
          : KNOWN;
        if (!reading) return { result: { outcome: 'unknown', what: 'case' } };
        const beside = await besideCase(ports, context, definition, head.stream);
        return carryOut({ records: records.within(beside), actor, reading, digest }, wish, decide);
      },
    );
    return 'repeated' in answer ? again(answer.repeated, digest, wish.key) : answer;
  } catch (error) {
    if (error instanceof NoSuchStream) return { outcome: 'unknown', what: 'case' };
    throw error;
  }
}

/**
 * The answer that a wish was given before, under its key: for who would do long work for a new one. Undefined: none was.
 *
 * @throws Unavailable when the store cannot be reached
 */
export async function answeredBefore(ports: Ports, wish: CaseWish): Promise<ActAnswer | undefined> {
  const requestDigest = digestOf(wish, ports);
  const key = { key: wish.key, actor: wish.by.person, requestDigest };
  const found = await ports.ledger.transact<undefined>({ stream: wish.caseId, kind: 'case', key }, () =>
    Promise.resolve({ result: undefined }),
  );
  return found && again(found.repeated, requestDigest, wish.key);
}

/** The stored answer to a repeated request, or that the key belongs to another one. */
export function again(stored: StoredAnswer, digest: string, key: string): ActAnswer {
  return stored.requestDigest === digest
    ? (JSON.parse(stored.body) as ActAnswer)
    : { outcome: 'keyReused', key };
}

function digestOf({ caseId, asked, by, expectedVersion }: CaseWish, ports: Ports): string {
  const wish = { case: caseId, ...asked, person: by.person };
  return requestDigest({ ...wish, ...(expectedVersion !== undefined && { expectedVersion }) }, ports.hash);
}

/** Who is not asked whether he may know of the case. */
const KNOWN: ReadingPower = { allowed: true, policies: [] };

interface Place {
  readonly records: CaseRecords;
  readonly actor: Actor;
  readonly reading: ReadingPower;
  readonly digest: string;
}

async function carryOut(place: Place, wish: CaseWish, decide: DecideWish): Promise<Work<ActAnswer>> {
  const { records, actor, reading, digest } = place;
  const { head } = records;
  const lawful = catchUp(records, caseStateOf(head));
  const stale = wish.expectedVersion !== undefined && wish.expectedVersion !== head.version;
  const told = stale
    ? staleAnswer(records, lawful.state, actor, wish)
    : decided(place, lawful, wish, await decide({ records, state: lawful.state, actor }));
  const tells = reading.allowed || told.outcome === 'recorded';
  const answer = tells ? told : { ...told, barredBy: reading.denials };
  const key = { key: wish.key, actor: wish.by.person };
  return {
    append: records.append({ answer: storedAnswer(key, digest, answer, records.stateText), actor }),
    result: answer,
  };
}

function decided(
  { records, actor }: Place,
  lawful: { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] },
  wish: CaseWish,
  decision: WishDecision,
): ActAnswer {
  const caseId = records.head.stream;
  const lapsed = lawful.receipts;
  if (decision.refused) {
    const { filing, ...refusal } = decision;
    const receipt = recordRefusal(records, lawful.state, attempted(wish, actor), refusal, filing);
    return { outcome: 'refused', receipt, lapsed, caseId, version: records.version, refusal };
  }
  const receipt = records.add(decision.entry);
  const { state } = settleVacancies(records, decision.entry.state);
  const documents = decision.entry.event.documents ?? [];
  const { round } = decision;
  return {
    ...{ outcome: 'recorded' as const, receipt, lapsed, caseId, version: records.version, state, documents },
    ...(round && { round }),
  };
}

function staleAnswer(
  records: CaseRecords,
  state: CaseState,
  actor: Actor,
  wish: CaseWish,
): Extract<ActAnswer, { outcome: 'stale' }> {
  const receipt = recordRefusal(records, state, attempted(wish, actor), 'stale-version');
  const { head, version } = records;
  return {
    outcome: 'stale',
    receipt,
    caseId: head.stream,
    expectedVersion: wish.expectedVersion as number,
    version,
  };
}

/** What was asked and how: a refusal must be checkable from its record alone. */
function attempted(
  { asked, expectedVersion, oneOfMany }: CaseWish,
  actor: Actor,
): Parameters<typeof recordRefusal>[2] {
  return {
    ...asked,
    actor,
    ...(expectedVersion !== undefined && { expectedVersion }),
    ...(oneOfMany && { oneOfMany }),
  };
}

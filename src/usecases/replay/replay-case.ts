import { endOfDay } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { DifferentialReport } from '../../engine/replay/differential.js';
import type { CaseHistory } from '../../engine/replay/history.js';
import { strictReplay } from '../../engine/replay/replay-strict.js';
import { differentialReplay, type OtherRules } from '../../engine/replay/replay-under.js';
import type { ReplayReport } from '../../engine/replay/verdict.js';
import type { Ports } from '../ports.js';
import { gatherHistory, type ReplayPorts, type TooLong } from './gather-history.js';

/** Records that are decided anew at once: each costs some milliseconds of the one thread. */
export const MOST_AT_ONCE = 500;

/** Records that are folded for it, without what their parts say: some hundred megabytes while the request lasts. */
const MOST_FOLDED = 50_000;

/** From which record on, counted through the case and then through each stream beside it, and how many. */
export interface ReplayWish {
  readonly from?: number;
  readonly limit?: number;
}

/** A page of a replay: `next` is where the one after it begins. Absent: this was the last. */
export type ReplayPage = ReplayReport & { readonly next?: number };

/**
 * Decides records of a case, and of everything beside it, anew, under the rules that each names: at most 500 at once. What
 * lies before is only folded, so that a long case is replayed page by page.
 *
 * @returns undefined when there is no such case; `TooLong` for more records than are folded, 50,000
 */
export function replayCase(
  ports: ReplayPorts,
): (caseId: string, wish?: ReplayWish) => Promise<ReplayPage | TooLong | undefined> {
  return async (caseId, { from = 0, limit = MOST_AT_ONCE } = {}) => {
    const to = from + Math.min(limit, MOST_AT_ONCE);
    const wish = { beside: true, most: MOST_FOLDED, stretch: { from, to } } as const;
    const history = await gatherHistory(ports, caseId, wish);
    if (!history || 'tooLong' in history) return history;
    const report = await inPieces(strictReplay(history, { from, to }));
    return { ...report, ...(to < report.judged.of && { next: to }) };
  };
}

/** Other rules to hold a case against; at least one of them. */
export interface OtherRulesWish {
  /** SHA-256 of a published version of the case's own procedure. */
  readonly definition?: string;
  /** The calendar as it was known at the end of this day. */
  readonly calendarKnownOn?: CivilDate;
}

/** No version of the case's procedure was published under this digest. */
export interface NoSuchVersion {
  readonly noVersion: string;
}

/**
 * What another published version, or the calendar as known on another day, would have made of a case.
 *
 * @returns undefined when there is no such case; `TooLong` for more records than are replayed at once
 */
export function replayCaseUnder(
  ports: ReplayPorts & Pick<Ports, 'calendars'>,
): (
  caseId: string,
  wish: OtherRulesWish,
) => Promise<DifferentialReport | NoSuchVersion | TooLong | undefined> {
  return async (caseId, wish) => {
    const history = await gatherHistory(ports, caseId);
    if (!history || 'tooLong' in history) return history;
    const other = await otherRules(ports, history, wish);
    return 'noVersion' in other ? other : inPieces(differentialReplay(history, other));
  };
}

async function otherRules(
  { catalogue, calendars, installation }: Pick<Ports, 'catalogue' | 'calendars' | 'installation'>,
  history: CaseHistory,
  { definition, calendarKnownOn }: OtherRulesWish,
): Promise<OtherRules | NoSuchVersion> {
  const procedure = definition === undefined ? undefined : await catalogue.byDigest(definition);
  if (definition !== undefined && procedure?.definition.procedure !== procedureOf(history))
    return { noVersion: definition };
  if (calendarKnownOn === undefined) return { ...(procedure && { procedure }) };
  const end = Date.parse(endOfDay(calendarKnownOn, installation.zone)) - 1;
  const { calendar } = await calendars.knownAt(
    new Date(end).toISOString() as Parameters<typeof calendars.knownAt>[0],
  );
  return { ...(procedure && { procedure }), calendar };
}

function procedureOf({ records, law }: CaseHistory): string | undefined {
  const digest = records[0]?.record.def;
  return digest && law.procedure(digest)?.definition.procedure;
}

/** Gives Node's one thread away after every record, so that the acts of others need not wait for the whole case. */
async function inPieces<T>(replay: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const step = replay.next();
    if (step.done === true) return step.value;
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

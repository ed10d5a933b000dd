import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition } from '../law/definition.js';
import { explore, type Exploration } from '../statechart/explore.js';
import { Aligner, type Alignment, AlignmentTooLarge } from './align.js';
import { type AlignedClock, alignedClocks } from './aligned-clocks.js';
import {
  Activities,
  type ActivityMapping,
  type OutsideCase,
  type OutsideEvent,
  type OutsideLog,
} from './outside-log.js';

/** What a case of an outside log comes to when it is laid beside a procedure. */
export interface CheckedCase {
  readonly id: string;
  /** Events that were compared; those of other life-cycle steps than the last of a task are left out. */
  readonly events: readonly OutsideEvent[];
  /** Absent: the case is too long to be aligned. */
  readonly alignment?: Alignment;
  readonly clocks: readonly AlignedClock[];
  /** Activities that are no act of the procedure. */
  readonly unknown: readonly string[];
  /** Places where the log's times run backwards. */
  readonly backwards: readonly number[];
}

export interface CheckedLog {
  readonly cases: readonly CheckedCase[];
  readonly remarks: readonly string[];
}

const CONFIGURATIONS = 200_000;

/** Transitions that mean that something was done. Whoever writes none means that, too. */
const DONE = new Set(['complete', 'autoskip', 'manualskip', '']);

/**
 * Lays an outside log beside a procedure: which steps agree, which the log has and the law does not know there, which the
 * law demands and the log lacks, and the terms as they follow from the log's days. Facts, requirements and papers are not
 * in such logs: what guards ask is taken as it suits the log. A finding is a deviation from the procedure, no more.
 *
 * @throws TooManyConfigurations for a procedure beyond the limit
 */
export function checkOutsideLog(
  definition: Definition,
  log: OutsideLog,
  calendar: Calendar,
  mapping: ActivityMapping = {},
): CheckedLog {
  const exploration = explore(definition, [], CONFIGURATIONS);
  const aligner = new Aligner(exploration, new Set(Object.keys(definition.acts)));
  const activities = new Activities(definition, mapping);
  const cases = log.cases.map((one) =>
    checkCase({ definition, exploration, aligner, activities, calendar }, one),
  );
  return { cases, remarks: log.remarks };
}

interface Checking {
  readonly definition: Definition;
  readonly exploration: Exploration;
  readonly aligner: Aligner;
  readonly activities: Activities;
  readonly calendar: Calendar;
}

function checkCase(
  { definition, exploration, aligner, activities, calendar }: Checking,
  { id, events }: OutsideCase,
): CheckedCase {
  const done = events.filter(({ lifecycle = '' }) => DONE.has(lifecycle.trim().toLowerCase()));
  const named = done
    .map((event) => ({ event, act: activities.actOf(event.name) }))
    .filter(({ act }) => act !== null);
  const compared = named.map(({ event }) => event);
  const acts = named.map(({ act }) => act ?? undefined);
  const unknown = [...new Set(compared.filter((_, i) => acts[i] === undefined).map(({ name }) => name))];
  const found = { id, events: compared, unknown, backwards: backwards(compared) };
  try {
    const alignment = aligner.align(acts);
    const days = compared.map(({ on }) => on);
    return {
      ...found,
      alignment,
      clocks: alignedClocks(definition, exploration, alignment.moves, days, calendar),
    };
  } catch (problem) {
    if (!(problem instanceof AlignmentTooLarge)) throw problem;
    return { ...found, clocks: [] };
  }
}

function backwards(events: readonly OutsideEvent[]): readonly number[] {
  let latest: CivilDate | undefined;
  return events.flatMap(({ n, on }) => {
    if (on === undefined) return [];
    const isBack = latest !== undefined && on < latest;
    if (!isBack) latest = on;
    return isBack ? [n] : [];
  });
}

import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { basisList } from '../basis-list.js';
import type { StepOutcome } from './scenario-step.js';

/** Remaining units of a clock on the step's day. */
export type Remaining = (clock: string) => number | undefined;

/** Everything in which a step's outcome differs from what the scenario expects, as sentences. */
export function compareStep(
  procedure: CompiledProcedure,
  outcome: StepOutcome,
  remaining: Remaining,
): readonly string[] {
  const { step, refusal } = outcome;
  if (step.refused) {
    return refusal
      ? refusedDifferences(step.refused, refusal)
      : [
          `${step.act ?? step.issue ?? step.serve?.document ?? 'nothing'} was allowed, expected a refusal ${JSON.stringify(step.refused)}`,
        ];
  }
  if (refusal)
    return [
      `${step.act ?? step.issue ?? step.serve?.document ?? ''} was refused: ${JSON.stringify(refusal.unmet)}`,
    ];
  return expectedDifferences(procedure, outcome, step.expect ?? {}, remaining);
}

function refusedDifferences(
  expected: Readonly<Record<string, unknown>>,
  refusal: NonNullable<StepOutcome['refusal']>,
): readonly string[] {
  const found: string[] = [];
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'unmet') found.push(...unmetDifferences(value as readonly object[], refusal));
    else
      found.push(
        ...differences(`refused.${key}`, value, (refusal as unknown as Record<string, unknown>)[key]),
      );
  }
  return found;
}

/** Each expected requirement must be among the unmet ones, whatever else is. */
function unmetDifferences(
  expected: readonly object[],
  refusal: NonNullable<StepOutcome['refusal']>,
): readonly string[] {
  return expected.flatMap((wanted) => {
    const met = refusal.unmet.some((one) =>
      Object.entries(wanted).every(([key, value]) =>
        key === 'basis'
          ? basisList(value as string).every((basis) => one.basis.includes(basis))
          : differences(key, value, (one as unknown as Record<string, unknown>)[key]).length === 0,
      ),
    );
    return met ? [] : [`refused without ${JSON.stringify(wanted)}; unmet: ${JSON.stringify(refusal.unmet)}`];
  });
}

type Reader = (outcome: StepOutcome, procedure: CompiledProcedure) => unknown;

/** What `expect` may name, and where it is read. */
const READERS: Readonly<Record<string, Reader>> = {
  event: ({ event }) => event?.type,
  outcome: ({ state }) => state?.outcome,
  status: ({ state }) => state?.status,
  facts: ({ state }) => state?.facts,
  milestones: ({ state }) => state?.milestones,
  clocks: ({ state }) => state?.clocks,
  performed: ({ state }) => state?.performed,
  signings: ({ state }) => state?.signings,
  related: ({ state }) => state?.related,
  fields: ({ issued }) => issued?.fields,
  number: ({ issued }) => issued?.number,
};

const SETS: Readonly<Record<string, (outcome: StepOutcome) => readonly string[]>> = {
  tasks: ({ state }) => [...new Set(Object.values(state?.tasks ?? {}).map(({ post }) => post))].toSorted(),
  documents: ({ event, lapses }) =>
    (event ? (event.documents ?? []) : lapses.flatMap((lapse) => lapse.documents ?? [])).toSorted(),
  lapsed: ({ lapses }) =>
    lapses.filter(({ cause }) => cause === 'lapse').map(({ lapse }) => lapse?.clock ?? ''),
  promisesBroken: ({ lapses }) =>
    lapses.filter(({ cause }) => cause === 'promise').map(({ lapse }) => lapse?.clock ?? ''),
};

function expectedDifferences(
  procedure: CompiledProcedure,
  outcome: StepOutcome,
  expect: Readonly<Record<string, unknown>>,
  remaining: Remaining,
): readonly string[] {
  const found: string[] = [];
  // A lapse that the scenario does not speak of is a surprise, unless the step expects nothing at all about lapses.
  for (const [key, value] of Object.entries(expect)) {
    const read = READERS[key];
    const set = SETS[key];
    if (key === 'state') found.push(...stateDifferences(procedure, outcome, value));
    else if (key === 'remaining') {
      for (const [clock, n] of Object.entries(value as object)) {
        found.push(...differences(`remaining.${clock}`, n, remaining(clock)));
      }
    } else if (read) found.push(...differences(key, value, read(outcome, procedure)));
    else if (set) {
      const wanted = (typeof value === 'string' ? [value] : (value as readonly string[])) ?? [];
      const sorted = key === 'lapsed' || key === 'promisesBroken' ? wanted : wanted.toSorted();
      if (JSON.stringify(sorted) !== JSON.stringify(set(outcome))) {
        found.push(`${key}: expected ${JSON.stringify(sorted)}, found ${JSON.stringify(set(outcome))}`);
      }
    } else found.push(`expect.${key} is not something a scenario can ask for`);
  }
  return found;
}

function stateDifferences(
  procedure: CompiledProcedure,
  { state }: StepOutcome,
  expected: unknown,
): readonly string[] {
  const active = state ? procedure.activePaths(state.value) : [];
  return (typeof expected === 'string' ? [expected] : (expected as readonly string[]))
    .filter((path) => !active.includes(path))
    .map((path) => `state: ${path} is not active; active: ${active.join(', ')}`);
}

/** Partial comparison: what is expected must be found, whatever else there is. */
function differences(at: string, expected: unknown, found: unknown): readonly string[] {
  if (expected !== null && typeof expected === 'object' && !Array.isArray(expected)) {
    if (found === null || typeof found !== 'object') {
      return [`${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
    }
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(`${at}.${key}`, value, (found as Record<string, unknown>)[key]),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(found ?? null)
    ? []
    : [`${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
}

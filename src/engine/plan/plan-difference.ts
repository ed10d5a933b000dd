import { daysBetween } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { Plan, PlanStep, Wait } from './plan.js';

/** How the same plan comes out under two definitions, or two calendars. */
export interface PlanDifference {
  /** Calendar days by which the second decides later; negative when sooner. Absent: one of them does not decide. */
  readonly laterBy?: number;
  /** Steps that only the first, or only the second has. */
  readonly onlyFirst: readonly PlanStep[];
  readonly onlySecond: readonly PlanStep[];
  /** Steps that both have on different days. */
  readonly moved: readonly { readonly name: string; readonly first: CivilDate; readonly second: CivilDate }[];
  /** Waits on the way to the decision that only one has, or that have another term. */
  readonly waits: readonly { readonly name: string; readonly first?: Wait; readonly second?: Wait }[];
}

/** Compares two plans for the same matter step by step: a step is the same when it is the same act for the same time. */
export function planDifference(first: Plan, second: Plan): PlanDifference {
  const left = numbered(first.steps);
  const right = numbered(second.steps);
  const moved = [...left].flatMap(([key, step]) => {
    const other = right.get(key);
    return other && other.on !== step.on ? [{ name: step.name, first: step.on, second: other.on }] : [];
  });
  return {
    ...(first.earliest && second.earliest && { laterBy: daysBetween(first.earliest, second.earliest) }),
    onlyFirst: [...left].flatMap(([key, step]) => (right.has(key) ? [] : [step])),
    onlySecond: [...right].flatMap(([key, step]) => (left.has(key) ? [] : [step])),
    moved,
    waits: differingWaits(first.critical, second.critical),
  };
}

function differingWaits(first: readonly Wait[], second: readonly Wait[]): PlanDifference['waits'] {
  const names = [...new Set([...first, ...second].map(({ name }) => name))];
  return names.flatMap((name) => {
    const left = first.find((wait) => wait.name === name);
    const right = second.find((wait) => wait.name === name);
    const same =
      left?.term?.n === right?.term?.n &&
      left?.term?.unit === right?.term?.unit &&
      left?.kind === right?.kind;
    return left && right && same
      ? []
      : [{ name, ...(left && { first: left }), ...(right && { second: right }) }];
  });
}

function numbered(steps: readonly PlanStep[]): ReadonlyMap<string, PlanStep> {
  const counts = new Map<string, number>();
  return new Map(
    steps.map((step) => {
      const count = (counts.get(step.name) ?? 0) + 1;
      counts.set(step.name, count);
      return [`${step.kind} ${step.name} ${count}`, step] as const;
    }),
  );
}

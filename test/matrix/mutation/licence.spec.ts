import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CalendarDocument } from '../../../src/engine/clock/calendar-document.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { ClockDefinition, Definition } from '../../../src/engine/law/definition.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import { compiledLicence, officialNotices, Stage, workedCases } from '../../workflows/licence-cases.js';

/**
 * The worked cases guard the law only if they notice when it changes. Every term loses and gains one, every
 * requirement falls, every ground of suspension and every lapse goes, every day off and make-up day of three years
 * becomes an ordinary day: each time at least one worked case must fail. What survives is named.
 */
const licence = compiledLicence();
const { definition } = licence;
const cases = workedCases();

interface Mutant {
  readonly name: string;
  readonly definition: Definition;
  /** Cases that can notice: those that meet the changed clock or try the changed act. */
  readonly candidates: readonly Scenario[];
}

type Draft = { -readonly [K in keyof Definition]: Definition[K] };

const baseline = new Stage();
const clocksMet = new Map(
  cases.map((scenario) => [
    scenario,
    new Set(
      baseline.play(licence, scenario).outcomes.flatMap(({ state }) => Object.keys(state?.clocks ?? {})),
    ),
  ]),
);

/** Cases that meet a clock, those that speak of it first. */
function meeting(clock: string): readonly Scenario[] {
  const speaks = (scenario: Scenario): boolean => JSON.stringify(scenario.steps).includes(`"${clock}"`);
  const met = cases.filter((scenario) => clocksMet.get(scenario)?.has(clock) || speaks(scenario));
  return [...met.filter(speaks), ...met.filter((scenario) => !speaks(scenario))];
}

function trying(act: string): readonly Scenario[] {
  const tries = (scenario: Scenario, refused: boolean): boolean =>
    scenario.steps.some((step) => step.act === act && (step.refused !== undefined) === refused);
  const refusing = cases.filter((scenario) => tries(scenario, true));
  return [...refusing, ...cases.filter((scenario) => tries(scenario, false) && !refusing.includes(scenario))];
}

function withClock(clock: string, change: (draft: ClockDefinition) => ClockDefinition): Definition {
  const draft: Draft = { ...definition };
  draft.clocks = {
    ...definition.clocks,
    [clock]: change(structuredClone(definition.clocks[clock] as ClockDefinition)),
  };
  return draft;
}

/** Paths of all terms of a clock: its own, the promised one, the extension's, and those of its alternatives. */
function termPaths(clock: ClockDefinition): readonly (readonly (string | number)[])[] {
  const own = [['term'], ['promised'], ['extend', 'by']];
  const others = (clock.alternatives ?? []).flatMap((_, index) =>
    own.map((path) => ['alternatives', index, ...path]),
  );
  return [...own, ...others].filter((path) => termAt(clock, path) !== undefined);
}

function termAt(clock: ClockDefinition, path: readonly (string | number)[]): { n: number } | undefined {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], clock) as
    { n: number } | undefined;
}

function termMutants(): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]) =>
    termPaths(clock).flatMap((path) =>
      [1, -1]
        .filter((by) => (termAt(clock, path)?.n ?? 0) + by >= 0)
        .map((by) => ({
          name: `${name} ${path.join('.')} ${by > 0 ? 'longer' : 'shorter'} by one`,
          candidates: meeting(name),
          definition: withClock(name, (draft) => {
            const term = termAt(draft, path);
            if (term) term.n += by;
            return draft;
          }),
        })),
    ),
  );
}

function clockRuleMutants(): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]): Mutant[] => {
    const { onLapse, suspend, extend, ...rest } = clock;
    const candidates = meeting(name);
    const mutant = (what: string, changed: ClockDefinition): Mutant => ({
      name: `${name} ${what}`,
      candidates,
      definition: withClock(name, () => changed),
    });
    return [
      ...(onLapse
        ? [mutant('never lapses', { ...rest, ...(suspend && { suspend }), ...(extend && { extend }) })]
        : []),
      ...(extend
        ? [mutant('may be extended once more', { ...clock, extend: { ...extend, times: extend.times + 1 } })]
        : []),
      ...(suspend?.grounds ?? []).map((ground) =>
        mutant(`no longer stands still for ${ground}`, {
          ...clock,
          suspend: { ...suspend, grounds: suspend?.grounds.filter((other) => other !== ground) } as never,
        }),
      ),
    ];
  });
}

function requirementMutants(): readonly Mutant[] {
  return Object.entries(definition.acts).flatMap(([name, act]) =>
    (act.requires ?? []).map((fallen) => ({
      name: `${name} without: ${typeof fallen.say === 'string' ? fallen.say : fallen.say.zh}`,
      candidates: trying(name),
      definition: {
        ...definition,
        acts: {
          ...definition.acts,
          [name]: { ...act, requires: (act.requires ?? []).filter((one) => one !== fallen) },
        },
      },
    })),
  );
}

/** Whether some candidate fails under the mutant; a case that cannot even be played has failed. */
function isNoticed({ definition: changed, candidates }: Mutant): boolean {
  const procedure = compileProcedure(changed, licence.digest);
  return candidates.some((scenario) => fails(() => baseline.play(procedure, scenario).findings.length > 0));
}

function fails(attempt: () => boolean): boolean {
  try {
    return attempt();
  } catch {
    return true;
  }
}

function survivors(mutants: readonly Mutant[]): readonly string[] {
  return mutants.filter((mutant) => !isNoticed(mutant)).map(({ name }) => name);
}

/** Days of a notice that are not what the weekday says: weekdays off, and working weekends. */
function arrangedDays({ off, work }: CalendarDocument): readonly CivilDate[] {
  const days = off.flatMap(({ from, to }) => {
    const stretch: CivilDate[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) stretch.push(day);
    return stretch;
  });
  return [...days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay())), ...work];
}

/** The notice with one day taken out: off days split their stretch. */
function without(notice: CalendarDocument, day: CivilDate): CalendarDocument {
  return {
    ...notice,
    work: notice.work.filter((other) => other !== day),
    off: notice.off.flatMap((stretch) => {
      if (day < stretch.from || day > stretch.to) return [stretch];
      const before = { ...stretch, to: addDays(day, -1) };
      const after = { ...stretch, from: addDays(day, 1) };
      return [before, after].filter(({ from, to }) => from <= to);
    }),
  };
}

describe('a change of the law is noticed by a worked case', () => {
  it('every term, one unit longer or shorter', () => {
    const mutants = termMutants();
    expect(mutants.length).toBeGreaterThan(40);
    expect(survivors(mutants)).toEqual([]);
  });

  it('every lapse, every limit of extensions, every ground of suspension', () => {
    const mutants = clockRuleMutants();
    expect(mutants.length).toBeGreaterThan(25);
    expect(survivors(mutants)).toEqual([]);
  });

  it('every requirement', () => {
    const mutants = requirementMutants();
    expect(mutants.length).toBeGreaterThan(70);
    expect(survivors(mutants)).toEqual([]);
  });

  it.each([2024, 2025, 2026])('every day off and make-up day of %i', (year) => {
    const notices = officialNotices();
    const notice = notices.find((one) => one.year === year) as CalendarDocument;
    const days = arrangedDays(notice);
    expect(days.length).toBeGreaterThan(20);
    const walk = cases.filter(({ scenario }) => scenario === `calendar-of-${year}`);
    const unnoticed = days.filter((day) => {
      const stage = new Stage(notices.map((one) => (one === notice ? without(notice, day) : one)));
      return !walk.some((scenario) => stage.play(licence, scenario).findings.length > 0);
    });
    expect(unnoticed).toEqual([]);
  });
});

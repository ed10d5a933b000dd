import type { Term } from '../clock/deadline.js';
import type { ActDefinition, Definition, FactValue, StateDefinition } from '../law/definition.js';
import { topLevelStates } from '../law/states.js';
import type { PlanAssumptions } from './assumptions.js';

/**
 * The assumptions with what is supposed unless the planner says otherwise: that nothing shortens a minimum period. Whoever
 * plans with an exception must say so, by supposing its fact.
 *
 * @param facts as they stand where planning begins
 */
export function withOrdinaryTerms(
  definition: Pick<Definition, 'acts' | 'clocks' | 'facts' | 'states'>,
  facts: Readonly<Record<string, FactValue>>,
  assumptions: PlanAssumptions,
): PlanAssumptions {
  const exceptions = [...shorterTerms(definition), ...exceptionsByAct(definition)].filter(
    (name) => definition.facts[name]?.type === 'boolean' && facts[name] === false,
  );
  const ordinary = Object.fromEntries(exceptions.map((name) => [name, false]));
  const all = { ...ordinary, ...assumptions.facts };
  return Object.keys(all).length === 0 ? assumptions : { ...assumptions, facts: all };
}

/**
 * What must be so when the plan ends. An exception that an act makes use of may have been spent by then: of it the planner says
 * only that it may be used.
 */
export function supposedAtTheEnd(
  definition: Pick<Definition, 'acts' | 'states'>,
  { facts = {} }: PlanAssumptions,
): Readonly<Record<string, FactValue>> {
  const spent = exceptionsByAct(definition);
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => value !== true || !spent.has(name)),
  );
}

/** Facts by which a minimum period has another term. */
function shorterTerms({ clocks }: Pick<Definition, 'clocks'>): readonly string[] {
  return Object.values(clocks)
    .filter(({ kind }) => kind === 'floor')
    .flatMap(({ term, alternatives = [] }) =>
      alternatives.flatMap((one) => (roughDays(one.term) < roughDays(term) ? [one.when.trim()] : [])),
    );
}

/** About as many calendar days: enough to tell which of two terms is the shorter one. */
function roughDays(term: Term | undefined): number {
  return term ? term.n * DAYS[term.unit] : 0;
}

const DAYS: Readonly<Record<Term['unit'], number>> = {
  ...{ workingDay: 1.4, calendarDay: 1, month: 30, year: 365, hour: 1 / 24 },
};

const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * Facts that allow an act to be done without a minimum period that another act leading the same way has to wait for: an approved
 * urgency.
 */
function exceptionsByAct({ acts, states }: Pick<Definition, 'acts' | 'states'>): ReadonlySet<string> {
  let found = known.get(acts);
  if (!found) {
    const all = topLevelStates({ states } as Definition).flatMap(([, state]) => withInner(state));
    found = new Set(all.flatMap((state) => exceptionsIn(state, acts)));
    known.set(acts, found);
  }
  return found;
}

function withInner(state: StateDefinition): readonly StateDefinition[] {
  return [state, ...Object.values(state.states ?? {}).flatMap(withInner)];
}

function exceptionsIn({ on = {} }: StateDefinition, acts: Definition['acts']): readonly string[] {
  const ways = Object.entries(on).flatMap(([event, to]) => {
    const act = acts[event];
    return act ? [{ act, to: JSON.stringify(to) }] : [];
  });
  return ways.flatMap(({ act, to }) =>
    ways
      .filter((other) => other.act !== act && other.to === to && waitsLonger(other.act, act))
      .flatMap((other) => conditionsOf(act).filter((source) => !conditionsOf(other.act).includes(source))),
  );
}

function waitsLonger(act: ActDefinition, other: ActDefinition): boolean {
  const own = floorsOf(act);
  const others = floorsOf(other);
  return own.length > others.length && others.every((floor) => own.includes(floor));
}

function floorsOf({ requires = [] }: ActDefinition): readonly string[] {
  return requires.flatMap(({ elapsed }) => (elapsed === undefined ? [] : [elapsed]));
}

function conditionsOf({ requires = [] }: ActDefinition): readonly string[] {
  return requires.flatMap(({ that }) => (that === undefined ? [] : [that.trim()]));
}

import type { LapseRule } from '../law/definition.js';
import { type Finding, namesIn, type Subject } from '../law/lint/subject.js';
import type { Consequence, LapseProperty } from '../law/property-definition.js';
import type { Configuration, Exploration, Passage } from './explore.js';
import { inWords, pathInWords, pathTo } from './shortest-paths.js';
import { activeStates, type ActiveState } from './state-paths.js';
import type { Violation } from './way-around.js';

/** Terms that bind somebody and run out, so that something must follow; and consequences that no state takes up. */
export function lapsesWithoutConsequence(
  subject: Subject,
  exploration: Exploration,
  arrivals: readonly (Passage | undefined)[],
): Finding[] {
  const { definition } = subject;
  const places = placesOf(exploration);
  return Object.entries(definition.clocks).flatMap(([name, { kind, onLapse, title }]): Finding[] => {
    if (kind !== 'ceiling' && kind !== 'fixed') return [];
    const passes = `${inWords(title)}届满 (${name})`;
    if (!onLapse) {
      const way = pathInWords(definition, pathToRunning(places, name, arrivals));
      const message = `the clock "${name}" needs "onLapse": say what the law makes of silence (deem, breach or end). Nothing follows after ${way} → ${passes}`;
      return [{ code: 'missing-lapse', path: `/clocks/${name}`, message, atKey: true }];
    }
    const event = eventOf(name, onLapse);
    const unheard = event === undefined ? undefined : whereUnheard(subject, exploration, places, name, event);
    if (!unheard) return [];
    const way = pathInWords(definition, pathTo(unheard.at, arrivals));
    const message = `when "${name}" lapses, "${event}" is sent, but "${unheard.state}" does not listen to it; add it under "on". Nothing follows after ${way} → ${passes}`;
    return [{ code: 'lapse-not-handled', path: unheard.pointer, message }];
  });
}

/** The event that must be handled when the clock lapses; a breach moves nothing by itself. */
function eventOf(clock: string, { deem, end }: LapseRule): string | undefined {
  if (deem !== undefined) return `deemed.${deem}`;
  return end === undefined ? undefined : `lapsed.${clock}`;
}

/** A place in the chart with the first configuration that is there: the first is reached by a shortest path. */
interface Place {
  readonly at: Configuration;
  readonly active: readonly ActiveState[];
}

/** Every place in which a case can be, in the order in which they were found: breadth first. */
function placesOf({ configurations, procedure }: Exploration): readonly Place[] {
  const first = new Map<string, Configuration>();
  for (const one of configurations) {
    const key = JSON.stringify(one.value);
    if (!one.ended && !first.has(key)) first.set(key, one);
  }
  return [...first.values()].map((at) => ({ at, active: activeStates(procedure.definition, at.value) }));
}

function whereUnheard(
  subject: Subject,
  { procedure }: Exploration,
  places: readonly Place[],
  clock: string,
  event: string,
): { readonly at: Configuration; readonly state: string; readonly pointer: string } | undefined {
  for (const { at, active } of places) {
    const running = active.find(({ state }) => state.clocks?.includes(clock));
    if (!running || procedure.listens(at.value).includes(event)) continue;
    const pointer = `${subject.node(running.path)?.pointer}/clocks/${running.state.clocks?.indexOf(clock)}`;
    return { at, state: running.path, pointer };
  }
  return undefined;
}

/** The shortest path to the lapse of a clock that has not the consequence that the law gives it; undefined: it has. */
export function lapseViolation(
  exploration: Exploration,
  { lapse, leads }: LapseProperty,
  arrivals: readonly (Passage | undefined)[],
): Violation | undefined {
  const { definition } = exploration.procedure;
  const found = namesIn(lapse, '').flatMap(([name]): Violation[] => {
    const missing = missingFrom(definition.clocks[name]?.onLapse, leads);
    if (missing.length === 0) return [];
    const passes = ` → ${inWords(definition.clocks[name]?.title ?? name)}届满 (${name})`;
    const though = `${passes}, and this does not follow: ${missing.join(', ')}`;
    return [{ path: pathToRunning(placesOf(exploration), name, arrivals), though }];
  });
  return found[0];
}

/** What the law wants to follow and does not, in the words of the property. */
function missingFrom(rule: LapseRule | undefined, leads: Consequence): readonly string[] {
  const { deem, to, effective, records, sets, serve } = leads;
  const recorded = namesIn(rule?.records, '').map(([name]) => name);
  const missing: (string | false)[] = [
    deem !== undefined && rule?.deem !== deem && `deem: ${deem}`,
    to === 'breach' && rule?.breach === undefined && 'breach',
    to === 'end' && rule?.end === undefined && 'end',
    effective !== undefined && (rule?.effective ?? 'dayAfter') !== effective && `effective: ${effective}`,
    ...namesIn(records, '').map(([name]) => !recorded.includes(name) && `records: ${name}`),
    ...Object.entries(sets ?? {}).map(
      ([name, value]) => rule?.sets?.[name] !== value && `sets: ${name}: ${String(value)}`,
    ),
    serve !== undefined && rule?.serve !== serve && `serve: ${serve}`,
  ];
  return missing.filter((one) => one !== false);
}

/** The shortest path to where a clock runs. */
function pathToRunning(
  places: readonly Place[],
  clock: string,
  arrivals: readonly (Passage | undefined)[],
): readonly Passage[] {
  const place = places.find(({ active }) => active.some(({ state }) => state.clocks?.includes(clock)));
  return place ? pathTo(place.at, arrivals) : [];
}

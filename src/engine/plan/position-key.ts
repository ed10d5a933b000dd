import { tally } from '../case/signing/tally.js';
import type { Definition } from '../law/definition.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import type { PlanContext, Position } from './position.js';
import { standingOn } from './stream-courses.js';

/** More people than this in one post are as good as this many. */
const PEOPLE = 3;

/** Two positions with the same key lead to the same decisions on the same days. */
export function keyOf({ definition }: PlanContext, { day, state, courses, ready }: Position): string {
  const beside = Object.entries(courses).map(([name, course]) => [
    name,
    standingOn(course, day),
    course.filter(({ on }) => on > day),
  ]);
  if (!state) return JSON.stringify([day, null, ready]);
  const reads = readsOf(definition);
  const picked = (of: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): unknown =>
    Object.keys(of)
      .filter((name) => names.has(name))
      .toSorted()
      .map((name) => [name, of[name]]);
  const people = Object.keys(state.performers)
    .toSorted()
    .map((post) => [post, Math.min(PEOPLE, state.performers[post]?.length ?? 0)]);
  const clocks = Object.keys(state.clocks)
    .toSorted()
    .map((name) => {
      const run = state.clocks[name];
      const floor = run?.notBefore !== undefined && run.notBefore > day ? run.notBefore : '';
      return [name, run?.state, floor, reads.ends.has(name) ? run?.dueOn : ''];
    });
  const rounds = Object.entries(state.signings ?? {}).map(([name, round]) => {
    const rules = definition.signings?.[name];
    return [name, round.result, rules && tally(rules, round)];
  });
  const facts = Object.keys(state.facts)
    .toSorted()
    .map((name) => state.facts[name]);
  return JSON.stringify([
    ...[
      day,
      state.value,
      facts,
      picked(state.milestones, reads.days),
      picked(state.performed, reads.performed),
    ],
    ...[people, clocks, rounds, beside, ready],
  ]);
}

interface Reads {
  readonly performed: ReadonlySet<string>;
  /** Milestones that expressions read or clocks start from. */
  readonly days: ReadonlySet<string>;
  /** Clocks whose last day matters to what can be done. */
  readonly ends: ReadonlySet<string>;
}

const known = new WeakMap<Definition, Reads>();

function readsOf(definition: Definition): Reads {
  let reads = known.get(definition);
  if (!reads) {
    reads = findReads(definition);
    known.set(definition, reads);
  }
  return reads;
}

function findReads(definition: Definition): Reads {
  const paths = [...expressionsIn(definition)].flatMap((source) =>
    scanFeel(source).reads.map(({ segments: [root = '', ...path] }) => [root, path.join('.')] as const),
  );
  const within = Object.values(definition.acts).flatMap(({ requires = [] }) =>
    requires.map((one) => one.within ?? ''),
  );
  const ending = Object.entries(definition.clocks).filter(([, { onLapse }]) => onLapse !== undefined);
  return {
    performed: new Set(paths.filter(([root]) => root === 'performed').map(([, name]) => name)),
    days: new Set([
      ...paths.filter(([root]) => root === 'days').map(([, name]) => name),
      ...Object.values(definition.clocks).map(({ from }) => from),
    ]),
    ends: new Set([...within, ...ending.map(([name]) => name)]),
  };
}

/** Every expression of a definition: values of the keys that hold FEEL. */
function* expressionsIn(value: unknown, key = ''): Iterable<string> {
  if (typeof value === 'string') {
    if (['when', 'that', 'on', 'ground'].includes(key) || key.startsWith('=')) yield value;
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const computed = (key === 'sets' || key === 'records') && !Array.isArray(value);
    yield* expressionsIn(inner, Array.isArray(value) ? key : computed ? `=${name}` : name);
  }
}

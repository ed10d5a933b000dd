import type {
  ActDefinition,
  ClockDefinition,
  Definition,
  Requirement,
} from '../../src/engine/law/definition.js';
import { compileProcedure } from '../../src/engine/statechart/compile.js';
import { Stage } from './licence-cases.js';
import { shippedOverlays, type ShippedOverlay } from './overlay-cases.js';

/** The worked cases of an overlay must notice when what it sets differently changes. */
const stage = new Stage();

interface Mutant {
  /** Begins with the clock, act or post that was changed. */
  readonly name: string;
  readonly definition: Definition;
}

function withClock(definition: Definition, name: string, clock: ClockDefinition): Definition {
  return { ...definition, clocks: { ...definition.clocks, [name]: clock } };
}

function withAct(definition: Definition, name: string, act: ActDefinition): Definition {
  return { ...definition, acts: { ...definition.acts, [name]: act } };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function clockMutants({ compiled: { definition }, under }: ShippedOverlay): readonly Mutant[] {
  const own = Object.entries(definition.clocks).filter(([name, clock]) => !same(clock, under.clocks[name]));
  return own.flatMap(([name, clock]): Mutant[] => {
    const mutant = (what: string, changed: ClockDefinition): Mutant => {
      return { name: `${name} ${what}`, definition: withClock(definition, name, changed) };
    };
    const { term, onLapse, ...rest } = clock;
    const by = [1, -1].flatMap((n) => [
      ...(term ? [mutant(`by ${n}`, { ...clock, term: { ...term, n: term.n + n } })] : []),
      ...(clock.alternatives ?? []).map((one, index, all) =>
        mutant(`alternative ${index} by ${n}`, {
          ...clock,
          alternatives: all.map((other) =>
            other === one ? { ...one, term: { ...one.term, n: one.term.n + n } } : other,
          ),
        }),
      ),
    ]);
    const startDay = clock.conventions?.startDay;
    return [
      ...by,
      ...(onLapse ? [mutant('never lapses', { ...rest, ...(term && { term }) })] : []),
      ...(startDay === 'included'
        ? [
            mutant('starts a day later', {
              ...clock,
              conventions: { ...clock.conventions, startDay: 'excluded' },
            }),
          ]
        : []),
    ];
  });
}

/** Whole numbers of an expression, those of a duration in years among them. */
const NUMBER = /(?<![\w."])\d+(?![\w"])|(?<="P)\d+(?=Y")/g;

function numbersChanged(that: string): readonly string[] {
  return [...that.matchAll(NUMBER)].flatMap(({ 0: digits, index }) =>
    [1, -1].map((n) => `${that.slice(0, index)}${Number(digits) + n}${that.slice(index + digits.length)}`),
  );
}

function requirementMutants({ compiled: { definition }, under }: ShippedOverlay): readonly Mutant[] {
  return Object.entries(definition.acts).flatMap(([name, act]) => {
    const { requires = [] } = act;
    const before = (under.acts[name]?.requires ?? []).map((rule) => JSON.stringify(rule));
    const own = requires.filter((rule) => !before.includes(JSON.stringify(rule)));
    const replaced = (rule: Requirement, by: readonly Requirement[]): Definition =>
      withAct(definition, name, { ...act, requires: requires.flatMap((one) => (one === rule ? by : [one])) });
    return own.flatMap((rule): Mutant[] => [
      { name: `${name} without: ${JSON.stringify(rule.say)}`, definition: replaced(rule, []) },
      ...numbersChanged(rule.that ?? '').map((that) => ({
        name: `${name}: ${that}`,
        definition: replaced(rule, [{ ...rule, that }]),
      })),
    ]);
  });
}

function separationMutants({ compiled: { definition }, under }: ShippedOverlay): readonly Mutant[] {
  const acts = Object.entries(definition.acts).flatMap(([name, { separateFrom = [], ...act }]) =>
    separateFrom.length > (under.acts[name]?.separateFrom?.length ?? 0)
      ? [{ name: `${name} by anybody`, definition: withAct(definition, name, act) }]
      : [],
  );
  const posts = Object.entries(definition.posts).flatMap(([name, { distinctFrom = [], ...post }]) =>
    distinctFrom.length > (under.posts[name]?.distinctFrom?.length ?? 0)
      ? [
          {
            name: `${name} held by anybody`,
            definition: { ...definition, posts: { ...definition.posts, [name]: post } },
          },
        ]
      : [],
  );
  return [...acts, ...posts];
}

/** Whether some worked case fails under the mutant; a case that cannot even be played has failed. Likely ones come first. */
function isNoticed({ compiled, cases }: ShippedOverlay, { name, definition }: Mutant): boolean {
  const procedure = compileProcedure(definition, compiled.digest);
  const [word = ''] = name.split(/[ :]/);
  const speaking = cases.filter(({ steps }) => JSON.stringify(steps).includes(`"${word}"`));
  return [...speaking, ...cases.filter((scenario) => !speaking.includes(scenario))].some((scenario) => {
    try {
      return stage.play(procedure, scenario).findings.length > 0;
    } catch {
      return true;
    }
  });
}

/** The first so many overlays that ship, by where they are; all of them without a number. */
export function overlaysByPlace(atMost?: number): readonly (readonly [string, ShippedOverlay])[] {
  return shippedOverlays()
    .slice(0, atMost)
    .map((overlay) => [overlay.place, overlay] as const);
}

/** Changes whatever an overlay sets differently: the changes that none of its worked cases notices. */
export function changesTried(overlay: ShippedOverlay): {
  readonly tried: number;
  readonly unnoticed: readonly string[];
} {
  const mutants = [...clockMutants(overlay), ...requirementMutants(overlay), ...separationMutants(overlay)];
  const unnoticed = mutants.filter((mutant) => !isNoticed(overlay, mutant));
  return { tried: mutants.length, unnoticed: unnoticed.map(({ name }) => name) };
}

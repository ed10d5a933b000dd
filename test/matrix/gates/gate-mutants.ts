import type { Definition, Requirement, StateDefinition } from '../../../src/engine/law/definition.js';

/** A definition from which one thing was taken. */
export interface Mutant {
  /** What was taken, in words. */
  readonly name: string;
  readonly definition: Definition;
  /** Facts that the thing read; for guards. */
  readonly reads?: string;
}

const GATED = ['acts', 'streams', 'service', 'work'] as const;

type Draft = Record<(typeof GATED)[number], Record<string, { requires?: Requirement[] }>> & {
  clocks: Record<string, { onLapse?: Record<string, unknown> }>;
  states: Record<string, unknown>;
};

/** The definition after a change of its copy. */
function changed(definition: Definition, change: (draft: Draft) => void): Definition {
  const draft = structuredClone(definition);
  change(draft as unknown as Draft);
  return draft;
}

/** Every requirement, of acts, streams, modes of service and work, falls; `above`: only those that it has not. */
export function withoutRequirements(definition: Definition, above?: Definition): readonly Mutant[] {
  return GATED.flatMap((section) => {
    const things = Object.entries((definition as unknown as Draft)[section] ?? {});
    return things.flatMap(([name, { requires = [] }]) =>
      requires.flatMap((fallen, index): Mutant[] => {
        const known = (above as unknown as Draft | undefined)?.[section]?.[name]?.requires ?? [];
        if (known.some((one) => JSON.stringify(one) === JSON.stringify(fallen))) return [];
        const { that, elapsed, within, lead } = fallen;
        return [
          {
            name: `${section} ${name} without ${that ?? elapsed ?? within ?? lead}`,
            definition: changed(definition, (draft) => draft[section][name]?.requires?.splice(index, 1)),
          },
        ];
      }),
    );
  });
}

/** Every lapse falls, and each part of what follows from it. */
export function withoutLapses(definition: Definition, above?: Definition): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, { onLapse }]): Mutant[] => {
    if (!onLapse || above?.clocks[name]) return [];
    const whole = changed(definition, (draft) => delete draft.clocks[name]?.onLapse);
    const parts = Object.keys(onLapse).filter((part) => part !== 'basis');
    const nested = Object.keys(onLapse.sets ?? {});
    return [
      { name: `${name} without onLapse`, definition: whole },
      ...parts.map((part) => ({
        name: `${name} without onLapse.${part}`,
        definition: changed(definition, (draft) => delete draft.clocks[name]?.onLapse?.[part]),
      })),
      ...nested.map((fact) => ({
        name: `${name} without onLapse.sets.${fact}`,
        definition: changed(definition, (draft) => {
          const sets = draft.clocks[name]?.onLapse?.['sets'] as Record<string, unknown>;
          delete sets[fact];
        }),
      })),
    ];
  });
}

/** No state listens any more to a lapse that it listened to. */
export function withoutHandlers(definition: Definition): readonly Mutant[] {
  return states(definition).flatMap(([path, state]) =>
    Object.keys(state.on ?? {})
      .filter((event) => /^(lapsed|deemed)\./.test(event))
      .map((event) => ({
        name: `${path} without ${event}`,
        definition: changed(definition, (draft) => {
          const on = stateIn(draft as unknown as Definition, path).on as Record<string, unknown>;
          delete on[event];
        }),
      })),
  );
}

/** Every guard of a transition falls: the way is open to all. */
export function withoutGuards(definition: Definition, above?: Definition): readonly Mutant[] {
  const known = above ? new Set(states(above).map(([path]) => path)) : new Set<string>();
  return states(definition).flatMap(([path, state]) => {
    if (known.has(path)) return [];
    const lists = [
      ...Object.keys(state.on ?? {}).map((event) => ['on', event] as const),
      ...(state.always ? [['always', undefined] as const] : []),
    ];
    return lists.flatMap(([kind, event]) =>
      guarded(state, kind, event).flatMap((way, index): Mutant[] => {
        if (way.when === undefined) return [];
        const fallen = changed(definition, (draft) => {
          const there = stateIn(draft as unknown as Definition, path);
          delete guarded(there, kind, event)[index]?.when;
        });
        return [
          {
            name: `${path} ${event ?? kind} to ${way.target} without ${way.when}`,
            definition: fallen,
            reads: way.when,
          },
        ];
      }),
    );
  });
}

interface Way {
  target: string;
  when?: string;
}

function guarded(state: StateDefinition, kind: 'on' | 'always', event: string | undefined): readonly Way[] {
  const ways: unknown = kind === 'always' ? state.always : state.on?.[event ?? ''];
  return [ways].flat().filter((way): way is Way => typeof way === 'object' && way !== null);
}

/** Every state with its path. */
function states({ states: top }: Definition): readonly (readonly [string, StateDefinition])[] {
  const below = (path: string, state: StateDefinition): (readonly [string, StateDefinition])[] => [
    [path, state],
    ...Object.entries(state.states ?? {}).flatMap(([name, child]) => below(`${path}.${name}`, child)),
  ];
  return Object.entries(top).flatMap(([name, state]) =>
    typeof state === 'string' ? [] : below(name, state),
  );
}

function stateIn(definition: Definition, path: string): StateDefinition {
  const found = states(definition).find(([one]) => one === path);
  if (!found) throw new Error(`no state ${path}`);
  return found[1];
}

import type { ActDefinition, Definition, Feel, Requirement, Text } from '../definition.js';
import type { Condition, Gated, GateProperty } from '../property-definition.js';
import { waysInto } from './ways-into.js';
import { namesIn, type Subject } from './subject.js';

/** Something that requirements stand before. */
export interface GatedThing {
  readonly kind: keyof Gated;
  readonly name: string;
  /** Where the property names it, below the property. */
  readonly at: string;
  readonly title: Text;
  readonly requires: readonly Requirement[];
  /** The state from which a state is entered. */
  readonly source?: string | undefined;
  /** Conditions that do not hold, or another way would have been taken. */
  readonly otherwise: readonly Feel[];
  /** As an act would be told, for what its conditions may read; undefined: facts only. */
  readonly act: ActDefinition | undefined;
}

/** Sections in which a property's words find what they name, and what such a thing is called. */
export const GATED_SECTIONS = {
  of: { section: 'acts', noun: 'act' },
  begins: { section: 'streams', noun: 'stream' },
  serves: { section: 'service', noun: 'mode of service' },
  work: { section: 'work', noun: 'rule about the work' },
  enters: { section: 'states', noun: 'state' },
} as const satisfies Readonly<Record<keyof Gated, { section: keyof Definition; noun: string }>>;

const WORK_TITLES: Readonly<Record<string, Text>> = {
  suspend: { zh: '挂起', en: 'suspend' },
  void: { zh: '作废', en: 'void' },
  reassign: { zh: '改派', en: 'reassign' },
};

/** What a property of requirements names, as far as it is declared. */
export function gatedBy(subject: Subject, property: GateProperty): readonly GatedThing[] {
  const { definition } = subject;
  return namedBy(property).flatMap(({ kind, name, at }): GatedThing[] => {
    if (kind === 'enters') return entered(subject, name, at, property.from);
    const section = definition[GATED_SECTIONS[kind].section] ?? {};
    const declared = new Map<string, unknown>(Object.entries(section));
    if (!declared.has(name)) return [];
    const told = {
      ...{ title: WORK_TITLES[name] ?? name, event: kind, by: [], basis: [] },
      ...(declared.get(name) as Partial<ActDefinition>),
    };
    return [{ kind, name, at, title: told.title, requires: told.requires ?? [], otherwise: [], act: told }];
  });
}

/** Every way into a state, with its guard as what it requires. */
function entered(subject: Subject, name: string, at: string, from: GateProperty['from']): GatedThing[] {
  const state = subject.node(name)?.state;
  if (!state) return [];
  const { title, basis } = state;
  const sources = namesIn(from, '').map(([path]) => path);
  return waysInto(subject, name, sources).map(({ source, when, otherwise }) => ({
    ...{ kind: 'enters', name, at, title, source, otherwise, act: undefined },
    requires: when === undefined ? [] : [{ that: when, basis, say: title }],
  }));
}

/** The names that a property of requirements gives, declared or not. */
export function namedBy(
  property: Gated,
): readonly { readonly kind: keyof Gated; readonly name: string; readonly at: string }[] {
  return (Object.keys(GATED_SECTIONS) as (keyof Gated)[]).flatMap((kind) =>
    namesIn(property[kind], `/${kind}`).map(([name, at]) => ({ kind, name, at })),
  );
}

/** Conditions given singly or as a list, with the pointer of each; undefined: forgotten, which has its own rule. */
export function conditionsIn(
  only: Condition | readonly Condition[] | undefined,
  pointer: string,
): readonly (readonly [Condition, string])[] {
  if (only === undefined) return [];
  return isList(only)
    ? only.map((one, index) => [one, `${pointer}/${index}`] as const)
    : [[only, pointer] as const];
}

function isList(only: Condition | readonly Condition[]): only is readonly Condition[] {
  return Array.isArray(only);
}

import type { PropertyDefinition } from '../definition.js';
import type { GateProperty, LapseProperty, PathProperty } from '../property-definition.js';
import { suggest } from '../suggest.js';
import { lawEvents } from './events.js';
import { conditionsIn, GATED_SECTIONS, namedBy } from './gated.js';
import { type Finding, namesIn, type Rule, type Subject } from './subject.js';

/** Properties speak of things that exist: a property of nothing would hold and mean nothing. */
export const properties: Rule = (subject) =>
  Object.entries(subject.definition.properties ?? {}).flatMap(([name, property]): readonly Finding[] => {
    const at = `/properties/${name}`;
    const incomplete = companions(property, at);
    if (incomplete.length > 0) return incomplete;
    if ('never' in property) return ofPaths(subject, property, at);
    return 'lapse' in property ? ofLapses(subject, property, at) : ofGates(subject, property, at);
  });

/** Which keys say the rest of what a key begins: at least one of the first, any of the others. */
const COMPANIONS: readonly (readonly [form: string, needs: readonly string[], mayHave: readonly string[]])[] =
  [
    ['never', ['without', 'unless'], []],
    ['of', ['only'], ['unless']],
    ['begins', ['only'], ['unless']],
    ['serves', ['only'], ['unless']],
    ['work', ['only'], ['unless']],
    ['enters', ['only'], ['unless', 'from']],
    ['lapse', ['leads'], []],
  ];

function companions(property: PropertyDefinition, at: string): Finding[] {
  const code = 'property-incomplete';
  return COMPANIONS.flatMap(([form, needs, mayHave]): Finding[] => {
    if (!Object.hasOwn(property, form)) return [];
    const fitting = ['title', 'basis', form, ...needs, ...mayHave];
    const words = needs.map((key) => `"${key}"`).join(' or ');
    const missing: Finding[] = needs.some((key) => Object.hasOwn(property, key))
      ? []
      : [{ code, path: at, message: `a property with "${form}" needs ${words}`, atKey: true }];
    const foreign = Object.keys(property).filter((key) => !fitting.includes(key));
    return [
      ...missing,
      ...foreign.map((key): Finding => {
        const message = `"${key}" says nothing beside "${form}"; a property with "${form}" has ${words}`;
        return { code, path: `${at}/${key}`, message, atKey: true };
      }),
    ];
  });
}

function ofPaths(subject: Subject, { never, without }: PathProperty, at: string): Finding[] {
  const { definition } = subject;
  const acts = Object.entries(definition.acts).flatMap(([name, { event }]) => [name, event]);
  const events = [...acts, ...lawEvents(subject)];
  return [
    ...unknownStates(subject, never, `${at}/never`),
    ...namesIn(without, `${at}/without`)
      .filter(([event]) => !events.includes(event))
      .map(([event, path]) => {
        const message = `nothing sends "${event}": it is no act, no event of an act, and no clock lapses so`;
        return { code: 'unknown-event', path, message, suggestion: suggest(event, events) };
      }),
  ];
}

function unknownStates(subject: Subject, named: GateProperty['from'], at: string): Finding[] {
  const states = subject.nodes.map(({ path }) => path);
  return namesIn(named, at)
    .filter(([state]) => !states.includes(state))
    .map(([state, path]) => {
      const message = `there is no state "${state}"; give its whole path`;
      return { code: 'unknown-state', path, message, suggestion: suggest(state, states) };
    });
}

function ofGates(subject: Subject, property: GateProperty, at: string): Finding[] {
  const { definition } = subject;
  const named = namedBy(property).flatMap(({ kind, name, at: below }) => {
    if (kind === 'enters') return unknownStates(subject, name, `${at}${below}`);
    const { section, noun } = GATED_SECTIONS[kind];
    return undeclared(name, noun, Object.keys(definition[section] ?? {}), `${at}${below}`);
  });
  const clocks = conditionsIn(property.only, `${at}/only`).flatMap(([condition, path]) => {
    if (typeof condition === 'string') return [];
    const { on: _on, ...asked } = condition;
    return Object.entries(asked).flatMap(([key, clock]) =>
      undeclared(clock, 'clock', Object.keys(definition.clocks), `${path}/${key}`),
    );
  });
  return [...named, ...clocks, ...unknownStates(subject, property.from, `${at}/from`)];
}

function ofLapses({ definition }: Subject, { lapse, leads }: LapseProperty, at: string): Finding[] {
  const { clocks, milestones, documents, facts } = definition;
  return [
    ...namesIn(lapse, `${at}/lapse`).flatMap(([name, path]) =>
      undeclared(name, 'clock', Object.keys(clocks), path),
    ),
    ...namesIn(leads.records, `${at}/leads/records`).flatMap(([name, path]) =>
      undeclared(name, 'milestone', Object.keys(milestones), path),
    ),
    ...namesIn(leads.serve, `${at}/leads/serve`).flatMap(([name, path]) =>
      undeclared(name, 'document', Object.keys(documents), path),
    ),
    ...Object.keys(leads.sets ?? {}).flatMap((name) =>
      undeclared(name, 'fact', Object.keys(facts), `${at}/leads/sets/${name}`, true),
    ),
  ];
}

function undeclared(
  name: string,
  noun: string,
  declared: readonly string[],
  path: string,
  atKey = false,
): Finding[] {
  if (declared.includes(name)) return [];
  const message = `"${name}" is no ${noun} of this procedure`;
  const code = `unknown-${noun.split(' ')[0]}`;
  return [{ code, path, message, suggestion: suggest(name, declared), ...(atKey ? { atKey } : {}) }];
}

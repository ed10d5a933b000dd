import type { ActDefinition, PropertyDefinition } from '../definition.js';
import { conditionsIn, gatedBy } from './gated.js';
import type { Subject } from './subject.js';

/** An expression, where it stands, and the input in sight there. */
export interface Expression {
  readonly source: string;
  readonly path: string;
  /** What its value is for: it must hold, goes into this fact, is a day, or a ground. */
  readonly use: 'condition' | 'fact' | 'day' | 'ground';
  /** With use `fact`: the fact that gets the value. */
  readonly fact?: string;
  /** The act whose input and actor it may read. */
  readonly act?: ActDefinition;
  /** In `records`: the act's own legal day is in sight as `on`. */
  readonly ownDay?: boolean;
  /** In a mode of service: how often service has failed is in sight as `attempts.failed`. */
  readonly attempts?: boolean;
}

/** Every expression of a definition. */
export function expressionsIn(subject: Subject): readonly Expression[] {
  const { definition } = subject;
  const found: Expression[] = [];
  for (const [name, clock] of Object.entries(definition.clocks)) {
    (clock.alternatives ?? []).forEach(({ when }, index) => {
      found.push({ source: when, path: `/clocks/${name}/alternatives/${index}/when`, use: 'condition' });
    });
    found.push(...setsOf(clock.onLapse?.sets, `/clocks/${name}/onLapse/sets`));
  }
  for (const [name, act] of Object.entries(definition.acts)) found.push(...inAct(act, `/acts/${name}`));
  for (const [name, mode] of Object.entries(definition.service ?? {})) {
    const told = { ...SERVING, ...mode, by: [] };
    found.push(...inAct(told, `/service/${name}`).map((one) => ({ ...one, attempts: true })));
  }
  for (const [name, rule] of Object.entries(definition.work ?? {})) {
    found.push(...inAct({ ...rule, title: name, event: 'desk' }, `/work/${name}`));
  }
  for (const [name, stream] of Object.entries(definition.streams ?? {})) {
    found.push(...inAct({ ...stream, event: 'stream' }, `/streams/${name}`));
  }
  for (const { transitions } of subject.nodes) {
    for (const { to, pointer } of transitions) {
      if (to.when !== undefined) found.push({ source: to.when, path: `${pointer}/when`, use: 'condition' });
    }
  }
  for (const [name, property] of Object.entries(definition.properties ?? {})) {
    found.push(...inProperty(subject, property, `/properties/${name}`));
  }
  return found;
}

/** Conditions of requirements read what the requirements of each thing that they stand before may read. */
function inProperty(subject: Subject, property: PropertyDefinition, at: string): Expression[] {
  if ('lapse' in property) return [];
  const lifted: Expression[] =
    property.unless === undefined
      ? []
      : [{ source: property.unless, path: `${at}/unless`, use: 'condition' }];
  if ('never' in property) return lifted;
  const conditions = conditionsIn(property.only, `${at}/only`).flatMap(([condition, path]): Expression[] => {
    if (typeof condition === 'string') return [{ source: condition, path, use: 'condition' }];
    return condition.on === undefined ? [] : [{ source: condition.on, path: `${path}/on`, use: 'day' }];
  });
  return gatedBy(subject, property).flatMap(({ kind, act }) =>
    [...conditions, ...lifted].map((expression) => ({
      ...expression,
      ...(act ? { act } : {}),
      ...(kind === 'serves' ? { attempts: true } : {}),
    })),
  );
}

/** Service is told of as an act is. */
const SERVING = { event: 'document.served' } as const;

function inAct(act: ActDefinition, at: string): Expression[] {
  const found: Expression[] = [];
  (act.requires ?? []).forEach(({ that, on }, index) => {
    if (that !== undefined) {
      found.push({ source: that, path: `${at}/requires/${index}/that`, use: 'condition' });
    }
    if (on !== undefined) found.push({ source: on, path: `${at}/requires/${index}/on`, use: 'day' });
  });
  for (const key of ['suspends', 'resumes'] as const) {
    const suspension = act[key];
    if (typeof suspension !== 'object') continue;
    found.push({ source: suspension.ground, path: `${at}/${key}/ground`, use: 'ground' });
  }
  if (typeof act.records === 'object' && !Array.isArray(act.records)) {
    for (const [milestone, source] of Object.entries(act.records as Readonly<Record<string, string>>)) {
      found.push({ source, path: `${at}/records/${milestone}`, use: 'day', ownDay: true });
    }
  }
  found.push(...setsOf(act.sets, `${at}/sets`));
  return found.map((expression) => ({ ...expression, act }));
}

function setsOf(values: Readonly<Record<string, unknown>> | undefined, at: string): Expression[] {
  return Object.entries(values ?? {}).flatMap(([fact, source]): Expression[] =>
    typeof source === 'string' ? [{ source, path: `${at}/${fact}`, use: 'fact', fact }] : [],
  );
}

import type { ActDefinition, ClockDefinition, Definition, Text } from '../definition.js';
import { namesIn } from '../lint/subject.js';
import type { Weakening } from './weakening.js';

/**
 * What the overlay adds writes only what the overlay declares: a new act that set a fact of the law, or stopped its clock, could
 * stand for a step that was never taken.
 */
export function foreignEffects(above: Definition, here: Definition): Weakening[] {
  const acts = Object.entries(here.acts).filter(([name]) => !Object.hasOwn(above.acts, name));
  const clocks = Object.entries(here.clocks).filter(([name]) => !Object.hasOwn(above.clocks, name));
  return [
    ...acts.flatMap(([name, act]) => actEffects(name, act, above)),
    ...clocks.flatMap(([name, clock]) => lapseEffects(name, clock, above)),
  ];
}

type Section = 'facts' | 'milestones' | 'clocks' | 'documents' | 'signings' | 'acts';

function actEffects(name: string, act: ActDefinition, above: Definition): Weakening[] {
  const path = `/acts/${name}`;
  const touched: readonly (readonly [string, readonly string[], Section])[] = [
    ['sets', Object.keys(act.sets ?? {}), 'facts'],
    ['records', recordsOf(act.records), 'milestones'],
    ['serve', named(act.serve), 'documents'],
    ['extends', named(act.extends), 'clocks'],
    ['suspends', named(act.suspends?.clock), 'clocks'],
    ['resumes', named(typeof act.resumes === 'object' ? act.resumes.clock : act.resumes), 'clocks'],
    ['interrupts', named(act.interrupts), 'clocks'],
    ['signs', named(act.signs), 'signings'],
    ['takesBack', named(act.takesBack), 'acts'],
  ];
  const found = touched.flatMap(([key, names, section]) =>
    foreign(names, section, above).map((thing) => effect(`${path}/${key}`, act, thing, section, above)),
  );
  if (act.opens) {
    const why = { zh: '地方规定不得增设启动程序的途径', en: 'an overlay adds no other way to open a case' };
    found.push(weakening(`${path}/opens`, act, undefined, why));
  }
  return found;
}

function lapseEffects(name: string, clock: ClockDefinition, above: Definition): Weakening[] {
  const path = `/clocks/${name}/onLapse`;
  const lapse = clock.onLapse;
  if (!lapse) return [];
  const heard = Object.values(above.clocks).map(({ onLapse }) => onLapse?.deem);
  const touched: readonly (readonly [string, readonly string[], Section])[] = [
    ['sets', Object.keys(lapse.sets ?? {}), 'facts'],
    ['records', recordsOf(lapse.records), 'milestones'],
    ['serve', named(lapse.serve), 'documents'],
  ];
  const found = touched.flatMap(([key, names, section]) =>
    foreign(names, section, above).map((thing) => effect(`${path}/${key}`, clock, thing, section, above)),
  );
  if (lapse.deem !== undefined && heard.includes(lapse.deem)) {
    const why = {
      zh: '法定的视为只由法定期限引起',
      en: 'what the law deems follows from its own terms only',
    };
    found.push(weakening(`${path}/deem`, clock, undefined, why));
  }
  return found;
}

function named(names: string | readonly string[] | undefined): readonly string[] {
  return namesIn(names, '').map(([name]) => name);
}

function recordsOf(records: ActDefinition['records']): readonly string[] {
  if (records === undefined || typeof records === 'string') return named(records);
  return isList(records) ? records : Object.keys(records);
}

function isList(records: object): records is readonly string[] {
  return Array.isArray(records);
}

function foreign(names: readonly string[], section: Section, above: Definition): readonly string[] {
  return names.filter((name) => Object.hasOwn(above[section] ?? {}, name));
}

function effect(
  path: string,
  thing: ActDefinition | ClockDefinition,
  name: string,
  section: Section,
  above: Definition,
): Weakening {
  const why = {
    zh: `“${name}”只由法定程序改变`,
    en: `"${name}" belongs to the law and is changed by its own acts only`,
  };
  return weakening(path, thing, above[section]?.[name]?.basis, why);
}

function weakening(
  path: string,
  { title, basis }: ActDefinition | ClockDefinition,
  above: Weakening['above']['basis'],
  why: Text,
): Weakening {
  return {
    kind: 'foreign-effect',
    path,
    atKey: true,
    about: title,
    above: { basis: above, says: { zh: '由法定行为产生的效力', en: 'effects of its own acts' } },
    local: { basis, says: { zh: '由地方行为产生同一效力', en: 'the same effect by an act of the overlay' } },
    why,
  };
}

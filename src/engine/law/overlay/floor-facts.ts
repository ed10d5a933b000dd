import type { Definition, PropertyDefinition } from '../definition.js';
import { holdsFeel, nestNames } from '../feel/feel.js';
import { scanFeel } from '../feel/feel-reads.js';
import type { FactChange, OverlaySource } from './overlay-source.js';
import { sameThing, without } from './same-thing.js';
import type { Weakening } from './weakening.js';

/** Duties made optional, and exceptions made the rule. */
export function factWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  return Object.entries(above.facts).flatMap(([name, fact]) => {
    const change = overlay.change?.facts?.[name];
    const now = here.facts[name];
    const found: Weakening[] = [];
    const weaker = (why: Weakening['why'], basis: Weakening['above']['basis'] = fact.basis): Weakening => ({
      kind: 'duty-made-optional',
      path: `/facts/${name}`,
      atKey: true,
      about: fact.title,
      above: { basis, says: { zh: '按法定条件适用', en: 'that it applies as the law says' } },
      local: { basis: change?.basis, says: saysOf(change) },
      why,
    });
    if (!now || !sameThing(without(fact, 'basis'), without(now, 'basis'))) {
      found.push(
        weaker({ zh: '地方规定不得改动事实的含义', en: 'an overlay does not change what a fact says' }),
      );
    }
    if (change?.mandatory === false) {
      found.push(weaker({ zh: '法定义务被改为可以不履行', en: 'a duty of the law becomes optional' }));
    }
    if (!change || change.mandatory === false) return found;
    for (const property of Object.values(above.properties ?? {})) {
      if (!mayLift(property, name, change, above)) continue;
      const why = {
        zh: '该事实成立即免除法定要求，不得定为常态',
        en: 'it lifts a demand of the law, and cannot be the rule',
      };
      found.push(weaker(why, property.basis));
    }
    return found;
  });
}

function saysOf(change: FactChange | undefined): Weakening['local']['says'] {
  if (change?.mandatory === false) return { zh: '可以不适用', en: 'that it need not apply' };
  if (change?.mandatory) return { zh: '一律适用', en: 'that it always applies' };
  return { zh: `仅限${(change?.values ?? []).join('、')}`, en: `only ${(change?.values ?? []).join(', ')}` };
}

/**
 * Whether the change makes a property easier to lift: with a value that is left to the fact it is lifted where with a value that is
 * shut out, and all else alike, it is not.
 */
function mayLift(
  property: PropertyDefinition,
  name: string,
  change: FactChange,
  definition: Definition,
): boolean {
  const unless = 'unless' in property ? property.unless : undefined;
  if (unless === undefined) return false;
  const read = [...new Set(scanFeel(unless).reads.map(({ segments }) => segments.join('.')))];
  if (!read.includes(name)) return false;
  const all = valuesOf(definition, name) ?? [];
  const left: readonly unknown[] = change.mandatory ? [true] : (change.values ?? []);
  const others = read.filter((other) => other !== name);
  const spaces = others.map((other) => valuesOf(definition, other));
  // What has no list of values cannot be tried out.
  if (spaces.some((values) => values === undefined)) return true;
  return combinations(spaces as readonly (readonly unknown[])[]).some((values) => {
    const known = Object.fromEntries(others.map((other, index) => [other, values[index]]));
    const lifted = (value: unknown): boolean => holdsFeel(unless, nestNames({ ...known, [name]: value }));
    return left.some(lifted) && all.some((value) => !left.includes(value) && !lifted(value));
  });
}

function valuesOf({ facts }: Definition, name: string): readonly unknown[] | undefined {
  const fact = facts[name];
  return fact?.type === 'boolean' ? [true, false] : fact?.type === 'enum' ? fact.values : undefined;
}

function combinations(spaces: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return spaces.reduce<readonly (readonly unknown[])[]>(
    (all, values) => all.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

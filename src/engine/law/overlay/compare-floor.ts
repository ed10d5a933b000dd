import type { Definition } from '../definition.js';
import { actWeakenings, postWeakenings, propertyWeakenings, streamWeakenings } from './floor-acts.js';
import { chartWeakenings } from './floor-chart.js';
import { clockWeakenings } from './floor-clocks.js';
import { factWeakenings } from './floor-facts.js';
import { foreignEffects } from './floor-own-names.js';
import type { OverlaySource } from './overlay-source.js';
import { sameThing } from './same-thing.js';
import type { Weakening } from './weakening.js';

/** Sections that an overlay may add to and never change: what is there stays as it is. */
const UNCHANGED = ['milestones', 'documents', 'signings', 'service', 'publications', 'relations'] as const;
/** Parts that no overlay speaks about. */
const WHOLE = [
  'conventions',
  'outward',
  'work',
  'form',
  'materials',
  'guide',
  'progress',
  'decides',
] as const;

/**
 * In what a definition with an overlay gives less than the one under it demands. Looks at the two definitions, not at how one was
 * made from the other: whatever the language of overlays comes to allow, the level above keeps
 *
 * - every floor, lead and ceiling at least as tight, for every day on which it may start;
 * - every requirement of every act and stream, nobody else in power, every separation of duties, every property;
 * - every state, transition and task, where new steps may stand in between and lead nowhere but on or back;
 * - its own facts, days and clocks, which nothing that the overlay adds may write.
 *
 * So whatever is refused under the level above is refused under the overlay too. Where a new step leads back, what the law asks
 * from there on is gone through once more.
 */
export function compareFloor(
  above: Definition,
  here: Definition,
  overlay: OverlaySource,
): readonly Weakening[] {
  return [
    ...clockWeakenings(above, here, overlay),
    ...actWeakenings(above, here, overlay),
    ...streamWeakenings(above, here, overlay),
    ...factWeakenings(above, here, overlay),
    ...postWeakenings(above, here, overlay),
    ...propertyWeakenings(above, here, overlay),
    ...chartWeakenings(above, here, overlay),
    ...foreignEffects(above, here),
    ...unchangedSections(above, here),
  ];
}

function unchangedSections(above: Definition, here: Definition): Weakening[] {
  const sections = UNCHANGED.flatMap((section) =>
    Object.entries(above[section] ?? {}).flatMap(([name, thing]) =>
      sameThing(thing, here[section]?.[name]) ? [] : [changed(`/${section}/${name}`, name, thing.basis)],
    ),
  );
  const wholes = WHOLE.filter((part) => !sameThing(above[part], here[part]));
  return [...sections, ...wholes.map((part) => changed(`/${part}`, part, undefined))];
}

function changed(path: string, name: string, basis: Weakening['above']['basis']): Weakening {
  return {
    kind: 'rule-changed',
    path,
    about: name,
    above: { basis, says: { zh: '原有内容', en: 'what it says' } },
    local: { basis: undefined, says: { zh: '不同内容', en: 'something else' } },
    why: { zh: '地方规定不得改动该部分', en: 'an overlay does not change this part' },
  };
}

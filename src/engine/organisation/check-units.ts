import type { CivilDate } from '../clock/time.js';
import { entriesOf, entryOf } from './entries.js';
import {
  endFindings,
  finding,
  idFindings,
  named,
  periodFindings,
  unitFindings,
  unknownFinding,
  type Finding,
} from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Period, Unit } from './organisation.js';
import { endedOn, lastDayOf, within } from './periods.js';
import { ancestorsOf } from './units.js';

/** Whether a unit may be as it is put: in a tree without cycles, within its parent's time, around what it holds. */
export function checkUnitPut(
  index: OrganisationIndex,
  { id, unit }: ChangeNamed<'unit.put'>,
  today: CivilDate,
): readonly Finding[] {
  const before = entryOf(index.organisation.units, id);
  return [
    ...idFindings(id),
    ...periodFindings(unit),
    ...parentFindings(index, id, unit),
    ...unitFindings(index, unit.serves),
    ...(before ? retiredFindings(id, before, today) : []),
    ...(before ? inUse(index, id, before, unit) : []),
  ];
}

/** Whether a unit may be retired: nobody may use it on that day or later. */
export function checkUnitRetired(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'unit.retired'>,
  today: CivilDate,
): readonly Finding[] {
  const unit = entryOf(index.organisation.units, id);
  const ending = endFindings(unit, id, on, today, 'unknown-unit');
  return unit && ending.length === 0 ? inUse(index, id, unit, endedOn(unit, on)) : ending;
}

/** What is retired is not changed any more. */
export function retiredFindings(id: string, before: Period, today: CivilDate): readonly Finding[] {
  const { to } = before;
  if (to === undefined || to >= today) return [];
  return [
    finding(
      'already-ended',
      `“${id}”已于${to}撤销，不再变更`,
      `"${id}" was retired on ${to} and is not changed any more`,
      '正程 机构',
    ),
  ];
}

function parentFindings(index: OrganisationIndex, id: string, unit: Unit): readonly Finding[] {
  if (unit.parent === undefined) return [];
  const parent = entryOf(index.organisation.units, unit.parent);
  if (unit.parent === id || ancestorsOf(index, unit.parent).includes(id)) {
    const zh = `“${id}”不能隶属于自身或其下级“${unit.parent}”`;
    return [
      finding(
        'unit-cycle',
        zh,
        `"${id}" cannot lie below itself or its own part "${unit.parent}"`,
        '正程 机构',
      ),
    ];
  }
  if (!parent) return [unknownFinding('unknown-unit', unit.parent)];
  return within(unit, parent) ? [] : [outsideUnit(unit.parent, parent)];
}

/** A unit is named for a time in which it is not there. */
export function outsideUnit(id: string, unit: Unit): Finding {
  const until = unit.to === undefined ? { zh: '', en: '' } : { zh: `至${unit.to}`, en: ` to ${unit.to}` };
  const zh = `机构“${id}”（${unit.title}）仅自${unit.from}${until.zh}存在，不能覆盖所列期间`;
  return finding(
    'not-in-force',
    zh,
    `unit "${id}" is there from ${unit.from}${until.en} only, not in all of the period`,
    '正程 机构',
  );
}

/** Who would be left outside by the unit's new period: its units, posts and people. */
function inUse(index: OrganisationIndex, id: string, before: Unit, after: Period): readonly Finding[] {
  if (within(before, after)) return [];
  const { units, posts, people } = index.organisation;
  const outside = (entry: Period): boolean => !within(entry, after);
  const users = [
    ...entriesOf(units, index.childrenOf.get(id)).filter(([, unit]) => outside(unit)),
    ...entriesOf(posts, index.postsIn.get(id)).filter(([, post]) => outside(post)),
  ].map(([user, { title }]) => `${title} (${user})`);
  const members = entriesOf(people, index.membersOf.get(id))
    .filter(([, person]) => lastDayOf(person) > lastDayOf(after))
    .map(([person]) => person);
  const all = [...users, ...members];
  if (all.length === 0) return [];
  const zh = `机构“${id}”届时仍在使用：${named(all).zh}`;
  return [finding('unit-in-use', zh, `unit "${id}" is still used then by ${named(all).en}`, '正程 机构')];
}

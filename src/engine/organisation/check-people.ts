import type { CivilDate } from '../clock/time.js';
import { outsideUnit } from './check-units.js';
import { organFindings } from './deputy-organ.js';
import { entriesOf, entryOf } from './entries.js';
import {
  endFindings,
  finding,
  idFindings,
  named,
  periodFindings,
  unknownFinding,
  type Finding,
} from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Period, Person } from './organisation.js';
import { covers, lastDayOf, within } from './periods.js';

/**
 * Whether a person may be as he is put. His time in service and his suspensions are changed by changes of their own,
 * which need more than a `put` does; his kind stays while anything hangs on it.
 */
export function checkPersonPut(
  index: OrganisationIndex,
  { id, person }: ChangeNamed<'person.put'>,
  today: CivilDate,
): readonly Finding[] {
  const before = entryOf(index.organisation.people, id);
  const from = person.from > today ? person.from : today;
  return [
    ...idFindings(id),
    ...(before ? [] : periodFindings(person)),
    ...unitFindingsOf(index, person, { ...person, from }),
    ...standingFindings(id, before, person),
    ...(before && before.kind !== person.kind ? kindFindings(index, id, today) : []),
    ...(before && before.unit !== person.unit ? deputyFindings(index, id, person, today) : []),
  ];
}

/** Whether a person may be suspended: in service then, and not suspended on that day. What was to come later is swallowed. */
export function checkPersonSuspended(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'person.suspended'>,
): readonly Finding[] {
  const person = entryOf(index.organisation.people, id);
  if (!person) return [unknownFinding('unknown-person', id)];
  if (lastDayOf(person) < on) {
    return [finding('already-ended', `${id}届时已离任`, `${id} has left by then`, '正程 任职')];
  }
  return person.suspensions?.some((one) => covers(one, on))
    ? [finding('person-not-active', `${id}届时已被停用`, `${id} is suspended then already`, '正程 任职')]
    : [];
}

/** Whether a person may be restored: from a suspension, or after he had ended, to a unit that is still there. */
export function checkPersonRestored(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'person.restored'>,
): readonly Finding[] {
  const person = entryOf(index.organisation.people, id);
  if (!person) return [unknownFinding('unknown-person', id)];
  const open = person.suspensions?.find((one) => one.to === undefined);
  const left = person.to !== undefined && person.to < on;
  if (!open && !left) {
    return [
      finding(
        'not-suspended',
        `${id}届时未被停用，也未离任`,
        `${id} is neither suspended nor ended then`,
        '正程 任职',
      ),
    ];
  }
  if (open && on < open.from) {
    const zh = `停用自${open.from}起，不能自${on}起恢复`;
    return [
      finding(
        'period-reversed',
        zh,
        `suspended from ${open.from}; cannot be restored from ${on}`,
        '正程 期间',
      ),
    ];
  }
  return unitFindingsOf(index, person, left ? { from: on } : { ...person, from: on });
}

/** Whether a person may be ended. An administrator not for a day that is over, on which he was one. */
export function checkPersonEnded(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'person.ended'>,
  today: CivilDate,
): readonly Finding[] {
  const person = entryOf(index.organisation.people, id);
  const roles = entriesOf(index.organisation.administrators, index.administrationsOf.get(id));
  const backdated = on < today && roles.some(([, role]) => lastDayOf(role) >= on);
  return [
    ...endFindings(person, id, on, today, 'unknown-person'),
    ...(backdated ? [backdatedFinding(on)] : []),
  ];
}

/** An administrator cannot be said not to have been one. */
export function backdatedFinding(on: CivilDate): Finding {
  const zh = `管理员（三员）的职责不能自已过去的${on}起终止`;
  return finding(
    'backdated',
    zh,
    `an administrator's role cannot end from ${on}, a day that is over`,
    '正程 三员',
  );
}

function unitFindingsOf(index: OrganisationIndex, person: Person, period: Period): readonly Finding[] {
  if (person.unit === undefined) return [];
  const unit = entryOf(index.organisation.units, person.unit);
  if (!unit) return [unknownFinding('unknown-unit', person.unit)];
  return within(period, unit) ? [] : [outsideUnit(person.unit, unit)];
}

function standingFindings(id: string, before: Person | undefined, after: Person): readonly Finding[] {
  const kept = before
    ? before.from === after.from &&
      before.to === after.to &&
      samePeriods(before.suspensions ?? [], after.suspensions ?? [])
    : (after.suspensions ?? []).length === 0;
  if (kept) return [];
  const zh = `${id}的在职期间和停用不随资料变更，须另行作出停用、恢复或注销`;
  const en = `when ${id} is in service or suspended is not changed with his entry, but by suspending, restoring or ending him`;
  return [finding('standing-not-by-put', zh, en, '正程 任职')];
}

function samePeriods(a: readonly Period[], b: readonly Period[]): boolean {
  return a.length === b.length && a.every(({ from, to }, i) => from === b[i]?.from && to === b[i]?.to);
}

function kindFindings(index: OrganisationIndex, id: string, today: CivilDate): readonly Finding[] {
  const { appointments, substitutions, administrators } = index.organisation;
  const entries: readonly (readonly [string, Period])[] = [
    ...entriesOf(appointments, index.appointmentsOf.get(id)),
    ...entriesOf(substitutions, index.substitutionsOf.get(id)),
    ...entriesOf(substitutions, index.substitutionsBy.get(id)),
    ...entriesOf(administrators, index.administrationsOf.get(id)),
  ];
  const open = entries.filter(([, entry]) => lastDayOf(entry) >= today).map(([entry]) => entry);
  if (open.length === 0) return [];
  const zh = `${id}仍有未终止的任职、代理或管理员职责：${named(open).zh}，不能改变人员类别`;
  return [
    finding('person-in-use', zh, `${id} still has ${named(open).en}; his kind cannot change`, '正程 任职'),
  ];
}

/** Who moves to another unit may leave the organ for which he is somebody's deputy. */
function deputyFindings(
  index: OrganisationIndex,
  id: string,
  person: Person,
  today: CivilDate,
): readonly Finding[] {
  const ids = [...(index.substitutionsOf.get(id) ?? []), ...(index.substitutionsBy.get(id) ?? [])];
  return entriesOf(index.organisation.substitutions, ids)
    .filter(([, substitution]) => lastDayOf(substitution) >= today)
    .flatMap(([, substitution]) => organFindings(index, substitution, { id, unit: person.unit }));
}

import type { CivilDate } from '../clock/time.js';
import { entriesOf, entryOf } from './entries.js';
import type { Conflict, ConflictCode } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Period } from './organisation.js';
import { apart, isEmpty, overlap, within } from './periods.js';

/** A conflict whose place in the list is not known yet. */
export type Finding = Omit<Conflict, 'index'>;

/** What an id may look like: letters and digits first, so that it can be no property of JavaScript's own. */
const ID = /^[\p{L}\p{N}][\p{L}\p{N}._:@/-]{0,119}$/u;

/** How many of many a sentence names. */
const MOST_NAMED = 5;

/** Puts a finding together. */
export function finding(code: ConflictCode, zh: string, en: string, ...basis: readonly string[]): Finding {
  return { code, say: { zh, en }, basis };
}

/** An id that is to be given to something new, or kept. */
export function idFindings(id: string): readonly Finding[] {
  if (ID.test(id)) return [];
  const rule = {
    zh: '以字母或数字开头，至多120个字符',
    en: 'a letter or digit first, at most 120 characters',
  };
  return [
    finding('id-not-allowed', `编号“${id}”不合格式：${rule.zh}`, `"${id}" is no id: ${rule.en}`, '正程 编号'),
  ];
}

/** An id that is given to something new. */
export function newIdFindings(entries: Readonly<Record<string, unknown>>, id: string): readonly Finding[] {
  if (entryOf(entries, id) === undefined) return idFindings(id);
  return [
    finding(
      'id-used',
      `编号“${id}”已用过，不得再用`,
      `the id "${id}" has been used and is not used again`,
      '正程 编号',
    ),
  ];
}

/** A period as it is begun with. */
export function periodFindings(period: Period): readonly Finding[] {
  if (!isEmpty(period)) return [];
  const [from, to] = [period.from, period.to ?? ''];
  return [
    finding(
      'period-reversed',
      `截止日${to}早于起始日${from}`,
      `it ends on ${to}, before it begins on ${from}`,
      '正程 期间',
    ),
  ];
}

/** Something that begun and is to end on `on`, the first day without it. */
export function endFindings(
  entry: Period | undefined,
  id: string,
  on: CivilDate,
  today: CivilDate,
  unknown: ConflictCode = 'unknown-entry',
): readonly Finding[] {
  if (!entry) return [unknownFinding(unknown, id)];
  if (entry.to === undefined || (entry.to >= today && entry.to >= on)) return [];
  const zh = `“${id}”已于${entry.to}终止，不能自${on}起再终止`;
  return [
    finding('already-ended', zh, `"${id}" ended on ${entry.to} and cannot end again from ${on}`, '正程 期间'),
  ];
}

/** Something is named that is not there. */
export function unknownFinding(code: ConflictCode, id: string): Finding {
  const [zh, en] = UNKNOWN[code] ?? ['记录', 'entry'];
  return finding(code, `没有编号为“${id}”的${zh}`, `there is no ${en} "${id}"`, '正程 编号');
}

const UNKNOWN: Readonly<Partial<Record<ConflictCode, readonly [zh: string, en: string]>>> = {
  'unknown-unit': ['机构', 'unit'],
  'unknown-post': ['岗位', 'post'],
  'unknown-person': ['人员', 'person'],
};

/** Units that are named but not there. */
export function unitFindings(index: OrganisationIndex, units: readonly string[] = []): readonly Finding[] {
  return units
    .filter((unit) => !entryOf(index.organisation.units, unit))
    .map((unit) => unknownFinding('unknown-unit', unit));
}

/** Somebody who is given power for a period: known, in service throughout, never suspended in it. */
export function personFindings(index: OrganisationIndex, person: string, period: Period): readonly Finding[] {
  const unserving = serviceFindings(index, person, period);
  const known = entryOf(index.organisation.people, person);
  if (unserving.length > 0 || !known?.suspensions?.some((one) => overlap(one, period))) return unserving;
  const zh = `${person}${span(period).zh}曾被或正被停用，其间不得取得新的权限`;
  const en = `${person} is suspended at some time ${span(period).en}; nobody gets new power then`;
  return [finding('person-not-active', zh, en, '正程 任职')];
}

/** Somebody who is named for a period: known, and in service throughout. */
export function serviceFindings(
  index: OrganisationIndex,
  person: string,
  period: Period,
): readonly Finding[] {
  const known = entryOf(index.organisation.people, person);
  if (!known) return [unknownFinding('unknown-person', person)];
  if (within(period, known)) return [];
  const zh = `${person}仅${span(known).zh}在职，不能覆盖所列期间`;
  const en = `${person} is in service ${span(known).en} only, not in all of the period`;
  return [finding('person-not-active', zh, en, '正程 任职')];
}

/** Somebody who is given a post or a part in one: no administrator on any of its days, nor the day before or after. */
export function administratorFindings(
  index: OrganisationIndex,
  person: string,
  period: Period,
): readonly Finding[] {
  const roles = entriesOf(index.organisation.administrators, index.administrationsOf.get(person));
  if (roles.every(([, administration]) => apart(administration, period))) return [];
  const zh = `${person}在此期间担任管理员（三员），不得任职、分管、代理或承担审计任务，且其间须隔一整日`;
  const en = `${person} is an administrator then, who holds no post, portfolio, substitution or assignment; one full day must lie between`;
  return [finding('administrator-holds-post', zh, en, ...THREE_ADMINISTRATORS)];
}

/** Where it is laid down that the three administrators are separate people. */
export const THREE_ADMINISTRATORS: readonly string[] = ['GB/T 22239-2019 8.1.5', '正程 三员'];

/** A period in words. */
export function span(period: Period): { readonly zh: string; readonly en: string } {
  const { from, to } = period;
  return to === undefined
    ? { zh: `自${from}起`, en: `from ${from} on` }
    : { zh: `${from}至${to}`, en: `from ${from} to ${to}` };
}

/** Several names in a sentence; many are counted. */
export function named(names: readonly string[]): { readonly zh: string; readonly en: string } {
  const shown = names.slice(0, MOST_NAMED);
  const rest = names.length - shown.length;
  return rest === 0
    ? { zh: shown.join('、'), en: shown.join(', ') }
    : { zh: `${shown.join('、')}等${names.length}项`, en: `${shown.join(', ')} and ${rest} more` };
}

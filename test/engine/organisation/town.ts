import type { CivilDate } from '../../../src/engine/clock/time.js';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import type {
  ConflictCode,
  OrganisationChange,
} from '../../../src/engine/organisation/organisation-change.js';
import {
  emptyOrganisation,
  type Appointment,
  type Organisation,
  type Person,
  type Post,
  type Substitution,
  type Unit,
} from '../../../src/engine/organisation/organisation.js';

export const day = (text: string): CivilDate => text as CivilDate;
export const FROM = day('2026-01-01');
export const TODAY = day('2026-03-02');

export const putUnit = (id: string, unit: Partial<Unit>): OrganisationChange => ({
  change: 'unit.put',
  id,
  unit: { title: id, from: FROM, ...unit },
});

export const putPost = (id: string, unit: string, post: Partial<Post> = {}): OrganisationChange => ({
  change: 'post.put',
  id,
  post: { title: id, unit, fills: id, from: FROM, ...post },
});

export const putPerson = (id: string, unit?: string, person: Partial<Person> = {}): OrganisationChange => ({
  change: 'person.put',
  id,
  person: { kind: 'officer', ...(unit !== undefined && { unit }), from: FROM, ...person },
});

export const appoint = (
  person: string,
  post: string,
  period: Partial<Appointment> = {},
  id = `${person}-${post}`,
): OrganisationChange => ({
  change: 'appointment.begun',
  id,
  appointment: { person, post, from: FROM, basis: '任免文件', ...period },
});

export const substitute = (
  id: string,
  principal: string,
  deputy: string,
  more: Partial<Substitution> = {},
): OrganisationChange => ({
  change: 'substitution.begun',
  id,
  substitution: { kind: 'leave', principal, deputy, from: TODAY, basis: '委托书', ...more },
});

export const absent = (id: string, person: string, from: CivilDate, to?: CivilDate): OrganisationChange => ({
  change: 'absence.begun',
  id,
  absence: { person, from, ...(to && { to }) },
});

export const administer = (
  id: string,
  person: string,
  role: 'system' | 'security' | 'audit',
  from: CivilDate,
  to?: CivilDate,
): OrganisationChange => ({
  change: 'administration.begun',
  id,
  administration: { person, role, from, ...(to && { to }), basis: '任命' },
});

/**
 * A town: the government (mayor, deputy mayor with a portfolio, supervisor), two bureaus that are organs of their own,
 * each with a section, and an audit office that serves nothing but what is assigned.
 */
export const TOWN: readonly OrganisationChange[] = [
  putUnit('gov', { organ: true }),
  putUnit('trade', { parent: 'gov', organ: true, procedures: ['licence'] }),
  putUnit('trade-window', { parent: 'trade', procedures: ['licence', 'notice'] }),
  putUnit('water', { parent: 'gov', organ: true, procedures: ['licence'] }),
  putUnit('water-section', { parent: 'water' }),
  putUnit('experts', { serves: ['water'] }),
  putUnit('audit-office', { parent: 'gov' }),
  putPost('mayor', 'gov', { fills: 'governmentHead', rank: 'government-head' }),
  putPost('vice-mayor', 'gov', { fills: 'leader', byPortfolio: true }),
  putPost('supervisor', 'gov'),
  putPost('trade-head', 'trade', { fills: 'head', rank: 'organ-head' }),
  putPost('trade-reviewer', 'trade-window', { fills: 'reviewer' }),
  putPost('trade-clerk', 'trade-window', { fills: 'window', procedures: ['licence'] }),
  putPost('water-head', 'water', { fills: 'head', rank: 'organ-head' }),
  putPost('water-reviewer', 'water-section', { fills: 'reviewer' }),
  putPost('expert', 'experts'),
  putPost('auditor', 'audit-office', { procedures: ['licence', 'notice'] }),
  putPerson('mei', 'gov'),
  putPerson('vi', 'gov'),
  putPerson('su', 'gov'),
  putPerson('ta', 'trade'),
  putPerson('tb', 'trade-window'),
  putPerson('tc', 'trade-window'),
  putPerson('wa', 'water'),
  putPerson('wb', 'water-section'),
  putPerson('ex', 'experts', { kind: 'expert' }),
  putPerson('au', 'audit-office'),
  putPerson('free', 'gov'),
  putPerson('spare', 'gov'),
  appoint('mei', 'mayor'),
  appoint('vi', 'vice-mayor'),
  appoint('su', 'supervisor'),
  appoint('ta', 'trade-head'),
  appoint('tb', 'trade-reviewer'),
  appoint('tc', 'trade-reviewer'),
  appoint('tc', 'trade-clerk'),
  appoint('wa', 'water-head'),
  appoint('wb', 'water-reviewer'),
  appoint('ex', 'expert'),
  appoint('au', 'auditor'),
  {
    change: 'portfolio.begun',
    id: 'vi-trade',
    portfolio: { person: 'vi', units: ['trade'], from: FROM, basis: '分工文件' },
  },
];

/** The town after some more changes, all of which must be lawful. */
export function town(...changes: readonly OrganisationChange[]): Organisation {
  const all = [...TOWN, ...changes];
  const conflicts = checkChanges(emptyOrganisation('town'), all, TODAY);
  if (conflicts.length > 0) throw new Error(JSON.stringify(conflicts));
  return applyChanges(emptyOrganisation('town'), all);
}

/** The codes that stand against changes of the town. */
export function codes(
  changes: readonly OrganisationChange[],
  organisation: Organisation = town(),
  today: CivilDate = TODAY,
): readonly ConflictCode[] {
  return checkChanges(organisation, changes, today).map(({ code }) => code);
}

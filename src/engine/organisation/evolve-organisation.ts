import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import { begin, draftOf, end, endWhere, known, write, type Draft } from './draft.js';
import type { ChangeNamed, EntryChange, OrganisationChange } from './organisation-change.js';
import type { Organisation, Person, Recusal } from './organisation.js';
import { dayAfter, endedOn } from './periods.js';
import { ancestorsOf } from './units.js';

/**
 * Folds one change into an organisation. Total for every change that `checkChanges` accepts.
 *
 * @throws Defect when the change does not fit (a broken stream).
 */
export function applyChange(organisation: Organisation, change: OrganisationChange): Organisation {
  return applyChanges(organisation, [change]);
}

/**
 * Folds changes into an organisation, one on top of the other.
 *
 * @throws Defect when one does not fit (a broken stream).
 */
export function applyChanges(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
): Organisation {
  const draft = draftOf(organisation);
  for (const change of changes) writeChange(draft, change);
  return draft.organisation;
}

/**
 * Writes one change into a draft.
 *
 * @throws Defect when it does not fit; the draft may then not be used any more.
 */
export function writeChange(draft: Draft, change: OrganisationChange): void {
  switch (change.change) {
    case 'authority.named':
      draft.organisation = { ...draft.organisation, authority: change.authority };
      return;
    case 'unit.put':
      refuseCycle(draft, change);
      return write(draft, 'units', change.id, change.unit);
    case 'post.put':
      return write(draft, 'posts', change.id, change.post);
    case 'person.put':
      return write(draft, 'people', change.id, change.person);
    case 'unit.retired':
      return write(draft, 'units', change.id, endedOn(known(draft, 'units', change.id), change.on));
    case 'post.retired':
      return write(draft, 'posts', change.id, endedOn(known(draft, 'posts', change.id), change.on));
    case 'person.suspended':
    case 'person.restored':
    case 'person.ended':
      return writeStanding(draft, change);
    case 'recusal.declared':
    case 'recusal.requested':
    case 'recusal.decided':
      return writeRecusal(draft, change);
    case 'case.sealed':
    case 'case.unsealed':
      return writeSeal(draft, change);
    case 'proposal.made':
      return begin(draft, 'proposals', change.id, change.proposal);
    case 'proposal.settled':
      return write(draft, 'proposals', change.id, { ...known(draft, 'proposals', change.id), settled: true });
    case 'appointment.begun':
    case 'portfolio.begun':
    case 'substitution.begun':
    case 'absence.begun':
    case 'administration.begun':
    case 'assignment.begun':
    case 'appointment.ended':
    case 'portfolio.ended':
    case 'substitution.ended':
    case 'absence.ended':
    case 'administration.ended':
    case 'assignment.ended':
      return writeEntry(draft, change);
  }
}

function writeEntry(draft: Draft, change: EntryChange): void {
  switch (change.change) {
    case 'appointment.begun':
      return begin(draft, 'appointments', change.id, change.appointment);
    case 'portfolio.begun':
      return begin(draft, 'portfolios', change.id, change.portfolio);
    case 'substitution.begun':
      return begin(draft, 'substitutions', change.id, change.substitution);
    case 'absence.begun':
      return begin(draft, 'absences', change.id, change.absence);
    case 'administration.begun':
      return begin(draft, 'administrators', change.id, change.administration);
    case 'assignment.begun':
      return begin(draft, 'assignments', change.id, change.assignment);
    case 'appointment.ended':
      return end(draft, 'appointments', change.id, change.on);
    case 'portfolio.ended':
      return end(draft, 'portfolios', change.id, change.on);
    case 'substitution.ended':
      return end(draft, 'substitutions', change.id, change.on);
    case 'absence.ended':
      return end(draft, 'absences', change.id, change.on);
    case 'administration.ended':
      return end(draft, 'administrators', change.id, change.on);
    case 'assignment.ended':
      return end(draft, 'assignments', change.id, change.on);
  }
}

function writeStanding(
  draft: Draft,
  { change, id, on }: ChangeNamed<'person.suspended' | 'person.restored' | 'person.ended'>,
): void {
  const person = known(draft, 'people', id);
  switch (change) {
    case 'person.suspended':
      return write(draft, 'people', id, {
        ...person,
        suspensions: [...(person.suspensions ?? []).filter(({ from }) => from < on), { from: on }],
      });
    case 'person.restored':
      return write(draft, 'people', id, restored(person, on));
    case 'person.ended':
      write(draft, 'people', id, endedOn(person, on));
      return endAllOf(draft, id, on);
  }
}

/** Back in service: an open suspension ends; the time since a person left is kept as one. */
function restored(person: Person, on: CivilDate): Person {
  const { to, suspensions = [], ...rest } = person;
  const left = to !== undefined && to < on;
  const stays = to === undefined || left ? {} : { to };
  const open = suspensions.at(-1);
  if (open && open.to === undefined) {
    return { ...rest, ...stays, suspensions: [...suspensions.slice(0, -1), endedOn(open, on)] };
  }
  if (!left) throw new Defect('somebody is restored who was neither suspended nor ended');
  return { ...rest, suspensions: [...suspensions, endedOn({ from: dayAfter(to) }, on)] };
}

/** Ends everything that hangs on a person. */
function endAllOf(draft: Draft, person: string, on: CivilDate): void {
  endWhere(draft, 'appointments', on, (entry) => entry.person === person);
  endWhere(draft, 'portfolios', on, (entry) => entry.person === person);
  endWhere(draft, 'substitutions', on, (entry) => entry.principal === person || entry.deputy === person);
  endWhere(draft, 'absences', on, (entry) => entry.person === person);
  endWhere(draft, 'administrators', on, (entry) => entry.person === person);
  endWhere(draft, 'assignments', on, (entry) => entry.person === person);
}

function writeRecusal(
  draft: Draft,
  change: ChangeNamed<'recusal.declared' | 'recusal.requested' | 'recusal.decided'>,
): void {
  if (change.change === 'recusal.decided') {
    const recusal = known(draft, 'recusals', change.id);
    const status = change.ordered ? 'ordered' : 'rejected';
    const decided: Recusal = { ...recusal, status, decidedBy: change.by, decidedOn: change.on };
    return write(draft, 'recusals', change.id, decided);
  }
  const { person, by, on } = change;
  const status = change.change === 'recusal.declared' ? 'declared' : 'requested';
  return begin(draft, 'recusals', change.id, { person, case: change.case, status, by, on });
}

function writeSeal(draft: Draft, change: ChangeNamed<'case.sealed' | 'case.unsealed'>): void {
  if (change.change === 'case.sealed') {
    const { on, by, basis } = change;
    return write(draft, 'seals', change.case, { on, by, basis });
  }
  const seal = known(draft, 'seals', change.case);
  return write(draft, 'seals', change.case, { ...seal, liftedOn: change.on, liftedBy: change.by });
}

function refuseCycle(draft: Draft, { id, unit }: ChangeNamed<'unit.put'>): void {
  if (unit.parent === undefined) return;
  known(draft, 'units', unit.parent);
  if (unit.parent === id || ancestorsOf(draft, unit.parent).includes(id)) {
    throw new Defect(`unit ${id} would lie below itself`);
  }
}

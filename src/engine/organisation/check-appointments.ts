import type { CivilDate } from '../clock/time.js';
import { entriesOf, entryOf } from './entries.js';
import {
  administratorFindings,
  endFindings,
  finding,
  newIdFindings,
  periodFindings,
  personFindings,
  span,
  unitFindings,
  unknownFinding,
  type Finding,
} from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Appointment, Period } from './organisation.js';
import { overlap, within } from './periods.js';

/** Whether a person may be appointed to a post. */
export function checkAppointment(
  index: OrganisationIndex,
  { id, appointment }: ChangeNamed<'appointment.begun'>,
): readonly Finding[] {
  return [
    ...newIdFindings(index.organisation.appointments, id),
    ...periodFindings(appointment),
    ...postFindings(index, appointment),
    ...personFindings(index, appointment.person, appointment),
    ...administratorFindings(index, appointment.person, appointment),
    ...repeatedFindings(index, appointment),
  ];
}

/** Whether a person may be given an area of responsibility (分管). Its units may have been dissolved: their cases live on. */
export function checkPortfolio(
  index: OrganisationIndex,
  { id, portfolio }: ChangeNamed<'portfolio.begun'>,
): readonly Finding[] {
  return [
    ...newIdFindings(index.organisation.portfolios, id),
    ...periodFindings(portfolio),
    ...(portfolio.units.length === 0 ? [nothingCovered()] : []),
    ...unitFindings(index, portfolio.units),
    ...personFindings(index, portfolio.person, portfolio),
    ...administratorFindings(index, portfolio.person, portfolio),
  ];
}

/** Whether an auditor may be assigned. */
export function checkAssignment(
  index: OrganisationIndex,
  { id, assignment }: ChangeNamed<'assignment.begun'>,
): readonly Finding[] {
  const { units = [], procedures = [], cases = [] } = assignment;
  return [
    ...newIdFindings(index.organisation.assignments, id),
    ...periodFindings(assignment),
    ...(units.length + procedures.length + cases.length === 0 ? [nothingCovered()] : []),
    ...unitFindings(index, units),
    ...personFindings(index, assignment.person, assignment),
    ...administratorFindings(index, assignment.person, assignment),
  ];
}

/** Whether an appointment, a portfolio or an assignment may end. */
export function checkPowerEnded(
  index: OrganisationIndex,
  { change, id, on }: ChangeNamed<'appointment.ended' | 'portfolio.ended' | 'assignment.ended'>,
  today: CivilDate,
): readonly Finding[] {
  const { appointments, portfolios, assignments } = index.organisation;
  const entries: Readonly<Record<string, Period>> = {
    'appointment.ended': appointments,
    'portfolio.ended': portfolios,
    'assignment.ended': assignments,
  }[change];
  return endFindings(entryOf(entries, id), id, on, today);
}

function nothingCovered(): Finding {
  return finding('nothing-covered', '未列明任何范围', 'it names nothing that it would cover', '正程 任职');
}

function postFindings(index: OrganisationIndex, appointment: Appointment): readonly Finding[] {
  const post = entryOf(index.organisation.posts, appointment.post);
  if (!post) return [unknownFinding('unknown-post', appointment.post)];
  if (within(appointment, post)) return [];
  const zh = `岗位“${appointment.post}”（${post.title}）仅${span(post).zh}存在，不能覆盖所列任期`;
  const en = `post "${appointment.post}" is there ${span(post).en} only, not in all of the period`;
  return [finding('not-in-force', zh, en, '正程 任职')];
}

function repeatedFindings(index: OrganisationIndex, appointment: Appointment): readonly Finding[] {
  return entriesOf(index.organisation.appointments, index.appointmentsOf.get(appointment.person))
    .filter(([, other]) => other.post === appointment.post && overlap(other, appointment))
    .map(([id, other]) => {
      const zh = `${other.person}在${span(other).zh}已任同一岗位（${id}）`;
      return finding(
        'period-overlaps',
        zh,
        `${other.person} already holds the post ${span(other).en} (${id})`,
        '正程 任职',
      );
    });
}

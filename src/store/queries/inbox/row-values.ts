import type { StateValue } from '../../../engine/case/case-state.js';
import type { CivilDate, Instant } from '../../../engine/clock/time.js';
import type {
  ClockFacts,
  FollowUpFacts,
  InboxCase,
  InboxTask,
  ReferralFacts,
  TaskFacts,
} from '../../../usecases/inbox/inbox-reads.js';
import type { ReadingScope, TaskCapacity } from '../../../usecases/queries.js';
import type { CandidateValues } from './task-statement.js';

/** What the statements of the inbox read of a case. */
export interface CaseColumns {
  readonly procedure: string;
  readonly definition: string;
  readonly unit: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly as_party: boolean;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly opened_on: string;
  readonly version: number;
  readonly value?: StateValue;
  readonly suspended_on: string | null;
  readonly clock: string | null;
  readonly clock_state: ClockFacts['state'] | null;
  readonly due_on: string | null;
  readonly provisional: boolean | null;
}

/** A task or referral as the statement of a view reads it. */
export interface TaskColumns extends CandidateValues, CaseColumns {
  readonly post: string;
  readonly acts: string;
  readonly since: string;
  readonly opened_at: Date | null;
  readonly signing: string | null;
  readonly came: TaskFacts['came'];
  readonly from_person: string | null;
  readonly passed_by: string | null;
  readonly holder_person: string | null;
  readonly holder_as: 'claimed' | 'assigned' | 'returned' | null;
  readonly holder_for: string | null;
  readonly holder_on: string | null;
  readonly urged_on: string | null;
  readonly referral: string | null;
  readonly asked_for: ReferralFacts['kind'];
  readonly referred_task: string | null;
  readonly asked_by: string;
  readonly asked_since: string;
  readonly asked_at: Date | null;
  readonly blocks: boolean;
  readonly place: ReferralFacts['place'];
  readonly meeting: string;
  readonly follow_up: number;
  readonly meeting_item: number;
  readonly forum: string;
  readonly given_to: string;
  readonly rests_on: string;
  readonly assigned_on: string;
  readonly until_on: string;
  readonly reported_on: string | null;
  readonly lapsed_on: string | null;
  readonly taken_by: string | null;
  readonly taken_as: 'claimed' | 'assigned' | null;
  readonly taken_on: string | null;
  readonly what: string | null;
}

/** The row as use-cases know it. */
export function inboxTask(row: TaskColumns, { ways }: ReadingScope): InboxTask {
  const isReferral = row.kind === 'referral';
  const isTask = row.kind === 'task' || row.kind === 'party';
  return {
    caseId: row.case_id,
    task: isTask ? taskFacts(row) : null,
    followUp: row.kind === 'followUp' ? followUpFacts(row) : null,
    referral: isReferral ? referralFacts(row) : null,
    capacity: isReferral ? null : capacityOf(row.way === null || row.way < 0 ? undefined : ways[row.way]),
    case: inboxCase(row),
  };
}

function taskFacts(row: TaskColumns): TaskFacts {
  const { post, signing, came } = row;
  return {
    ...{ key: row.item, post, acts: JSON.parse(row.acts) as string[], since: row.since as CivilDate },
    ...{ signing, came, from: row.from_person, passedBy: row.passed_by },
    openedAt: instantOf(row.opened_at),
    holder:
      row.holder_person === null || row.holder_as === null
        ? null
        : {
            person: row.holder_person,
            as: row.holder_as,
            onBehalfOf: row.holder_for,
            on: row.holder_on as CivilDate,
          },
    urgedOn: row.urged_on as CivilDate | null,
  };
}

function referralFacts(row: TaskColumns): ReferralFacts {
  return {
    ...{ id: row.referral ?? '', kind: row.asked_for, task: row.referred_task, from: row.asked_by },
    ...{ since: row.asked_since as CivilDate, askedAt: instantOf(row.asked_at) },
    ...{ blocks: row.blocks, place: row.place },
  };
}

function followUpFacts(row: TaskColumns): FollowUpFacts {
  const { meeting, forum, taken_by: person, taken_as: as, what } = row;
  return {
    ...{ meeting, forum, followUp: row.follow_up, item: row.meeting_item, unit: row.given_to },
    ...{ basis: row.rests_on, since: row.assigned_on as CivilDate, until: row.until_on as CivilDate },
    ...{ reportedOn: row.reported_on as CivilDate | null, lapsedOn: row.lapsed_on as CivilDate | null },
    holder:
      person === null || as === null ? null : { person, as, onBehalfOf: null, on: row.taken_on as CivilDate },
    ...(what !== null && { what: JSON.parse(what) as string }),
  };
}

/** What is shown of the case. */
export function inboxCase(row: CaseColumns): InboxCase {
  const { procedure, definition, unit, subject, status, outcome, version, value = null } = row;
  return {
    ...{ procedure, definition, unit, subject, status, outcome, version, value },
    applicantName: row.applicant_name,
    asParty: row.as_party,
    openedOn: row.opened_on,
    suspendedOn: row.suspended_on,
    clock:
      row.clock === null || row.clock_state === null
        ? null
        : {
            clock: row.clock,
            state: row.clock_state,
            dueOn: row.due_on as CivilDate | null,
            provisional: row.provisional ?? false,
          },
  };
}

/** An instant of the database, to the millisecond. */
export function instantOf(date: Date): Instant;
export function instantOf(date: Date | null): Instant | null;
export function instantOf(date: Date | null): Instant | null {
  return date === null ? null : (date.toISOString() as Instant);
}

function capacityOf(way: ReadingScope['ways'][number] | undefined): TaskCapacity {
  if (!way) return { kind: 'party' };
  return way.deputy ? { kind: 'deputy', ...way.deputy } : { kind: 'own' };
}

import type { DataSource } from 'typeorm';
import type { CivilDate } from '../../../engine/clock/time.js';
import type {
  FollowUpRow,
  FollowUpStage,
  MeetingReads,
  UntoldFollowUp,
} from '../../../usecases/streams/meeting/meeting-ports.js';
import { runNamed } from '../../named-statement.js';

const LISTED = `select f.stream as meeting, f.follow_up, f.item, i.case_id, f.unit, f.person,
      f.until_on::text as until_on, f.holder_person, f.reported_on::text as reported_on,
      f.lapsed_on::text as lapsed_on, f.done_on::text as done_on, p.value as what
    from meeting_follow_ups f
    join meeting_items i on i.stream = f.stream and i.item = f.item
    left join record_parts p on p.stream = f.stream and p.seq = f.seq and p.name = 'what'`;

const IN_ORDER = 'order by f.until_on, f.stream, f.follow_up limit 200';

const OWN = {
  name: 'meeting-follow-ups',
  text: `${LISTED}
    where f.done_on is null and (f.person = $1 or f.holder_person = $1 or f.person is null and f.unit = any ($2))
    ${IN_ORDER}`,
};

const SUPERVISED = {
  name: 'meeting-follow-ups-supervised',
  text: `${LISTED} where f.done_on is null and ($1::text[] is null or f.unit = any ($1)) ${IN_ORDER}`,
};

const DUE = {
  name: 'meeting-follow-ups-due',
  text: `select f.stream as meeting, f.follow_up from meeting_follow_ups f
    where f.done_on is null and f.reported_on is null and f.lapsed_on is null and f.until_on < $1::date
    order by f.until_on, f.stream, f.follow_up limit $2`,
};

const UNTOLD = {
  name: 'meeting-follow-ups-untold',
  text: `select x.*, x.stage || ' ' || x.until_on as mark from (
      select f.stream as meeting, f.follow_up, i.case_id, f.unit, f.until_on::text as until_on, f.holder_person,
        exists (select 1 from meeting_follow_ups_told t where t.stream = f.stream and t.follow_up = f.follow_up)
          as known, case when f.reported_on is not null then 'reported' when f.lapsed_on is not null then 'lapsed'
          when f.until_on <= $1::date then 'ending' else 'came' end as stage
      from meeting_follow_ups f join meeting_items i on i.stream = f.stream and i.item = f.item
      where f.done_on is null
    ) x where not exists (
      select 1 from meeting_follow_ups_told t
      where t.stream = x.meeting and t.follow_up = x.follow_up and t.mark = x.stage || ' ' || x.until_on
    )
    order by x.until_on, x.meeting, x.follow_up limit $2`,
};

const TOLD = {
  name: 'meeting-follow-ups-told',
  text: `insert into meeting_follow_ups_told (stream, follow_up, mark)
    select * from unnest($1::text[], $2::integer[], $3::text[]) on conflict do nothing`,
};

interface FollowUpValues {
  readonly meeting: string;
  readonly follow_up: number;
  readonly item: number;
  readonly case_id: string;
  readonly unit: string;
  readonly person: string | null;
  readonly until_on: CivilDate;
  readonly holder_person: string | null;
  readonly reported_on: CivilDate | null;
  readonly lapsed_on: CivilDate | null;
  readonly done_on: CivilDate | null;
  readonly what: string | null;
}

interface UntoldValues {
  readonly meeting: string;
  readonly follow_up: number;
  readonly case_id: string;
  readonly unit: string;
  readonly until_on: CivilDate;
  readonly holder_person: string | null;
  readonly known: boolean;
  readonly stage: FollowUpStage;
  readonly mark: string;
}

/** Follow-ups of meetings, on PostgreSQL. */
export function postgresFollowUps(
  dataSource: DataSource,
): Pick<
  MeetingReads,
  'followUps' | 'supervisedFollowUps' | 'dueFollowUps' | 'untoldFollowUps' | 'toldOfFollowUps'
> {
  return {
    async followUps({ person, units }) {
      return (await runNamed<FollowUpValues>(dataSource, OWN, [person, [...units]])).map(followUpRow);
    },
    async supervisedFollowUps(units) {
      const rows = await runNamed<FollowUpValues>(dataSource, SUPERVISED, [units ? [...units] : null]);
      return rows.map(followUpRow);
    },
    async dueFollowUps(today, limit) {
      type Values = Pick<FollowUpValues, 'meeting' | 'follow_up'>;
      const rows = await runNamed<Values>(dataSource, DUE, [today, limit]);
      return rows.map(({ meeting, follow_up: followUp }) => ({ meeting, followUp }));
    },
    async untoldFollowUps(soon, limit) {
      return (await runNamed<UntoldValues>(dataSource, UNTOLD, [soon, limit])).map(untold);
    },
    async toldOfFollowUps(told) {
      await runNamed(dataSource, TOLD, [
        told.map(({ meeting }) => meeting),
        told.map(({ followUp }) => followUp),
        told.map(({ mark }) => mark),
      ]);
    },
  };
}

function untold(row: UntoldValues): UntoldFollowUp {
  const { meeting, unit, stage, mark, known } = row;
  return {
    ...{ meeting, unit, stage, mark, known, followUp: row.follow_up, caseId: row.case_id },
    ...{ until: row.until_on, holder: row.holder_person },
  };
}

function followUpRow(row: FollowUpValues): FollowUpRow {
  const { meeting, item, unit, person, what } = row;
  return {
    ...{ meeting, item, unit, person, followUp: row.follow_up, caseId: row.case_id },
    ...{ until: row.until_on, holder: row.holder_person, reportedOn: row.reported_on },
    ...{ lapsedOn: row.lapsed_on, doneOn: row.done_on },
    ...(what !== null && { what: JSON.parse(what) as string }),
  };
}

import type { DataSource } from 'typeorm';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { MailMode, NoticeSettings } from '../../usecases/notices/notice-change.js';
import type { NoticeAbout, NoticeKind } from '../../usecases/notices/notice-kinds.js';
import type {
  EndingClock,
  MailTimes,
  NewNotice,
  Notice,
  Notices,
} from '../../usecases/notices/notice-ports.js';
import type { Page } from '../../usecases/queries.js';
import { type NamedStatement, runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, pageOf } from '../queries/cursor.js';

const FOLLOWER = 'notices';

const FOLLOWED: NamedStatement = {
  name: 'notices-followed',
  text: 'select position from notice_followers where name = $1',
};

const WRITE: NamedStatement = {
  name: 'notices-write',
  text: 'select duecourse_write_notices($1, $2, $3, $4, $5, $6)',
};

// By the index of what the sweep must look at: a clock with an earlier promised day is found early and left again.
const ENDING: NamedStatement = {
  name: 'clocks-ending',
  text: `select k.case_id, k.clock, k.run, k.due_on::text as due_on from clocks k
    where k.sweep_at is not null and k.sweep_at < $1::date + interval '2 days' and k.due_on <= $1::date
      and not exists (
        select 1 from clock_warnings w
        where w.case_id = k.case_id and w.clock = k.clock and w.run = k.run and w.due_on = k.due_on
      )
    order by k.sweep_at, k.case_id, k.clock limit $2`,
};

const WARNED: NamedStatement = {
  name: 'clocks-warned',
  text: `insert into clock_warnings (case_id, clock, run, due_on)
    select * from unnest($1::text[], $2::text[], $3::integer[], $4::date[]) on conflict do nothing`,
};

interface NoticeValues {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly case_id: string;
  readonly about: string;
  readonly at: Date;
  readonly read: boolean;
}

const OF: NamedStatement = {
  name: 'notices-of',
  text: `select id, kind, case_id, about, at, read from notices
    where person = $1 and shown_from <= $2 and (not read or not $3)
      and (read > $4 or (read = $4 and id < $5))
    order by read, id desc limit $6`,
};

const UNREAD: NamedStatement = {
  name: 'notices-unread',
  text: `select count(*) as n from notices where person = $1 and not read and shown_from <= $2`,
};

const READ: NamedStatement = {
  name: 'notices-read',
  text: `update notices set read = true, read_at = $2
    where person = $1 and not read and shown_from <= $2 and ($3::bigint[] is null or id = any ($3))
    returning id`,
};

const SETTINGS: NamedStatement = {
  name: 'notice-settings',
  text: 'select mail, mode from notice_settings where person = $1',
};

const LAST_ID = '9223372036854775807';
const FLAG = /^(true|false)$/;
const ID = /^\d{1,18}$/;

/** Notices within the application, on PostgreSQL. */
export class StoredNotices implements Notices {
  constructor(private readonly dataSource: DataSource) {}

  async write(notices: readonly NewNotice[], mail: MailTimes): Promise<void> {
    if (notices.length > 0)
      await runNamed(this.dataSource, WRITE, [null, null, null, ...written(notices, mail)]);
  }

  async followed(): Promise<number> {
    const [row] = await runNamed<{ position: string }>(this.dataSource, FOLLOWED, [FOLLOWER]);
    return Number(row?.position ?? 0);
  }

  async follow(from: number, to: number, notices: readonly NewNotice[], mail: MailTimes): Promise<void> {
    await runNamed(this.dataSource, WRITE, [FOLLOWER, from, to, ...written(notices, mail)]);
  }

  async endingBy(day: CivilDate, limit: number): Promise<readonly EndingClock[]> {
    type Values = { case_id: string; clock: string; run: number; due_on: CivilDate };
    const rows = await runNamed<Values>(this.dataSource, ENDING, [day, limit]);
    return rows.map(({ case_id, clock, run, due_on }) => ({ caseId: case_id, clock, run, dueOn: due_on }));
  }

  async warned(clocks: readonly EndingClock[]): Promise<void> {
    await runNamed(this.dataSource, WARNED, [
      clocks.map(({ caseId }) => caseId),
      clocks.map(({ clock }) => clock),
      clocks.map(({ run }) => run),
      clocks.map(({ dueOn }) => dueOn),
    ]);
  }

  async of(person: string, page: Parameters<Notices['of']>[1]): Promise<Page<Notice>> {
    const after = page.after === undefined ? ['false', LAST_ID] : decodeCursor(page.after, [FLAG, ID]);
    const values = [person, page.now, page.unread ?? false, ...after, page.limit + 1];
    const rows = await runNamed<NoticeValues>(this.dataSource, OF, values);
    return pageOf(rows, page.limit, noticeOf, (row) => encodeCursor([String(row.read), row.id]));
  }

  async unread(person: string, now: Instant): Promise<number> {
    const [row] = await runNamed<{ n: string }>(this.dataSource, UNREAD, [person, now]);
    return Number(row?.n ?? 0);
  }

  async read(person: string, which: readonly string[] | 'all', now: Instant): Promise<number> {
    const ids = which === 'all' ? null : which;
    return (await runNamed(this.dataSource, READ, [person, now, ids])).length;
  }

  async settings(person: string): Promise<NoticeSettings> {
    const [row] = await runNamed<{ mail: string | null; mode: MailMode }>(this.dataSource, SETTINGS, [
      person,
    ]);
    return row ? { mail: row.mail, mode: row.mode } : { mail: null, mode: 'never' };
  }
}

function written(notices: readonly NewNotice[], { immediately, daily }: MailTimes): readonly unknown[] {
  const rows = notices.map(({ about, shownFrom, ...notice }) => ({
    ...notice,
    about: JSON.stringify(about),
    shownFrom: shownFrom ?? notice.at,
    mailFrom: shownFrom !== undefined && shownFrom > immediately ? shownFrom : immediately,
  }));
  return [JSON.stringify(rows), immediately, daily];
}

function noticeOf({ id, kind, case_id, about, at, read }: NoticeValues): Notice {
  return {
    ...{ id, kind, read, caseId: case_id },
    about: JSON.parse(about) as NoticeAbout,
    at: at.toISOString() as Instant,
  };
}

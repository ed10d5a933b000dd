import type { DataSource } from 'typeorm';
import type { NoticeAbout } from '../../usecases/notices/notice-kinds.js';
import type { MailItem, MailQueue } from '../../usecases/notices/notice-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

type MailValues = Omit<MailItem, 'about' | 'caseId' | 'applicantName'> & {
  readonly about: string;
  readonly case_id: string;
  readonly applicant_name: string;
};

// All that is due to a person goes into one mail, so it is claimed together.
const CLAIM: NamedStatement = {
  name: 'mail-claim',
  text: `with due as materialized (
      select q.notice from mail_queue q where q.state = 'waiting' and q.free_at <= clock_timestamp()
      order by q.free_at, q.notice limit $2 for update skip locked
    ), claimed as (
      update mail_queue q set claim = $1, free_at = clock_timestamp() + make_interval(secs => $3)
      from due where q.notice = due.notice returning q.notice, q.person, q.attempts
    )
    select c.notice, c.person, c.attempts, n.kind, n.case_id, n.about, n.read, k.subject, k.applicant_name,
      case when s.mode <> 'never' then s.mail end as mail
    from claimed c join notices n on n.id = c.notice join cases k on k.id = n.case_id
    left join notice_settings s on s.person = c.person
    order by c.person, c.notice`,
};

const DONE: NamedStatement = {
  name: 'mail-done',
  text: `update mail_queue set state = $3, reason = $4, claim = null, attempts = attempts + 1
    where claim = $1 and notice = any ($2::bigint[])`,
};

const LATER: NamedStatement = {
  name: 'mail-later',
  text: `update mail_queue set free_at = clock_timestamp() + make_interval(secs => $3), reason = $4, claim = null,
      attempts = attempts + 1
    where claim = $1 and notice = any ($2::bigint[])`,
};

/** Notices on their way by mail, on PostgreSQL. */
export class PostgresMailQueue implements MailQueue {
  constructor(private readonly dataSource: DataSource) {}

  async claim(claim: string, limit: number, leaseSeconds: number): Promise<readonly MailItem[]> {
    const rows = await runNamed<MailValues>(this.dataSource, CLAIM, [claim, limit, leaseSeconds]);
    return rows.map(({ about, case_id, applicant_name, ...row }) => ({
      ...row,
      caseId: case_id,
      applicantName: applicant_name,
      about: JSON.parse(about) as NoticeAbout,
    }));
  }

  async done(
    claim: string,
    notices: readonly string[],
    why: Parameters<MailQueue['done']>[2],
  ): Promise<void> {
    await runNamed(this.dataSource, DONE, [claim, notices, why.state, why.reason ?? null]);
  }

  async later(claim: string, notices: readonly string[], seconds: number, reason: string): Promise<void> {
    await runNamed(this.dataSource, LATER, [claim, notices, seconds, reason]);
  }
}

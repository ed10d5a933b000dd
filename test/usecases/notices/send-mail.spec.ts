import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '../../../src/engine/clock/time.js';
import { PostgresMailQueue } from '../../../src/store/notices/stored-mail.js';
import { StoredNotices } from '../../../src/store/notices/stored-notices.js';
import type { MailMode } from '../../../src/usecases/notices/notice-change.js';
import type { Mail, MailResult, NewNotice } from '../../../src/usecases/notices/notice-ports.js';
import { sendMails } from '../../../src/usecases/notices/send-mail.js';
import { Office } from '../../support/office.js';

const PAST = '2026-01-01T00:00:00.000Z' as Instant;
const FAR = '2099-01-01T00:00:00.000Z' as Instant;

describe('notices by mail', () => {
  let office: Office;
  let caseId: string;
  let notices: StoredNotices;
  const sent: Mail[] = [];
  let result: MailResult = { outcome: 'sent' };

  beforeAll(async () => {
    office = await Office.open();
    caseId = await office.received();
    notices = new StoredNotices(office.store.dataSource);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    sent.length = 0;
    result = { outcome: 'sent' };
    await office.database.owner.query('delete from mail_queue');
    await office.database.owner.query('delete from notices');
  });

  const wants = (person: string, mode: MailMode, mail: string | null = `${person}@example.gov.cn`) =>
    office.database.owner.query(
      `insert into notice_settings values ($1, $2, $3)
        on conflict (person) do update set mail = excluded.mail, mode = excluded.mode`,
      [person, mail, mode],
    );
  const notice = (person: string, cause: string): NewNotice => ({
    ...{ person, cause, caseId, kind: 'task.assigned', about: { task: 't' }, at: PAST },
  });
  const write = (...all: readonly NewNotice[]) => notices.write(all, { immediately: PAST, daily: FAR });
  const send = (titles = false) =>
    sendMails({
      ids: office.ports.ids,
      queue: new PostgresMailQueue(office.store.dataSource),
      send: (mail) => {
        sent.push(mail);
        return Promise.resolve(result);
      },
      chance: () => 0.5,
      rules: { titles },
      publicUrl: 'https://duecourse.example.gov.cn',
    })();

  it('go to those who want them at once, everything in one mail, without a name or title', async () => {
    await wants('o-101', 'immediately');
    await wants('o-201', 'daily');
    await wants('o-302', 'never');
    const people = ['o-101', 'o-201', 'o-302', 'nobody'];
    await write(...people.flatMap((person) => [notice(person, 'a'), notice(person, 'b')]));
    await send();
    expect(sent.map(({ to }) => to)).toEqual(['o-101@example.gov.cn']);
    expect(sent[0]?.subject).toBe('正程：2 条通知 · DueCourse: 2 notices');
    expect(sent[0]?.text).toContain(`- 有待办转交给您（案件 ${caseId}）`);
    expect(sent[0]?.text).toContain(`- a task has been handed to you (case ${caseId})`);
    expect(sent[0]?.text).toContain('https://duecourse.example.gov.cn');
    const { subject, applicantName } = await office.store.queries
      .case(caseId)
      .then((row) => row as NonNullable<typeof row>);
    for (const word of [subject, applicantName]) expect(sent[0]?.text).not.toContain(word);
    expect(await send()).toBe(0);
  });

  it('have titles where the installation says so, with the name masked', async () => {
    await wants('o-101', 'immediately');
    await write(notice('o-101', 'titles'));
    await send(true);
    const row = await office.store.queries.case(caseId);
    expect(sent[0]?.text).not.toContain(row?.applicantName);
    expect(sent[0]?.text).toMatch(/（案件 [0-9a-f-]{36}，.+）/);
  });

  it('are not sent when they were read meanwhile, or are not wanted any more', async () => {
    await wants('o-101', 'immediately');
    await wants('o-201', 'immediately');
    await write(notice('o-101', 'c'), notice('o-201', 'c'));
    await notices.read('o-101', 'all', FAR);
    await wants('o-201', 'never');
    expect(await send()).toBe(2);
    expect(sent).toEqual([]);
    expect(await states()).toEqual(['given up', 'given up']);
  });

  it('are tried again later when the server is down, under the same id, and given up when it refuses', async () => {
    await wants('o-101', 'immediately');
    await write(notice('o-101', 'd'));
    result = { outcome: 'failed', reason: 'ECONNREFUSED' };
    await send();
    expect(await send()).toBe(0);
    await office.database.owner.query(`update mail_queue set free_at = now() - interval '1 second'`);
    result = { outcome: 'refused', reason: 'the server answers 550' };
    await send();
    expect(sent.map(({ id }) => id)).toEqual([sent[0]?.id, sent[0]?.id]);
    expect(await states()).toEqual(['given up']);
    await office.database.owner.query(`update mail_queue set free_at = now() - interval '1 second'`);
    expect(await send()).toBe(0);
  });

  it('are sent again when the process that sent them died before it could say so', async () => {
    await wants('o-101', 'immediately');
    await write(notice('o-101', 'e'));
    const queue = new PostgresMailQueue(office.store.dataSource);
    expect(await queue.claim('of a process that dies', 10, 60)).toHaveLength(1);
    expect(await send()).toBe(0);
    await office.database.owner.query(`update mail_queue set free_at = now() - interval '1 second'`);
    expect(await send()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('tell the same cause once', async () => {
    await wants('o-101', 'immediately');
    await write(notice('o-101', 'f'), notice('o-201', 'f'));
    await write(notice('o-101', 'f'));
    expect(await send()).toBe(1);
  });

  const states = async (): Promise<string[]> => {
    const rows = await office.database.owner.query<{ state: string }[]>(
      'select state from mail_queue order by notice',
    );
    return rows.map(({ state }) => state);
  };
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { buildJobs } from '../../src/app.module.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import { startTestService, type Person, type TestService } from './support/test-service.js';

interface NoticeBody {
  readonly id: string;
  readonly kind: string;
  readonly caseId: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly day?: string;
  readonly read: boolean;
}

describe('notices over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  /** Everything that happens beside requests, once. */
  async function jobs(): Promise<void> {
    const all = buildJobs(service.composition, loadSettings({}), pino({ level: 'silent' }));
    for (const job of all) await job.runNow();
  }

  const act = (id: string, name: string, person: Person, input: object = {}) =>
    service
      .post(`/v1/cases/${id}/acts/${name}`, person)
      .set('idempotency-key', `${id}-${name}-${person}`)
      .send({ input })
      .expect(201);

  async function told(person: Person, caseId?: string): Promise<readonly NoticeBody[]> {
    const { body } = await service.get('/v1/notices?limit=200', person).expect(200);
    return (body.items as NoticeBody[]).filter((one) => caseId === undefined || one.caseId === caseId);
  }
  const kinds = async (person: Person, caseId: string): Promise<readonly string[]> =>
    (await told(person, caseId)).map(({ kind }) => kind).toSorted();

  it('tells those to whom a task comes, not who made it come, and each cause once', async () => {
    const id = await service.open('notice-tasks');
    await jobs();
    expect(await kinds('wei', id)).toEqual(['task.came']);
    expect(await kinds('wang', id)).toEqual([]);
    expect(await kinds('ren', id)).toEqual([]);
    await act(id, 'accept', 'wang');
    await jobs();
    await jobs();
    expect(await kinds('rui', id)).toEqual(['task.came']);
    const [notice] = await told('rui', id);
    expect(notice).toMatchObject({
      text: { zh: '有新的待办需要您办理', en: 'a task has come to you' },
      read: false,
    });
    expect(JSON.stringify(notice)).not.toMatch(/刘|测试许可/);
  });

  it('shows unread ones first, and forgets nothing that was read', async () => {
    const before = await service.get('/v1/notices', 'rui').expect(200);
    const [first] = before.body.items as NoticeBody[];
    expect(before.body.unread).toBeGreaterThan(0);
    const id = first?.id as string;
    await service
      .post('/v1/notices/reads', 'rui')
      .send({ ids: [id] })
      .expect(200, { read: 1 });
    await service
      .post('/v1/notices/reads', 'rui')
      .send({ ids: [id] })
      .expect(200, { read: 0 });
    await service
      .post('/v1/notices/reads', 'ren')
      .send({ ids: [id] })
      .expect(200, { read: 0 });
    const after = await service.get('/v1/notices', 'rui').expect(200);
    expect(after.body.unread).toBe(before.body.unread - 1);
    expect((after.body.items as NoticeBody[]).at(-1)).toMatchObject({ id, read: true });
    const unread = await service.get('/v1/notices?unread=true', 'rui').expect(200);
    expect((unread.body.items as NoticeBody[]).every(({ read }) => !read)).toBe(true);
    await service.post('/v1/notices/reads', 'rui').send({}).expect(200);
    const all = await service.get('/v1/notices', 'rui').expect(200);
    expect(all.body.unread).toBe(0);
  });

  it('pages from the unread into the read', async () => {
    for (let n = 0; n < 3; n++) await service.open(`notice-page-${n}`);
    await jobs();
    await service
      .post('/v1/notices/reads', 'wei')
      .send({ ids: [((await told('wei'))[1] as NoticeBody).id] })
      .expect(200);
    const whole = (await told('wei')).map(({ id }) => id);
    const paged: string[] = [];
    let after = '';
    for (let more = true; more;) {
      const { body } = await service.get(`/v1/notices?limit=1${after}`, 'wei').expect(200);
      paged.push(...(body.items as NoticeBody[]).map(({ id }) => id));
      more = body.page.hasMore;
      after = `&after=${body.page.endCursor}`;
    }
    expect(paged).toEqual(whole);
    expect((await service.get('/v1/notices?after=x', 'wei')).status).toBe(400);
    expect((await service.post('/v1/notices/reads', 'wei').send({ ids: ['x'] })).status).toBe(400);
  });

  it('warns of a clock when it turns yellow, once for each last day, and tells when it has lapsed', async () => {
    const id = await service.open('notice-clock');
    await act(id, 'accept', 'wang');
    const { body } = await service.get(`/v1/cases/${id}`, 'ren').expect(200);
    const due = body.state.clocks.decision.dueOn as string;
    await advance(before(due, 12));
    await jobs();
    expect(await kinds('ren', id)).toEqual(['clock.promise', 'task.came']);
    await advance(before(due, 1));
    await jobs();
    await jobs();
    const yellow = (await told('ren', id)).filter(({ kind }) => kind === 'clock.yellow');
    expect(yellow).toMatchObject([{ day: due, text: { zh: `“决定期限”将于 ${due} 届满` } }]);
    await advance(before(due, -1));
    await jobs();
    await jobs();
    const seen = await kinds('ren', id);
    expect(seen.filter((kind) => kind === 'clock.red')).toHaveLength(1);
    expect(seen.filter((kind) => kind === 'clock.promise')).toHaveLength(1);
    expect((await kinds('du', id)).toSorted()).toEqual(['clock.breach', 'clock.promise']);
    expect(await kinds('hu', id)).toEqual([]);
  });

  it('tells what an act ordered to those who work on the case', async () => {
    const id = await service.open('notice-effects');
    await act(id, 'accept', 'wang');
    await act(id, 'extend', 'he', { reason: '情况复杂' });
    await jobs();
    expect(await kinds('ren', id)).toContain('document.ordered');
    const ordered = (await told('ren', id)).find(({ kind }) => kind === 'document.ordered');
    expect(ordered?.text.zh).toBe('应制发文书“延长期限告知书”');
  });

  it('keeps how one wants to be told by mail beside the account', async () => {
    const nobody = await service.post('/v1/me/notice-settings', 'ren').send({ mode: 'never' });
    expect(nobody.status).toBe(404);
    await service.post('/v1/accounts', 'xi').send({ person: 'ren', activation: false }).expect(201);
    expect((await service.get('/v1/me/notice-settings', 'ren')).body).toEqual({ mail: null, mode: 'never' });
    const wanted = { mail: 'ren@example.gov.cn', mode: 'immediately' };
    await service.post('/v1/me/notice-settings', 'ren').send(wanted).expect(200, wanted);
    expect((await service.get('/v1/me/notice-settings', 'ren')).body).toEqual(wanted);
    for (const wrong of [
      { mode: 'daily' },
      { mail: 'not an address', mode: 'daily' },
      { mail: null, mode: 'x' },
    ]) {
      expect((await service.post('/v1/me/notice-settings', 'ren').send(wrong)).status).toBe(400);
    }
    const records = await service.database.owner.query<{ text: string }[]>(
      `select text from records where type = 'account.noticesSet'`,
    );
    expect(records).toHaveLength(1);
    expect(records[0]?.text).not.toContain('example.gov.cn');
    const parts = await service.database.owner.query(
      `select value from record_parts where value like '%ren@%'`,
    );
    expect(parts).toEqual([]);
  });

  async function advance(day: string): Promise<void> {
    await service
      .post('/v1/simulation/advances', 'xi')
      .send({ to: `${day}T02:00:00.000Z` })
      .expect(201);
  }
});

function before(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

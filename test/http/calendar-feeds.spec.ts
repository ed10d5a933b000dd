import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { eventsOf } from '../support/read-calendar.js';
import { startTestService, tokenOf, type Person, type TestService } from './support/test-service.js';

describe('calendar feeds over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    for (const person of ['wang', 'liu', 'wei'] as const) {
      await service.post('/v1/accounts', 'xi').send({ person, activation: false }).expect(201);
    }
  });
  afterAll(() => service.close());

  async function begun(person: Person): Promise<{ readonly id: string; readonly path: string }> {
    const { body } = await service.post('/v1/me/calendar-feeds', person).expect(201);
    const { pathname } = new URL(body.url as string);
    return { id: body.id as string, path: pathname };
  }

  it('gives an address that needs no sign-in: the days of the inbox and of one’s own cases', async () => {
    const caseId = await service.open('feed-1');
    const { path } = await begun('wang');
    const answer = await service.get(path).expect(200);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(eventsOf(answer.text)).toMatchObject([
      {
        day: '2026-10-10',
        summary: '待办到期 · task due',
        description: `案件 · case ${caseId}`,
        alarm: '-PT15H',
      },
    ]);
    const own = await begun('liu');
    const clocks = await service.get(own.path).expect(200);
    expect(eventsOf(clocks.text)).toMatchObject([
      { day: '2026-10-10', summary: '一次性告知期限 · 一次性告知期限' },
    ]);
    for (const { text } of [answer, clocks]) expect(text).not.toMatch(/刘申请|测试许可/);
  });

  it('says that nothing has changed, until something has', async () => {
    const { path } = await begun('wei');
    const first = await service.get(path).expect(200);
    const etag = first.headers['etag'] as string;
    expect(etag).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
    const same = await service.get(path).set('if-none-match', etag);
    expect(same).toMatchObject({ status: 304, text: '' });
    await service.open('feed-2');
    const changed = await service.get(path).set('if-none-match', etag);
    expect(changed.status).toBe(200);
    expect(eventsOf(changed.text).length).toBe(eventsOf(first.text).length + 1);
  });

  it('leads nowhere once it is ended, on record and without the secret', async () => {
    const { id, path } = await begun('wang');
    const listed = await service.get('/v1/me/calendar-feeds', 'wang').expect(200);
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(id);
    expect(JSON.stringify(listed.body)).not.toContain(path.split('/').at(-1)?.slice(0, 20));
    const end = (person: Person) =>
      request(service.app.getHttpServer())
        .delete(`/v1/me/calendar-feeds/${id}`)
        .set('authorization', `Bearer ${tokenOf(person)}`);
    expect((await end('wei')).status).toBe(404);
    expect((await end('wang')).status).toBe(200);
    expect((await service.get(path)).status).toBe(404);
    const stored = await service.database.owner.query('select * from calendar_feeds');
    expect(JSON.stringify(stored)).not.toContain(path.slice(-40, -4));
    const types = await service.database.owner.query<{ type: string }[]>(
      `select type from records where type like 'account.calendarFeed%' order by recorded_at`,
    );
    expect(types.map(({ type }) => type)).toContain('account.calendarFeedEnded');
  });

  it('is for nobody who guesses, has no account, or has had enough', async () => {
    for (const file of ['x.ics', `${'a'.repeat(43)}.ics`, 'a'.repeat(43), '..ics']) {
      expect((await service.get(`/v1/calendar-feeds/${file}`)).status).toBe(404);
    }
    expect((await service.post('/v1/me/calendar-feeds', 'ren')).status).toBe(404);
    await Promise.all([1, 2, 3].map(() => begun('liu')));
    await begun('liu');
    const answer = await service.post('/v1/me/calendar-feeds', 'liu');
    expect(answer).toMatchObject({ status: 409, body: { code: 'too-many-feeds' } });
  });

  it('is not read again and again', async () => {
    let answer = await service.get('/v1/calendar-feeds/x.ics');
    for (let n = 0; n < 60 && answer.status === 404; n++)
      answer = await service.get('/v1/calendar-feeds/x.ics');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(answer.headers['retry-after']).toBe('60');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { startTestService, type TestService } from './support/test-service.js';

describe('procedures, calendars, deadlines, streams over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('lists procedures and gives a version with its definition, in force and by digest', async () => {
    const list = await service.get('/v1/procedures').expect(200);
    const [version] = list.body.items;
    expect(version).toMatchObject({ procedure: 'test-permit', title: '测试许可', inForceFrom: '2019-04-23' });
    const inForce = await service.get('/v1/procedures/test-permit').expect(200);
    expect(inForce.body).toMatchObject({
      sha256: version.sha256,
      definition: { procedure: 'test-permit', language: 1 },
    });
    const versions = await service.get('/v1/procedures/test-permit/versions').expect(200);
    expect(versions.body.items).toEqual([version]);
    const one = await service.get(`/v1/procedures/test-permit/versions/${version.sha256}`).expect(200);
    expect(one.body).toEqual(inForce.body);
  });

  it('lists notices and days, as known now and on an earlier day', async () => {
    const notices = await service.get('/v1/calendars').expect(200);
    expect(notices.body.items.map(({ year }: { year: number }) => year).toSorted()).toContain(2026);
    const query = 'from=2026-10-09&to=2026-10-10';
    const days = await service.get(`/v1/calendars/cn/days?${query}`).expect(200);
    expect(days.body.days).toMatchObject([
      { date: '2026-10-09', class: 'workingDay', workingDay: true, provisional: false },
      { date: '2026-10-10', class: 'makeUpWorkingDay', workingDay: true },
    ]);
    const before = await service.get(`/v1/calendars/cn/days?${query}&knownAt=2025-10-01`).expect(200);
    expect(before.body.days).toMatchObject([
      { provisional: true },
      { class: 'unknownRestDay', workingDay: false },
    ]);
    for (const wrong of [
      'from=2026-01-02&to=2026-01-01',
      'from=2026-01-01&to=2028-01-01',
      'from=2026-01-01',
    ]) {
      expect((await service.get(`/v1/calendars/cn/days?${wrong}`)).status).toBe(400);
    }
  });

  it('computes a deadline without a token, day by day', async () => {
    const body = { start: '2026-09-28', term: { n: 5, unit: 'workingDay' }, asOf: '2026-10-09' };
    const answer = await service.post('/v1/deadline-calculations').send(body).expect(200);
    expect(answer.body).toMatchObject({
      dueOn: '2026-10-10',
      nominalOn: '2026-10-10',
      provisional: false,
      state: 'running',
      remaining: { n: 1, unit: 'workingDay' },
    });
    expect(answer.body.days).toHaveLength(13);
    expect(answer.body.days.at(-1)).toMatchObject({ date: '2026-10-10', counted: true, total: 5 });
  });

  it('answers as known earlier: without the notice the deadline is provisional and another day', async () => {
    const body = { start: '2026-09-28', term: { n: 5, unit: 'workingDay' }, knownAt: '2025-10-01' };
    const answer = await service.post('/v1/deadline-calculations').send(body).expect(200);
    expect(answer.body).toMatchObject({ dueOn: '2026-10-05', provisional: true });
  });

  it.each([
    [{}, '/start'],
    [{ start: '2026-02-30', term: { n: 1, unit: 'workingDay' } }, '/start'],
    [{ start: '2026-01-05', term: { n: -1, unit: 'workingDay' } }, '/term/n'],
    [{ start: '2026-01-05', term: { n: 1, unit: 'fortnight' } }, '/term/unit'],
    [{ start: '2026-01-05', term: { n: 1, unit: 'workingDay' }, calendar: 'mars' }, '/calendar'],
    [[], '/'],
  ])('refuses the question %j at %s', async (question, at) => {
    const answer = await service.post('/v1/deadline-calculations').send(question);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.unmet.map((one: { at: string }) => one.at)).toContain(at);
  });

  it('lists streams by kind; a record’s leaf is the hash of its text', async () => {
    const id = await service.open('stream');
    const list = await service.get('/v1/streams?kind=calendar', 'wang').expect(200);
    expect(list.body.items).toMatchObject([{ stream: LIBRARY_STREAMS.calendar, kind: 'calendar' }]);
    const records = await service.get(`/v1/streams/${id}/records?limit=1`, 'wang').expect(200);
    const [{ text, leaf, record, parts }] = records.body.items;
    expect(leaf.sha256).toBe(nodeHash.sha256(Buffer.concat([Buffer.of(0), Buffer.from(text)])));
    expect(JSON.parse(text)).toEqual(record);
    expect(text).not.toContain('刘申请');
    expect(parts).toMatchObject({ 'applicant.name': '刘**' });
    const own = await service.get(`/v1/streams/${id}/records?limit=1`, 'liu').expect(200);
    expect(own.body.items[0].parts).toMatchObject({ 'applicant.name': '刘申请' });
  });

  it('pages records by sequence', async () => {
    const all = await service.get(`/v1/streams/${LIBRARY_STREAMS.calendar}/records`, 'wang').expect(200);
    const [first] = all.body.items;
    const rest = await service.get(`/v1/streams/${LIBRARY_STREAMS.calendar}/records?after=0&limit=1`, 'wang');
    expect(first.sequence).toBe(0);
    expect(rest.body.items.map(({ sequence }: { sequence: number }) => sequence)).toEqual([1]);
  });
});

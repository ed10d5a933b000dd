import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Zone } from '../../src/engine/clock/time.js';
import { readLogCsv } from '../../src/outside/mining/read-log-csv.js';
import { readXes } from '../../src/outside/mining/read-xes.js';
import { startTestService, type TestService } from './support/test-service.js';

const ZONE = 'Asia/Shanghai' as Zone;

describe('cases as a log for process mining over HTTP', () => {
  let service: TestService;
  const ids: string[] = [];
  beforeAll(async () => {
    service = await startTestService();
    for (const key of ['log-1', 'log-2', 'log-3']) ids.push(await service.open(key));
    await service
      .post(`/v1/cases/${ids[0] ?? ''}/acts/accept`, 'wang')
      .set('idempotency-key', 'log-accept')
      .send({})
      .expect(201);
  });
  afterAll(() => service.close());

  const fetched = (query: string, person: 'du' | 'wang' = 'du') =>
    service.get(`/v1/event-log?${query}`, person).responseType('blob');

  it('has every case that a supervisor may audit, in each format, and nobody’s name', async () => {
    const xes = await fetched('')
      .expect(200)
      .expect('content-type', /application\/xml/);
    const read = readXes((xes.body as Buffer).toString('utf8'), ZONE);
    expect(read.cases.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(read.cases.find(({ id }) => id === ids[0])?.events.map(({ name }) => name)).toContain('accept');
    const csv = await fetched('format=csv')
      .expect(200)
      .expect('content-type', /text\/csv/);
    expect(readLogCsv(csv.body as Buffer, ZONE).cases).toHaveLength(3);
    const ocel = await fetched('format=ocel').expect(200);
    expect(JSON.parse((ocel.body as Buffer).toString('utf8')).events.length).toBeGreaterThan(6);
    const sqlite = await fetched('format=ocel-sqlite').expect(200);
    expect((sqlite.body as Buffer).subarray(0, 15).toString('latin1')).toBe('SQLite format 3');
    for (const { body } of [xes, csv, ocel, sqlite])
      expect((body as Buffer).toString('utf8')).not.toContain('刘申请');
  });

  it('comes a page at a time', async () => {
    const first = await fetched('format=csv&limit=2').expect(200);
    const next = first.headers['x-next-cursor'] as string;
    expect(next).toBeTruthy();
    const second = await fetched(`format=csv&limit=2&after=${encodeURIComponent(next)}`).expect(200);
    expect(second.headers['x-next-cursor']).toBeUndefined();
    const seen = [first, second].flatMap(({ body }) =>
      readLogCsv(body as Buffer, ZONE).cases.map(({ id }) => id),
    );
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('is refused to who audits nothing, and wants a format that there is', async () => {
    for (const person of ['wang', 'liu'] as const) {
      const { body } = await service.get('/v1/event-log?format=csv', person).expect(403);
      expect(body).toMatchObject({ code: 'power-missing' });
    }
    await service.get('/v1/event-log?format=mxml', 'du').expect(400);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDocument } from '../../src/engine/clock/calendar-document.js';
import { adoptCalendar } from '../../src/usecases/law/adopt-calendar.js';
import { startTestService, type TestService } from './support/test-service.js';

describe('simulated time over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('moves the clock by an act on record; what fell due is recorded on its own legal day', async () => {
    const id = await service.open('deemed');
    const body = { to: '2026-10-20T01:00:00.000Z' };
    const moved = await service.post('/v1/simulation/advances', 'xi').send(body).expect(201);
    expect(moved.body).toMatchObject({ now: body.to, act: { type: 'clock.advanced' }, simulated: true });
    expect(moved.body.lapsed).toBeGreaterThan(0);
    expect(moved.headers['x-simulated-time']).toBe(body.to);
    const read = await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    expect(read.body.state).toMatchObject({
      milestones: { accepted: '2026-09-28' },
      clocks: { notice: { state: 'lapsed' } },
    });
    const records = await service.get(`/v1/cases/${id}/records`, 'wang');
    expect(records.body.items[1].record).toMatchObject({
      simulated: true,
      occurredAt: '2026-10-10T16:00:00.000Z',
      recordedAt: body.to,
    });
    expect(records.body.items[1].record).not.toHaveProperty('actor');
  });

  it('moves the days that rested on an unknown year when its notice becomes known', async () => {
    const notice = {
      calendar: 'cn',
      year: 2027,
      notice: {
        number: '测试〔2026〕1号',
        date: '2026-12-20',
        title: '2027年放假安排（测试）',
        issuer: '测试',
      },
      knownFrom: '2026-12-20',
      off: [{ from: '2027-01-01', to: '2027-01-05', name: '元旦' }],
      work: [],
    } as unknown as CalendarDocument;
    await adoptCalendar(service.composition.ports)(notice);
    await service.post('/v1/simulation/advances', 'xi').send({ to: '2026-12-15T01:00:00.000Z' }).expect(201);
    const id = await service.open('across-the-year');
    await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', 'across')
      .send({})
      .expect(201);
    const due = async (): Promise<unknown> =>
      (await service.get(`/v1/cases/${id}`, 'wang').expect(200)).body.state.clocks.decision;
    // 16 to 31 December: 12 working days; by weekdays alone 1, 4 to 8, 11 and 12 January.
    expect(await due()).toMatchObject({ dueOn: '2027-01-12', provisional: true });
    await service.post('/v1/simulation/advances', 'xi').send({ to: '2026-12-21T01:00:00.000Z' }).expect(201);
    // 1 to 5 January are off: 6 to 8, 11 to 15 January.
    expect(await due()).toMatchObject({ dueOn: '2027-01-15', provisional: false });
  });

  it('does not go back', async () => {
    const answer = await service
      .post('/v1/simulation/advances', 'xi')
      .send({ to: '2026-09-01T00:00:00.000Z' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'clock-backwards' } });
  });

  it.each(['2026-10-21', '2026-10-21T09:00:00+08:00', '2026-13-01T00:00:00.000Z', 7, null])(
    'refuses %j',
    async (to) => {
      const answer = await service.post('/v1/simulation/advances', 'xi').send({ to });
      expect(answer).toMatchObject({ status: 400, body: { unmet: [{ at: '/to' }] } });
    },
  );
});

describe('a real installation', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ mode: 'real' });
  });
  afterAll(() => service.close());

  it('refuses to move its clock and shows no simulated time', async () => {
    const answer = await service
      .post('/v1/simulation/advances', 'xi')
      .send({ to: '2099-01-01T00:00:00.000Z' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-simulated' } });
    expect(answer.headers).not.toHaveProperty('x-simulated-time');
    const health = await service.get('/health/ready').expect(200);
    expect(health.body).toMatchObject({ status: 'ready', mode: 'real' });
  });

  it('marks neither records nor answers as simulated', async () => {
    const id = await service.open('real');
    const read = await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    expect(read.body).not.toHaveProperty('simulated');
    const records = await service.get(`/v1/cases/${id}/records`, 'wang').expect(200);
    expect(records.body.items[0].record).not.toHaveProperty('simulated');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMIT, startTestService, type TestService } from './support/test-service.js';

describe('cases over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('opens a case: 201, Location, ETag, ledger sequence, simulated time, the state and the record', async () => {
    const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', 'open-1').send(PERMIT);
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      etag: '"v1"',
      'x-ledger-sequence': '0',
      'x-simulated-time': '2026-09-28T01:00:00.000Z',
      location: `/v1/cases/${answer.body.caseId}`,
    });
    expect(answer.body).toMatchObject({
      act: { sequence: 0, type: 'case.received', stream: answer.body.caseId },
      version: 1,
      simulated: true,
      state: {
        status: 'open',
        value: 'received',
        milestones: { received: '2026-09-28' },
        clocks: { notice: { state: 'running', dueOn: '2026-10-10' } },
        parties: { applicant: ['liu'] },
      },
    });
  });

  it('lets an applicant file in his own name, and nobody else’s', async () => {
    const { person: _, ...applicant } = PERMIT.applicant;
    const own = await service
      .post('/v1/cases', 'liu')
      .set('idempotency-key', 'o1')
      .send({ ...PERMIT, applicant });
    expect(own.status).toBe(201);
    expect(own.body.state.parties).toEqual({ applicant: ['liu'] });
    const other = await service.post('/v1/cases', 'hu').set('idempotency-key', 'o2').send(PERMIT);
    expect(other).toMatchObject({ status: 403, body: { code: 'power-missing' } });
  });

  it('reads its own writes: case, list, acts, blocking, forecast, clocks, records, inbox', async () => {
    const id = await service.open('reads');
    const read = await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    expect(read.headers['etag']).toBe('"v1"');
    expect(read.body).toMatchObject({
      id,
      subject: '测试许可',
      active: [{ path: 'received', title: '收件审查' }],
    });
    const list = await service
      .get('/v1/cases?procedure=test-permit&status=open&limit=200', 'wang')
      .expect(200);
    expect(list.body.items.map((row: { id: string }) => row.id)).toContain(id);

    const acts = await service.get(`/v1/cases/${id}/acts`, 'wang').expect(200);
    expect(acts.body.items.map((one: { act: string }) => one.act)).toEqual([
      'accept',
      'notifyCorrections',
      'replaceMaterials',
    ]);
    expect(acts.body.items[0]).toMatchObject({
      title: '受理',
      by: ['window'],
      preflight: { possible: true },
    });

    const blocking = await service.get(`/v1/cases/${id}/blocking`, 'wang').expect(200);
    expect(blocking.body).toMatchObject({
      until: '2026-10-10',
      waitingOn: [{ post: 'window', kind: 'organ' }],
    });
    const forecast = await service.get(`/v1/cases/${id}/forecast`, 'wang').expect(200);
    expect(forecast.body).toMatchObject({ earliest: '2026-09-28', incomplete: false });

    const clocks = await service.get(`/v1/cases/${id}/clocks`, 'wang').expect(200);
    expect(clocks.body.items).toMatchObject([{ clock: 'notice', dueOn: '2026-10-10', days: [] }]);
    const clock = await service.get(`/v1/cases/${id}/clocks/notice`, 'wang').expect(200);
    expect(clock.body.days.at(-1)).toMatchObject({ date: '2026-10-10', class: 'makeUpWorkingDay', total: 5 });

    const records = await service.get(`/v1/cases/${id}/records`, 'wang').expect(200);
    expect(records.body.items).toMatchObject([
      { sequence: 0, record: { type: 'case.received', simulated: true } },
    ]);
    const inbox = await service.get('/v1/tasks?limit=200', 'wang').expect(200);
    expect(inbox.body.items.map((task: { caseId: string }) => task.caseId)).toContain(id);
  });

  it('pages with opaque cursors and refuses foreign ones', async () => {
    await service.open('page-1');
    await service.open('page-2');
    const first = await service.get('/v1/cases?limit=1', 'wang').expect(200);
    expect(first.body.page).toMatchObject({ limit: 1, hasMore: true });
    const after = encodeURIComponent(first.body.page.endCursor);
    const second = await service.get(`/v1/cases?limit=1&after=${after}`, 'wang').expect(200);
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
    const foreign = await service.get('/v1/cases?after=nonsense', 'wang');
    expect(foreign).toMatchObject({ status: 400, body: { unmet: [{ at: 'query:after' }] } });
  });

  it('performs an act under If-Match and answers 201 with the record’s address', async () => {
    const id = await service.open('act');
    const answer = await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set({ 'idempotency-key': 'act-1', 'if-match': '"v1"' })
      .send({});
    expect(answer).toMatchObject({ status: 201, body: { version: 2, act: { type: 'case.accepted' } } });
    expect(answer.headers).toMatchObject({ etag: '"v2"', location: `/v1/streams/${id}/records/1` });
    const record = await service.get(answer.headers['location'] as string, 'wang').expect(200);
    expect(record.body).toMatchObject({
      sequence: 1,
      record: { id: answer.body.act.id, actor: { person: 'wang' } },
    });
  });

  it('answers a repeated key with the same bytes, for a recorded act and for a refusal', async () => {
    const id = await service.open('twice');
    const accept = () =>
      service
        .post(`/v1/cases/${id}/acts/accept`, 'wang')
        .set('idempotency-key', 'twice-1')
        .send({ input: {} });
    const [first, again] = [await accept(), await accept()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);

    const refuse = () =>
      service.post(`/v1/cases/${id}/acts/accept`, 'wang').set('idempotency-key', 'twice-2').send({});
    const [refused, refusedAgain] = [await refuse(), await refuse()];
    expect([refused.status, refusedAgain.status]).toEqual([409, 409]);
    expect(refusedAgain.text).toBe(refused.text);

    const open = () => service.post('/v1/cases', 'wang').set('idempotency-key', 'twice').send(PERMIT);
    expect((await open()).body.caseId).toBe(id);
    const records = await service.get(`/v1/cases/${id}/records`, 'wang');
    expect(records.body.items).toHaveLength(3);
  });

  it('tries an act without leaving a trace', async () => {
    const id = await service.open('preflight');
    const accepted = await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', 'p1')
      .send({});
    expect(accepted.status).toBe(201);
    const path = `/v1/cases/${id}/acts/extend/preflight`;
    const wrongPost = await service.post(path, 'wang').send({ input: { reason: '案情复杂' } });
    expect(wrongPost).toMatchObject({
      status: 200,
      body: { possible: false, unmet: [{ code: 'power-missing' }] },
    });
    const right = await service.post(path, 'he').send({ input: { reason: '案情复杂' } });
    expect(right).toMatchObject({ status: 200, body: { possible: true, unmet: [] } });
    const records = await service.get(`/v1/cases/${id}/records`, 'wang');
    expect(records.body.items).toHaveLength(2);
  });

  it('answers in English when asked', async () => {
    const id = await service.open('english');
    const answer = await service.get(`/v1/cases/${id}/acts`, 'wang').set('accept-language', 'en-GB,zh;q=0.5');
    expect(answer.body.items[0].title).toBe('accept');
  });
});

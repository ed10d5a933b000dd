import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

describe('a case at any moment over HTTP', () => {
  let service: TestService;
  let id: string;

  const moment = async (query = '', person: 'rui' | 'du' = 'rui') =>
    (await service.get(`/v1/cases/${id}/moment${query}`, person).expect(200)).body;
  const act = (name: string, person: 'wang' | 'rui', input: object = {}) =>
    service
      .post(`/v1/cases/${id}/acts/${name}`, person)
      .set('idempotency-key', `${name}-${id}`)
      .send({ input });
  const advance = (to: string) =>
    service
      .post('/v1/simulation/advances', 'xi')
      .set('idempotency-key', `advance-${to}`)
      .send({ to })
      .expect(201);

  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('moment');
    await advance('2026-09-29T01:00:00.000Z');
    await act('accept', 'wang').expect(201);
    await advance('2026-09-30T01:00:00.000Z');
  });
  afterAll(() => service.close());

  it('is as it was known then, with the clocks of that day', async () => {
    const before = await moment('?knownAt=2026-09-28T12:00:00.000Z');
    expect(before).toMatchObject({
      knownAt: '2026-09-28T12:00:00.000Z',
      on: '2026-09-28',
      last: { sequence: 0 },
      active: ['received'],
      calendar: { asRecorded: true },
      leftOut: [],
      notFoldable: [],
    });
    const clocks = before.clocks as readonly { clock: string; standing: string }[];
    expect(clocks.map(({ clock }) => clock)).toEqual(['notice']);
    const now = await moment();
    const { body } = await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    expect(now.state).toEqual(body.state);
    expect(now.last).toMatchObject({ sequence: body.sequence - 1, leaf: body.leaf });
  });

  it('is nothing before the case was opened', async () => {
    expect(await moment('?knownAt=2026-09-01T00:00:00.000Z')).toMatchObject({
      ...{ last: null, state: null, active: [], clocks: [] },
    });
    expect(await moment('?effectiveAt=2026-09-01')).toMatchObject({ state: null, leftOut: [0, 1] });
  });

  it('takes of what is known only what was so in law by the day', async () => {
    expect(await moment('?effectiveAt=2026-09-28')).toMatchObject({ active: ['received'], leftOut: [1] });
  });

  it('answers for the last day that is reckoned', async () => {
    expect(await moment('?effectiveAt=9999-12-31')).toMatchObject({ on: '9999-12-31', leftOut: [] });
    const known = `/v1/cases/${id}/moment?knownAt=9999-12-`;
    await service.get(`${known}30T23:59:59.999Z`, 'rui').expect(200);
    // Falls on the first day of the year 10000 in the authority's zone.
    await service.get(`${known}31T23:59:59.999Z`, 'rui').expect(200);
  });

  it('refuses what is no instant and no day, and hides the case from who may not know of it', async () => {
    await service.get(`/v1/cases/${id}/moment?knownAt=yesterday`, 'rui').expect(400);
    await service.get(`/v1/cases/${id}/moment?effectiveAt=2026-02-30`, 'rui').expect(400);
    await service.get(`/v1/cases/${id}/moment`, 'hu').expect(404);
    await service.get(`/v1/cases/${id}/timeline`, 'hu').expect(404);
  });

  it('has a time line whose every mark leads to its record', async () => {
    const { body } = await service.get(`/v1/cases/${id}/timeline`, 'du').expect(200);
    const items = body.items as readonly { lane: string; sequence: number; leaf: object; say: string }[];
    expect(items.filter(({ lane }) => lane === 'records').map(({ sequence }) => sequence)).toEqual([0, 1]);
    expect(new Set(items.map(({ lane }) => lane))).toEqual(new Set(['records', 'state', 'people', 'clock']));
    const page = await service.get(`/v1/cases/${id}/timeline?limit=1&after=0`, 'du').expect(200);
    expect(page.body.page).toEqual({ limit: 1, endCursor: '1', hasMore: false });
    const clock = items.find(({ lane }) => lane === 'clock');
    expect(clock).toMatchObject({
      leaf: { sha256: expect.any(String) },
      say: expect.stringMatching(/\p{Script=Han}/u),
    });
  });

  it('answers the questions of an audit to supervisors, and to nobody of the office', async () => {
    const { body } = await service.get(`/v1/cases/${id}/audit/answers`, 'du').expect(200);
    const items = body.items as readonly { n: number; conclusion: string }[];
    expect(items.slice(0, 16).map(({ n }) => n)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
    expect(items.filter(({ conclusion }) => conclusion === 'deviates')).toEqual([]);
    const one = await service.get(`/v1/cases/${id}/audit/answers/16`, 'du').expect(200);
    expect(one.body).toMatchObject({ n: 16, conclusion: 'inOrder', rows: [{ sequence: 0 }] });
    const third = await service.get(`/v1/cases/${id}/audit/answers/3`, 'du').expect(200);
    expect(third.body).toMatchObject({
      conclusion: 'inOrder',
      rows: [
        { sequence: 0, data: { person: 'wang' } },
        { sequence: 1, data: { person: 'wang' } },
      ],
    });
    await service.get(`/v1/cases/${id}/audit/answers/99`, 'du').expect(404);
    const ofMany = await service.get(`/v1/cases/${id}/audit/answers/24`, 'du').expect(404);
    expect(ofMany.body).toMatchObject({ detail: expect.stringContaining('/v1/audit/answers/24?from=') });
    const refused = await service.get(`/v1/cases/${id}/audit/answers`, 'rui').expect(403);
    expect(refused.body).toMatchObject({ code: 'power-missing' });
    await service.get(`/v1/cases/${id}/audit/answers`, 'hu').expect(404);
  });
});

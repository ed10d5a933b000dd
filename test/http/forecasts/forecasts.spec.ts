import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

describe('forecasts over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('plans what is not filed yet: the day, each step, what is supposed', async () => {
    const body = { procedure: 'test-permit', from: '2026-03-02' };
    const answer = await service.post('/v1/forecasts', 'wang').send(body).expect(200);
    expect(answer.body).toMatchObject({ from: '2026-03-02', incomplete: false, provisional: false });
    expect(answer.body.definition).toMatch(/^[0-9a-f]{64}$/);
    const { earliest, steps } = answer.body as { earliest: string; steps: { on: string; name: string }[] };
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.at(-1)?.on).toBe(earliest);
    expect(steps.map(({ on }) => on)).toEqual(steps.map(({ on }) => on).toSorted());
  });

  it('adds the planner’s own work before an act, in working days', async () => {
    const ask = async (assumptions: object): Promise<{ earliest: string; steps: { name: string }[] }> => {
      const body = { procedure: 'test-permit', from: '2026-03-02', assumptions };
      return (await service.post('/v1/forecasts', 'wang').send(body).expect(200)).body;
    };
    const plain = await ask({});
    const decision = plain.steps.at(-1)?.name ?? '';
    const later = await ask({ durations: { [decision]: '10 working days' } });
    expect(later.earliest > plain.earliest).toBe(true);
  });

  it('tells everything that is wrong with the assumptions at once, with its place', async () => {
    const assumptions = {
      ...{ facts: { nowhere: true }, durations: { nothing: '3 days' } },
      ...{ until: [], workingDays: 'yes' },
    };
    const body = { procedure: 'test-permit', assumptions };
    const answer = await service.post('/v1/forecasts', 'wang').send(body).expect(400);
    const places = (answer.body.unmet as { at: string }[]).map(({ at }) => at);
    expect(places).toEqual(
      expect.arrayContaining([
        '/assumptions/facts/nowhere',
        '/assumptions/durations/nothing',
        '/assumptions/until',
        '/assumptions/workingDays',
      ]),
    );
  });

  it('asks people who are signed in only, and about procedures that there are', async () => {
    await service.post('/v1/forecasts').send({ procedure: 'test-permit' }).expect(401);
    await service.post('/v1/forecasts', 'wang').send({ procedure: 'nothing' }).expect(404);
    const nowhere = '/v1/cases/7c9e6679-7425-40de-944b-e07fc1f90ae7/forecasts';
    await service.post(nowhere, 'wang').send({}).expect(404);
  });
});

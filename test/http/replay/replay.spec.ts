import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

describe('a case replayed over HTTP', () => {
  let service: TestService;
  let id: string;
  let definition: string;
  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('replayed');
    const act = (person: 'wang' | 'he', name: string) =>
      service.post(`/v1/cases/${id}/acts/${name}`, person).set('idempotency-key', `replay-${name}`).send({});
    await act('wang', 'accept').expect(201);
    await act('wang', 'grant').expect(403);
    await act('he', 'grant').expect(201);
    const [opened] = await service.composition.ports.ledger.records(id, 0, 1);
    definition = opened?.record.def?.sha256 ?? '';
  });
  afterAll(() => service.close());

  it('tells a supervisor that every record comes out the same, refusals too', async () => {
    const { body } = await service.get(`/v1/cases/${id}/replay`, 'du').expect(200);
    expect(body).toMatchObject({ counts: { same: 4, differs: 0, cannotBeJudged: 0 } });
    expect(body).not.toHaveProperty('firstDivergence');
    expect(body.finalState).toMatch(/^[0-9a-f]{64}$/);
    expect(body.items.map(({ type }: { type: string }) => type)).toContain('act.refused');
  });

  it('goes on where the page before ended, and says which part it judged', async () => {
    const address = `/v1/cases/${id}/replay`;
    const { body: one } = await service.get(`${address}?limit=3`, 'du').expect(200);
    expect(one).toMatchObject({ judged: { from: 0, to: 3, of: 4 }, next: 3, streams: [] });
    expect(one).not.toHaveProperty('finalState');
    const { body: two } = await service.get(`${address}?from=3&limit=3`, 'du').expect(200);
    expect(two).toMatchObject({ judged: { from: 3, to: 4, of: 4 }, counts: { same: 1 } });
    expect(two).not.toHaveProperty('next');
    const { body: whole } = await service.get(address, 'du').expect(200);
    expect([...one.items, ...two.items]).toEqual(whole.items);
    expect(two.finalState).toBe(whole.finalState);
    for (const wrong of ['limit=501', 'limit=0', 'from=-1', 'from=x'])
      await service.get(`${address}?${wrong}`, 'du').expect(400);
  });

  it('finds nothing otherwise under the version in force, and no version of another procedure', async () => {
    const address = `/v1/cases/${id}/replay/differential`;
    const { body } = await service.get(`${address}?under=${definition}`, 'du').expect(200);
    expect(body).toMatchObject({ days: [], missing: [] });
    expect(body.items.every((one: { class: string }) => one.class === 'same')).toBe(true);
    await service.get(`${address}?under=${'0'.repeat(64)}`, 'du').expect(400);
    await service.get(`${address}?under=latest`, 'du').expect(400);
    await service.get(address, 'du').expect(400);
  });

  it('tells what the calendar as known on another day would have given', async () => {
    const address = `/v1/cases/${id}/replay/differential?calendarKnownOn`;
    const { body: now } = await service.get(`${address}=2026-09-28`, 'du').expect(200);
    expect(now.days).toEqual([]);
    const { body: before } = await service.get(`${address}=2020-01-01`, 'du').expect(200);
    expect(before.days).toContainEqual(expect.objectContaining({ field: 'dueOn' }));
    await service.get(`${address}=9999-12-31`, 'du').expect(200);
  });

  it('is there for supervisors and auditors within their reach, and for nobody else', async () => {
    for (const [person, status] of [
      ['liu', 403],
      ['wang', 403],
      ['hu', 404],
      ['ji', 404],
    ] as const) {
      await service.get(`/v1/cases/${id}/replay`, person).expect(status);
      await service.get(`/v1/cases/${id}/replay/differential?under=${definition}`, person).expect(status);
    }
    await service.get('/v1/cases/none/replay', 'du').expect(404);
  });

  it('does not take a refused export of evidence for an act that the procedure lacks', async () => {
    const wish = { profile: 'court', purpose: '用于核对案件' };
    const asking = service.post(`/v1/cases/${id}/evidence`, 'du').set('idempotency-key', 'no-number');
    expect((await asking.send(wish).expect(422)).body).toMatchObject({ code: 'requirement-unmet' });
    const { body } = await service.get(`/v1/cases/${id}/replay?from=4`, 'du').expect(200);
    expect(body).toMatchObject({ counts: { differs: 0, cannotBeJudged: 1 } });
  });
});

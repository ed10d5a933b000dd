import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { drawSample, populationDigest } from '../../../src/engine/sampling/draw-sample.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { MEMBERS, type Person, startTestService, type TestService } from '../support/test-service.js';

const SOURCE = '福利彩票双色球 2026118 期';
const VALUE = '03 11 17 22 28 31 07';
const WISH = { population: { procedure: 'test-permit' }, size: 3, source: SOURCE };

interface SampleBody {
  readonly id: string;
  readonly population: readonly string[];
  readonly digest: string;
  readonly drawn?: { readonly cases: readonly string[]; readonly seed: string };
}

describe('sampling with a public seed over HTTP', () => {
  let service: TestService;
  const cases: string[] = [];

  const post = (path: string, key: string, body: object, person: Person = 'ji') =>
    service.post(path, person).set('idempotency-key', key).send(body);

  beforeAll(async () => {
    const assignment = {
      person: 'ji',
      procedures: ['test-permit'],
      basis: '审计通知书',
      from: '2014-01-01' as CivilDate,
    };
    service = await startTestService({
      town: {
        ...{ members: MEMBERS, names: {}, procedures: ['test/engine/case/fixtures/permit.yaml'] },
        changes: [{ change: 'assignment.begun', id: 'audit-1', assignment }],
      },
    });
    for (let n = 0; n < 8; n += 1) cases.push(await service.open(`case-${n}`));
  });
  afterAll(() => service.close());

  it('fixes the population first, and draws once the value is announced: anybody can do it again', async () => {
    const announced = (await post('/v1/audit/samples', 'a', WISH).expect(201)).body as SampleBody;
    expect(announced.population.toSorted()).toEqual(cases.toSorted());
    expect(announced.digest).toBe(populationDigest(cases, nodeHash));
    expect(announced).not.toHaveProperty('drawn');
    // A case that comes later is no part of it.
    await service.open('late');
    const drawn = (await post(`/v1/audit/samples/${announced.id}/seed`, 'b', { value: VALUE }).expect(201))
      .body as SampleBody;
    const terms = { population: announced.population, size: 3, source: SOURCE, value: VALUE };
    expect(drawn.drawn?.cases).toEqual(drawSample(terms, nodeHash));
    const again = await service.get(`/v1/audit/samples/${announced.id}`, 'ji').expect(200);
    expect(again.body).toEqual(drawn);

    const records = await service.composition.ports.ledger.records(LIBRARY_STREAMS.audit, 0, 100);
    const said = records.map(({ record }) => record).filter(({ type }) => type.startsWith('sample.'));
    expect(said).toMatchObject([
      {
        type: 'sample.announced',
        actor: { person: 'ji' },
        data: { population: 8, digest: announced.digest },
      },
      { type: 'sample.drawn', data: { seed: drawn.drawn?.seed }, parts: { value: {}, cases: {} } },
    ]);
    for (const id of cases) expect(JSON.stringify(said)).not.toContain(id);
  });

  it('is drawn once, under one key one wish', async () => {
    const first = (await post('/v1/audit/samples', 'c', WISH).expect(201)).body as SampleBody;
    expect((await post('/v1/audit/samples', 'c', WISH).expect(201)).body).toEqual(first);
    expect((await post('/v1/audit/samples', 'c', { ...WISH, size: 2 })).body).toMatchObject({
      code: 'idempotency-key-reused',
    });
    await post(`/v1/audit/samples/${first.id}/seed`, 'd', { value: VALUE }).expect(201);
    const second = await post(`/v1/audit/samples/${first.id}/seed`, 'e', { value: '1' });
    expect(second).toMatchObject({ status: 409, body: { code: 'nothing-to-change' } });
  });

  it('is for auditors with an assignment, and of cases that there are', async () => {
    for (const person of ['du', 'rui', 'xi'] as const) {
      await post('/v1/audit/samples', `f-${person}`, WISH, person).expect(403);
    }
    await service.get('/v1/audit/samples/none', 'ji').expect(404);
    await post('/v1/audit/samples', 'g', { ...WISH, population: { procedure: 'none' } }).expect(400);
    await post('/v1/audit/samples', 'h', { ...WISH, size: 0 }).expect(400);
  });
});

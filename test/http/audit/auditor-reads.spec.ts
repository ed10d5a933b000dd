import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { civilDayOf } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import { auditedRoute } from '../../../src/http/audit/audited-route.js';
import { readLogCsv } from '../../../src/outside/mining/read-log-csv.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { LedgerBehind } from '../../../src/usecases/log/ledger-behind.js';
import { runningRoutes, type RunningRoute } from '../support/running-routes.js';
import { MEMBERS, PERMIT, startTestService, type TestService, type Town } from '../support/test-service.js';

const ZONE = 'Asia/Shanghai' as Zone;
const FROM = '2014-01-01' as CivilDate;
/** 审计任务 of ji: every case of the permit. */
const TOWN: Town = {
  members: MEMBERS,
  names: {},
  procedures: ['test/engine/case/fixtures/permit.yaml'],
  changes: [
    {
      change: 'assignment.begun',
      id: 'audit-1',
      assignment: { person: 'ji', procedures: ['test-permit'], basis: '审计通知书', from: FROM },
    },
  ],
};

describe('what auditors read', () => {
  let service: TestService;
  let id: string;
  let routes: readonly RunningRoute[];

  const records = async (stream: string): Promise<readonly LedgerRecord[]> =>
    (await service.composition.ports.ledger.records(stream, 0, 1_000)).map(({ record }) => record);
  const readings = async (stream = id): Promise<readonly LedgerRecord[]> =>
    (await records(stream)).filter(({ type }) => type === 'case.read' || type === 'ledger.read');
  const viewOf = ({ data }: LedgerRecord): unknown =>
    (data['reading'] as { view?: string } | undefined)?.view ?? data['view'];
  /** An address of the route in the case; what is not there is asked for all the same. */
  const addressOf = ({ path }: RunningRoute): string =>
    path
      .replace(':id', id)
      .replace(':sequence', '0')
      .replace(':sha256', 'a'.repeat(64))
      .replace(':n', '1')
      .replaceAll(/:\w+/g, 'none');
  const audited = (kind: 'case' | 'stream' | 'list'): readonly RunningRoute[] =>
    routes.filter(
      ({ method, path, requires }) => auditedRoute(method.toUpperCase(), path, requires) === kind,
    );

  beforeAll(async () => {
    service = await startTestService({ town: TOWN });
    routes = runningRoutes(service.app);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    id = await service.open(`case-${Math.random()}`);
  });

  it('are routes that show cases and the ledger, derived from what each requires', () => {
    const named = audited('case').map(({ method, path }) => `${method} ${path}`);
    expect(named).toEqual(
      expect.arrayContaining([
        'get /v1/cases/:id',
        'get /v1/cases/:id/records',
        'get /v1/cases/:id/moment',
        'get /v1/cases/:id/timeline',
        'get /v1/cases/:id/audit/answers',
        'get /v1/cases/:id/materials',
        'get /v1/cases/:id/materials/:material/versions/:sha256/content',
        'get /v1/cases/:id/documents/:did',
        'post /v1/cases/:id/acts/:act/preflight',
      ]),
    );
    const lists = audited('list').map(({ path }) => path);
    expect(lists).toEqual(expect.arrayContaining(['/v1/cases', '/v1/streams']));
    // Nothing that shows a case to its readers is left out.
    const shown = routes.filter(({ method, path }) => method === 'get' && path.startsWith('/v1/cases/:id'));
    expect(shown.filter(({ path, requires }) => auditedRoute('GET', path, requires) !== 'case')).toEqual([]);
  });

  it('leave a record on the case, whichever route it was', async () => {
    const missing: string[] = [];
    for (const route of [...audited('case'), ...audited('stream')]) {
      const address = addressOf(route);
      const before = (await readings()).length;
      const sent =
        route.method === 'post' ? service.post(address, 'ji').send({}) : service.get(address, 'ji');
      const answer = await sent;
      const view = `${route.method.toUpperCase()} ${route.path}`;
      const [last] = (await readings()).slice(before);
      if (!last || viewOf(last) !== view || answer.status >= 500) missing.push(`${view} ${answer.status}`);
    }
    expect(missing).toEqual([]);
  });

  it('is named in the record: who, in which capacity, which view, which moment; what he asked is a part', async () => {
    const address = `/v1/cases/${id}/moment?knownAt=2026-09-28T01:00:00.000Z&effectiveAt=2026-09-28`;
    const answer = await service.get(address, 'ji').expect(200);
    const last = (await readings()).at(-1);
    expect(last).toMatchObject({
      actor: { person: 'ji', post: 'auditor' },
      data: {
        cause: 'access',
        post: 'auditor',
        reading: {
          view: 'GET /v1/cases/:id/moment',
          knownAt: '2026-09-28T01:00:00.000Z',
          effectiveAt: '2026-09-28',
        },
      },
      parts: { asked: { sha256: expect.any(String) } },
    });
    expect(JSON.stringify(last)).not.toContain(address);
    expect(last?.before).toEqual(last?.after);
    expect(answer.body).toMatchObject({ on: '2026-09-28' });
    const { body } = await service.get(`/v1/cases/${id}/records?limit=200`, 'du').expect(200);
    const shown = (body as { items: { sequence: number; parts: object }[] }).items.find(
      ({ sequence }) => sequence === last?.seq,
    );
    expect(shown?.parts).toHaveProperty('asked');
  });

  it('leave the case’s version and state as they are', async () => {
    const before = await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    await service.get(`/v1/cases/${id}`, 'ji').expect(200);
    const after = await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    expect(after.headers['etag']).toBe(before.headers['etag']);
    expect((after.body as { state: object }).state).toEqual((before.body as { state: object }).state);
  });

  it('of the same within a minute are one record; another view or query is another', async () => {
    const read = (path: string) => service.get(path, 'ji').expect(200);
    for (let n = 0; n < 3; n += 1) await read(`/v1/cases/${id}`);
    expect(await readings()).toHaveLength(1);
    await read(`/v1/cases/${id}/records`);
    await read(`/v1/cases/${id}/records?limit=2`);
    expect(await readings()).toHaveLength(3);
  });

  it('in lists are one record on the stream of audits, with the number of hits', async () => {
    const { body } = await service.get('/v1/cases?q=刘申请', 'ji').expect(200);
    const last = (await readings(LIBRARY_STREAMS.audit)).at(-1);
    expect(last).toMatchObject({
      actor: { person: 'ji', post: 'auditor' },
      data: { type: 'ledger.read', view: 'GET /v1/cases', hits: (body as { items: unknown[] }).items.length },
      parts: { asked: { sha256: expect.any(String) } },
    });
    expect(JSON.stringify(last)).not.toContain('刘申请');
    await service.get(`/v1/streams/${LIBRARY_STREAMS.organisation}/records?limit=1`, 'ji').expect(200);
    expect((await readings(LIBRARY_STREAMS.audit)).at(-1)?.data).toMatchObject({ hits: 1 });
  });

  it('in a log for process mining are on record on every case in it, and told of who looked', async () => {
    const other = await service.open(`case-${Math.random()}`);
    const { body: log } = await service
      .get('/v1/event-log?limit=200&format=csv', 'ji')
      .responseType('blob')
      .expect(200);
    const { cases } = readLogCsv(log as Buffer, ZONE);
    for (const one of [id, other]) {
      expect(cases.map((read) => read.id)).toContain(one);
      expect((await readings(one)).map(viewOf)).toEqual(['GET /v1/event-log']);
    }
    expect((await readings(LIBRARY_STREAMS.audit)).at(-1)?.data).toMatchObject({
      ...{ view: 'GET /v1/event-log', hits: cases.length },
    });
    const on = civilDayOf(await service.composition.ports.now.now(), ZONE);
    const { body } = await service.get(`/v1/audit/answers/24?from=${on}&to=${on}`, 'ji').expect(200);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        data: { person: 'ji', on, cases: expect.arrayContaining([id, other]) },
        say: expect.stringContaining(`过程日志导出 ${cases.length} 件`),
      }),
    );
    await service.get('/v1/event-log?limit=200', 'du').expect(200);
    expect(await readings()).toHaveLength(1);
  });

  it('is recorded of auditors alone', async () => {
    for (const person of ['rui', 'du', 'liu'] as const)
      await service.get(`/v1/cases/${id}`, person).expect(200);
    await service.get('/v1/cases', 'du').expect(200);
    expect(await readings()).toEqual([]);
  });

  it('leaves nothing on a case that he may not know of', async () => {
    await service
      .post(`/v1/cases/${id}/seal`, 'he')
      .set('idempotency-key', `seal-${id}`)
      .send({ basis: '封存决定书' });
    await service.get(`/v1/cases/${id}`, 'ji').expect(404);
    expect(await readings()).toEqual([]);
  });

  it('is not answered when it cannot be recorded', async () => {
    const { ledger } = service.composition.ports;
    const broken = jest.spyOn(ledger, 'transact').mockRejectedValue(new Error('the disk is full'));
    try {
      broken.mockRejectedValueOnce(new LedgerBehind({ kind: 'behind', size: 5, from: 5, trusted: 9 }));
      const behind = await service.get(`/v1/cases/${id}`, 'ji').expect(503);
      expect(behind.body).toMatchObject({ code: 'ledger-behind', detail: expect.stringContaining('5 至 8') });
      const answer = await service.get(`/v1/cases/${id}`, 'ji').expect(503);
      expect(answer.body).toMatchObject({ code: 'unavailable' });
      expect(answer.text).not.toContain(PERMIT.subject);
      const answered: string[] = [];
      for (const route of audited('list')) {
        const address = addressOf(route);
        const asked =
          route.method === 'post' ? service.post(address, 'ji').send({}) : service.get(address, 'ji');
        const { status } = await asked;
        if (status < 300) answered.push(`${route.method} ${route.path} ${status}`);
      }
      expect(answered).toEqual([]);
      await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    } finally {
      broken.mockRestore();
    }
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import { CASE_PATTERNS } from '../../../src/engine/audit-questions/population/case-patterns.js';
import { GROUP_PATTERNS } from '../../../src/engine/audit-questions/population/group-patterns.js';
import { CASE_QUESTIONS } from '../../../src/engine/audit-questions/questions.js';
import { POPULATION_QUESTIONS } from '../../../src/engine/audit-questions/population/questions.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { runningRoutes } from '../support/running-routes.js';
import { MEMBERS, startTestService, type TestService, type Town } from '../support/test-service.js';

const FROM = '2014-01-01' as CivilDate;
/** 审计任务: of ji every case of the permit, of jin one unit that handles none. */
const TOWN: Town = {
  members: { ...MEMBERS, jin: { person: 'jin', unit: 'audit', posts: ['auditor'] } },
  names: {},
  procedures: ['test/engine/case/fixtures/permit.yaml'],
  changes: [
    {
      change: 'assignment.begun',
      id: 'audit-1',
      assignment: { person: 'ji', procedures: ['test-permit'], basis: '审计通知书', from: FROM },
    },
    {
      change: 'assignment.begun',
      id: 'audit-2',
      assignment: { person: 'jin', units: ['government'], basis: '审计通知书', from: FROM },
    },
  ],
};
const SPAN = 'from=2026-09-01&to=2026-10-31';

interface Body {
  readonly n: number;
  readonly conclusion: string;
  readonly looked: number;
  readonly items: readonly {
    readonly case?: string;
    readonly sequence?: number;
    readonly say: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly deviatesFrom?: string;
  }[];
  readonly notKnown: readonly string[];
  readonly page?: { readonly endCursor: string | null; readonly hasMore: boolean };
}

describe('questions about many cases over HTTP', () => {
  let service: TestService;
  const cases: string[] = [];

  const get = async (path: string, person: string): Promise<Body> =>
    (await service.get(path, person as 'ji').expect(200)).body as Body;
  const answer = (n: number, person = 'ji', more = ''): Promise<Body> =>
    get(`/v1/audit/answers/${n}?${SPAN}${more}`, person);
  const act = (id: string, name: string, person: 'wang' | 'he') =>
    service
      .post(`/v1/cases/${id}/acts/${name}`, person)
      .set('idempotency-key', `${name}-${id}`)
      .send({})
      .expect(201);
  const advance = (to: string) =>
    service
      .post('/v1/simulation/advances', 'xi')
      .set('idempotency-key', `advance-${to}`)
      .send({ to })
      .expect(201);

  beforeAll(async () => {
    service = await startTestService({ town: TOWN });
    cases.push(await service.open('first'));
    await advance('2026-09-29T01:00:00.000Z');
    cases.push(await service.open('second'));
    await act(cases[1] ?? '', 'accept', 'wang');
    await act(cases[1] ?? '', 'grant', 'he');
    await advance('2026-09-30T01:00:00.000Z');
    await act(cases[0] ?? '', 'accept', 'wang');
  });
  afterAll(() => service.close());

  it('has a route for every one of the 34 questions, and a line in docs/auditing.md', () => {
    const paths = runningRoutes(service.app).map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(
      expect.arrayContaining(['get /v1/cases/:id/audit/answers/:n', 'get /v1/audit/answers/:n']),
    );
    const numbers = [...CASE_QUESTIONS.map(({ n }) => n), ...Object.keys(POPULATION_QUESTIONS).map(Number)];
    const all = Array.from({ length: 34 }, (_, n) => n + 1);
    expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual(all);
    const page = readFileSync('docs/auditing.md', 'utf8');
    const documented = [...page.matchAll(/^\| (\d+) +\|.*`GET [^`]*\/audit\/answers\/\1`/gm)];
    expect(documented.map(([, n]) => Number(n))).toEqual(all);
    for (const pattern of [...Object.keys(CASE_PATTERNS), ...Object.keys(GROUP_PATTERNS)])
      expect(page).toContain(`\`${pattern}\``);
  });

  it('are answered from the cases that the asker audits, and from no others', async () => {
    for (const n of Object.keys(POPULATION_QUESTIONS).map(Number)) {
      expect((await answer(n)).n).toBe(n);
      // Nothing of another unit's cases appears: not their number, not their ids.
      const other = await answer(n, 'jin');
      const text = JSON.stringify(other);
      for (const id of cases) expect(text).not.toContain(id);
      if (n !== 25) expect(other).toMatchObject({ looked: 0, items: [], conclusion: 'notApplicable' });
    }
    expect((await answer(28)).looked).toBe(2);
    expect((await answer(28, 'ji', '&procedure=another')).looked).toBe(0);
    await service.get(`/v1/audit/answers/28?${SPAN}`, 'shen').expect(403);
    for (const person of ['wang', 'he', 'liu', 'xi'] as const) {
      const refused = await service.get(`/v1/audit/answers/28?${SPAN}`, person).expect(403);
      expect(refused.body).toMatchObject({ code: 'power-missing' });
    }
  });

  it('24: who looked at which cases', async () => {
    await service.get(`/v1/cases/${cases[0]}`, 'ji').expect(200);
    await service.get(`/v1/cases/${cases[1]}`, 'ji').expect(200);
    const { items, conclusion } = await answer(24);
    expect(conclusion).toBe('inOrder');
    expect(items[0]?.data).toMatchObject({ person: 'ji', cases: 2, read: 2, exported: 0 });
  });

  it('25: what was changed, with the cases that followed; people and posts to auditors alone', async () => {
    const { items, conclusion } = await answer(25);
    expect(conclusion).toBe('shown');
    const organised = items.find(({ data }) => data['stream'] === 'organisation');
    expect(organised?.data['favoured']).toEqual(expect.arrayContaining(['he']));
    expect(organised?.data['decided']).toEqual([{ case: cases[1], sequence: 2, person: 'he' }]);
    const published = items.find(({ data }) => data['stream'] === 'procedures');
    expect(published?.data['opened']).toEqual(cases);
    const supervised = await answer(25, 'du');
    expect(supervised.items.some(({ data }) => data['stream'] === 'organisation')).toBe(false);
    expect(supervised.notKnown.length).toBeGreaterThan(1);
  });

  it('26: says how many there are, and compares nobody below twenty', async () => {
    const { items } = await answer(26);
    expect(items.map(({ data }) => data)).toEqual([
      { procedure: 'test-permit', person: null, n: 1, compared: false },
      { procedure: 'test-permit', person: 'he', n: 1, compared: false },
    ]);
  });

  it('27: a case that was overtaken, without a reason on record', async () => {
    const { items, conclusion } = await answer(27);
    expect(conclusion).toBe('deviates');
    const found = items.filter(({ deviatesFrom }) => deviatesFrom !== undefined);
    expect(found).toMatchObject([{ case: cases[0], data: { post: 'window', overtakenBy: [cases[1]] } }]);
    expect(found[0]?.say).toMatch(/^偏离规则/);
    expect(JSON.stringify(items)).not.toMatch(/违法|illegal/);
  });

  it('finds patterns page by page, within the reach, and leaves a record of an auditor’s question', async () => {
    const path = `/v1/audit/findings?${SPAN}&pattern=late-entry&limit=1`;
    const page = await get(path, 'ji');
    expect(page).toMatchObject({ items: [], page: { hasMore: true } });
    const next = await get(`${path}&after=${page.page?.endCursor}`, 'ji');
    expect(next).toMatchObject({ page: { hasMore: false } });
    expect(await get(`${path}`, 'jin')).toMatchObject({ page: { hasMore: false, endCursor: null } });
    const stream = await service.composition.ports.ledger.records(LIBRARY_STREAMS.audit, 0, 1_000);
    const last = stream.map(({ record }): LedgerRecord => record).at(-1);
    expect(last).toMatchObject({
      actor: { person: 'jin' },
      data: { type: 'ledger.read', view: 'GET /v1/audit/findings', hits: 0 },
    });
    for (const pattern of ['same-pair', 'last-day-often', 'supplement-twice', 'promise-broken'])
      expect(await get(`/v1/audit/findings?${SPAN}&pattern=${pattern}`, 'du')).toMatchObject({ items: [] });
  });

  it('refuses what is no question, no pattern, no span', async () => {
    await service.get(`/v1/audit/answers/23?${SPAN}`, 'ji').expect(404);
    for (const n of [26, 27, 28, 24, 25])
      await service.get(`/v1/audit/answers/${n}?from=9999-01-01&to=9999-12-31`, 'ji').expect(200);
    await service.get('/v1/audit/answers/24?from=2026-09-01', 'ji').expect(400);
    await service.get('/v1/audit/answers/24?from=2026-09-01&to=2026-08-01', 'ji').expect(400);
    await service.get('/v1/audit/answers/24?from=2020-09-01&to=2026-08-01', 'ji').expect(400);
    await service.get(`/v1/audit/findings?${SPAN}&pattern=none`, 'ji').expect(400);
    await service.get(`/v1/audit/findings?${SPAN}&pattern=late-entry&after=x`, 'ji').expect(400);
  });
});

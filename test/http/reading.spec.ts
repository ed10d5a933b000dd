import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { PERMIT, startTestService, type Person, type TestService } from './support/test-service.js';

const NOWHERE = '00000000-0000-4000-8000-00000000dead';
const READS = [
  '',
  '/acts',
  '/acts?available=all',
  '/blocking',
  '/forecast',
  '/clocks',
  '/clocks/notice',
  '/records',
];

/** Words that must not leave in plain text. */
const NAME = '欧阳秘密𠮷';
const PHONE = '13812345678';
const HEALTH = '高血压三级';
const SUBJECT = `${NAME}（电话${PHONE}）开办餐馆`;

const FILING = {
  ...PERMIT,
  subject: SUBJECT,
  applicant: { name: NAME, person: 'liu' },
  input: { joint: false, phone: PHONE, health: HEALTH },
};

/** What an answer tells, apart from the request's own address and trace. */
function told({ status, body, headers }: Response): object {
  const { instance: _i, traceId: _t, ...problem } = body as Record<string, unknown>;
  const { date: _d, 'x-trace-id': _x, ...kept } = headers;
  return { status, problem, headers: kept };
}

describe('what one may not know of', () => {
  let service: TestService;
  let id: string;

  beforeAll(async () => {
    service = await startTestService();
    const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', 'secret').send(FILING);
    id = (answer.body as { caseId: string }).caseId;
  });
  afterAll(() => service.close());

  it.each<[string, Person]>([
    ['a stranger of the public', 'hu'],
    ['an officer in a post that the procedure does not name', 'zheng'],
    ['an auditor without an assignment', 'ji'],
    ['the system administrator', 'xi'],
    ['the security administrator', 'an'],
    ['the audit administrator', 'shen'],
  ])('is for %s as if it were not there, by every route', async (_, person) => {
    for (const path of [
      ...READS.map((one) => `/v1/cases/:${one}`),
      '/v1/streams/:/records',
      '/v1/streams/:/records/0',
    ]) {
      const [hidden, absent] = await Promise.all([
        service.get(path.replace(':', id), person),
        service.get(path.replace(':', NOWHERE), person),
      ]);
      expect({ path, status: hidden.status, code: hidden.body.code }).toEqual({
        ...{ path, status: 404, code: 'unknown-resource' },
      });
      expect(told(hidden)).toEqual(told(absent));
    }
    const posts: [string, object][] = [
      ['/v1/cases/:/acts/accept', {}],
      ['/v1/cases/:/acts/accept/preflight', {}],
      ['/v1/cases/:/unmaskings', { fields: ['applicantName'], reason: '核对申请人姓名' }],
    ];
    for (const [path, body] of posts) {
      const send = (at: string, key: string) =>
        service.post(path.replace(':', at), person).set('idempotency-key', key).send(body);
      const [hidden, absent] = [
        await send(id, `h ${path}`.replaceAll(' ', '')),
        await send(NOWHERE, `a${path}`),
      ];
      expect({ path, status: hidden.status }).toEqual({ path, status: 404 });
      expect(told(hidden)).toEqual(told(absent));
    }
    expect((await service.get('/v1/cases', person).expect(200)).body.items).toEqual([]);
    expect((await service.get('/v1/tasks', person).expect(200)).body.items).toEqual([]);
    const { items } = (await service.get(`/v1/cases/${id}/records`, 'liu').expect(200)).body;
    expect(items).toHaveLength(1);
  });

  it.each<Person>(['wang', 'ren', 'chai', 'he', 'du', 'liu'])(
    'is there for %s, who handles, watches or filed it',
    async (person) => {
      for (const path of READS) {
        const answer = await service.get(`/v1/cases/${id}${path}`, person);
        expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      }
      const list = await service.get('/v1/cases', person).expect(200);
      expect(list.body.items.map((one: { id: string }) => one.id)).toContain(id);
      expect((await service.get(`/v1/streams/${id}/records/0`, person)).status).toBe(200);
    },
  );

  it('is told to nobody by a case’s id in the stream of something else', async () => {
    for (const person of ['wang', 'hu'] as const) {
      const answer = await service.get('/v1/streams/nonsense/records', person);
      expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
    }
  });

  it('includes the organisation’s stream, but neither procedures nor the calendar', async () => {
    const kindsOf = async (person: Person): Promise<string[]> => {
      const list = await service.get('/v1/streams', person).expect(200);
      return list.body.items.map(({ kind }: { kind: string }) => kind).toSorted();
    };
    expect(await kindsOf('hu')).toEqual(['calendar', 'procedures']);
    expect(await kindsOf('wang')).toEqual(['calendar', 'procedures']);
    expect(await kindsOf('shen')).toEqual(expect.arrayContaining(['calendar', 'organisation', 'procedures']));
    for (const [person, status] of [
      ['hu', 404],
      ['wang', 404],
      ['xi', 404],
      ['shen', 200],
    ] as const) {
      const path = `/v1/streams/${LIBRARY_STREAMS.organisation}/records`;
      expect({ person, status: (await service.get(path, person)).status }).toEqual({ person, status });
      expect((await service.get(`/v1/streams/${LIBRARY_STREAMS.calendar}/records`, person)).status).toBe(200);
    }
    const filtered = await service.get('/v1/streams?kind=organisation', 'hu').expect(200);
    expect(filtered.body.items).toEqual([]);
    expect((await service.get('/v1/streams?kind=case', 'wang')).status).toBe(400);
  });

  it('is the person in the case, for everybody but the parties, whichever route is asked', async () => {
    const routes = [
      ...READS.map((path) => `/v1/cases/${id}${path}`),
      ...[
        '/v1/cases?limit=200',
        '/v1/tasks?limit=200',
        `/v1/streams/${id}/records`,
        `/v1/streams/${id}/records/0`,
      ],
    ];
    for (const person of ['wang', 'ren', 'du'] as const) {
      for (const route of routes) {
        const { text } = await service.get(route, person).expect(200);
        const leaked = [NAME, PHONE, HEALTH].filter((word) => text.includes(word));
        expect({ person, route, leaked }).toEqual({ person, route, leaked: [] });
      }
    }
    const own = await service.get(`/v1/cases/${id}`, 'liu').expect(200);
    expect(own.body).toMatchObject({ subject: SUBJECT, applicantName: NAME, masked: false });
    const records = await service.get(`/v1/cases/${id}/records`, 'liu').expect(200);
    expect(records.body.items[0].parts).toMatchObject({ 'input.phone': PHONE, 'input.health': HEALTH });
  });

  it('stays readable where it is masked', async () => {
    const seen = await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    const subject = '欧阳***（电话138****5678）开办餐馆';
    expect(seen.body).toMatchObject({ subject, applicantName: '欧阳***', masked: true });
    const list = await service.get('/v1/cases?limit=200', 'wang').expect(200);
    expect(list.body.items).toContainEqual(expect.objectContaining({ id, subject, masked: true }));
    const tasks = await service.get('/v1/tasks?limit=200', 'wang').expect(200);
    expect(tasks.body.items).toContainEqual(
      expect.objectContaining({ caseId: id, subject, applicantName: '欧阳***', heldAs: 'own', masked: true }),
    );
    const records = await service.get(`/v1/cases/${id}/records`, 'wang').expect(200);
    expect(records.body.items[0].parts).toEqual({
      subject,
      'applicant.name': '欧阳***',
      input: { joint: false },
      'input.phone': '138****5678',
      'input.health': '***',
    });
  });

  it('stays masked in a refused attempt, whatever was attempted', async () => {
    const attempt = { input: { phone: PHONE, [NAME]: HEALTH, note: NAME } };
    const refused = await service
      .post(`/v1/cases/${id}/acts/extend`, 'wang')
      .set('idempotency-key', 'attempt')
      .send(attempt);
    expect(refused.status).toBe(409);
    const { text, body } = await service.get(`/v1/cases/${id}/records`, 'ren').expect(200);
    for (const word of [NAME, PHONE, HEALTH]) expect(text).not.toContain(word);
    expect(body.items.at(-1)).toMatchObject({
      record: { type: 'act.refused' },
      parts: { attempt: { act: 'extend' } },
    });
    const own = await service.get(`/v1/cases/${id}/records`, 'liu').expect(200);
    expect(own.body.items.at(-1).parts.attempt.input).toEqual(attempt.input);
  });
});

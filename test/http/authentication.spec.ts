import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startTestService, tokenOf, type TestService } from './support/test-service.js';

const PUBLIC = new Set([
  'GET /v1/procedures',
  'GET /v1/procedures/{name}',
  'GET /v1/procedures/{name}/versions',
  'GET /v1/procedures/{name}/versions/{digest}',
  'GET /v1/calendars',
  'GET /v1/calendars/{name}/days',
  'POST /v1/deadline-calculations',
  'POST /v1/sign-in',
  'GET /v1/sign-in/oidc',
  'GET /v1/sign-in/oidc/callback',
  'POST /v1/activations',
  'POST /v1/activations/confirmations',
  'GET /v1/public/documents/{receipt}',
  'GET /v1/public/publications',
  'GET /v1/public/publications/{id}',
  'GET /v1/public/progress/{receipt}',
  'GET /v1/public/guides/{procedure}',
  'GET /v1/public/consultations',
  'GET /v1/public/consultations/{id}',
  'GET /v1/public/consultations/{id}/results',
  'POST /v1/public/consultations/{id}/comments',
  'GET /v1/public/comments/{receipt}',
  'POST /v1/public/comments/{receipt}/erasure-requests',
  'GET /v1/public/human-check',
  'GET /v1/public/draws/{stream}',
  'GET /v1/calendar-feeds/{file}',
  'GET /v1/log/checkpoint',
  'GET /v1/log/sm3/checkpoint',
  'GET /v1/log/keys',
  'GET /v1/log/tile/{path}',
  'GET /v1/log/sm3/tile/{path}',
  'OPTIONS /v1/uploads',
  'GET /problems/{code}',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
]);

describe('who may ask', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('auth');
  });
  afterAll(() => service.close());

  it('wants a token for everything that is not meant to be public', async () => {
    const { paths } = (await service.get('/openapi.json').expect(200)).body as {
      paths: Record<string, Record<string, { security?: unknown }>>;
    };
    const asked: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const route = `${method.toUpperCase()} ${path}`;
        expect({ route, public: security === undefined }).toEqual({ route, public: PUBLIC.has(route) });
        if (security === undefined) continue;
        asked.push(route);
        const url = path.replaceAll(/\{\w+\}/g, id);
        const asking = request(service.app.getHttpServer());
        const answer = await (method === 'get' || method === 'head'
          ? asking[method](url)
          : asking[method as 'post' | 'delete'](url).send({}));
        // The answer to HEAD has no body.
        const code = method === 'head' ? 'unauthenticated' : (answer.body as { code?: string }).code;
        expect({ route, status: answer.status, code }).toEqual({
          route,
          status: 401,
          code: 'unauthenticated',
        });
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="duecourse"');
      }
    }
    expect(asked.length).toBeGreaterThan(40);
  });

  it.each([
    ['Bearer unknown-token-of-nobody', 'Bearer realm="duecourse", error="invalid_token"'],
    ['Bearer short', 'Bearer realm="duecourse", error="invalid_request"'],
    ['Basic d2FuZzp3YW5n', 'Bearer realm="duecourse", error="invalid_request"'],
    [`Bearer ${tokenOf('wang')} ${tokenOf('wei')}`, 'Bearer realm="duecourse", error="invalid_request"'],
  ])('refuses %s', async (header, challenge) => {
    const answer = await service.get('/v1/me').set('authorization', header);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(challenge);
  });

  it('says who is signed in and where', async () => {
    const me = await service.get('/v1/me', 'wang').expect(200);
    expect(me.body).toEqual({
      person: 'wang',
      name: '王窗口',
      kind: 'officer',
      standing: 'active',
      unit: 'hall',
      posts: ['window'],
      capacities: [{ id: 'hall-window', post: 'window', title: 'window岗', unit: 'hall' }],
      administrator: [],
      scopes: null,
      signIn: 'bearer',
      installation: {
        log: 'test.local/http',
        mode: 'simulated',
        zone: 'Asia/Shanghai',
        now: '2026-09-28T01:00:00.000Z',
      },
    });
  });

  it('shows a party his own case and hides it from a stranger, also by way of acts and records', async () => {
    for (const path of ['', '/acts', '/blocking', '/forecast', '/clocks', '/clocks/notice', '/records']) {
      const url = `/v1/cases/${id}${path}`;
      expect((await service.get(url, 'liu')).status).toBe(200);
      expect(await service.get(url, 'hu')).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
    }
    const act = await service.post(`/v1/cases/${id}/acts/accept`, 'hu').set('idempotency-key', 'x').send({});
    expect(act.status).toBe(404);
    expect((await service.get(`/v1/streams/${id}/records/0`, 'liu')).status).toBe(200);
    expect((await service.get(`/v1/streams/${id}/records/0`, 'hu')).status).toBe(404);
    const list = await service.get('/v1/cases', 'hu').expect(200);
    expect(list.body.items).toEqual([]);
    const own = await service.get('/v1/cases', 'liu').expect(200);
    expect(own.body.items).toHaveLength(1);
  });

  it('keeps the simulated clock for the system administrator, and says so', async () => {
    const body = { to: '2026-09-29T01:00:00.000Z' };
    for (const person of ['liu', 'wang', 'an', 'shen'] as const) {
      const answer = await service.post('/v1/simulation/advances', person).send(body);
      expect(answer).toMatchObject({
        status: 403,
        body: { code: 'power-missing', unmet: [{ say: expect.stringContaining('系统管理员') }] },
      });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMIT, startTestService, type TestService } from './support/test-service.js';

const JSON_TYPE = 'application/json';

describe('bad input over HTTP', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('the-case');
  });
  afterAll(() => service.close());

  const act = (name: string, key: string, person: 'wang' | 'wei' | 'ren' | 'he' = 'wang') =>
    service.post(`/v1/cases/${id}/acts/${name}`, person).set('idempotency-key', key);
  const records = async (): Promise<{ record: { type: string; data: { refusal?: { code: string } } } }[]> =>
    (await service.get(`/v1/cases/${id}/records?limit=200`, 'wang')).body.items;

  describe('each POST route refuses an unknown field with its pointer and what was meant', () => {
    it.each([
      ['/v1/cases', { ...PERMIT, subjekt: 'x' }, '/subjekt', 'subject'],
      ['/v1/cases/{id}/acts/accept', { inputs: {} }, '/inputs', 'input'],
      ['/v1/cases/{id}/acts/accept/preflight', { occuredOn: '2026-09-28' }, '/occuredOn', 'occurredOn'],
      ['/v1/simulation/advances', { to: '2026-10-01T00:00:00.000Z', tp: 1 }, '/tp', 'to'],
      ['/v1/deadline-calculations', { start: '2026-09-28', trem: {} }, '/trem', 'term'],
    ])('POST %s', async (path, body, at, meant) => {
      const answer = await service
        // Each by somebody who may: what is wrong with a body is told to nobody else.
        .post(path.replace('{id}', id), path.includes('simulation') ? 'xi' : 'wang')
        .set('idempotency-key', `unknown-${at}`)
        .send(body);
      expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
      expect(answer.body.code).toBe('invalid-request');
      const found = answer.body.unmet.find((one: { at: string }) => one.at === at);
      expect(found.say).toContain(meant);
    });
  });

  it('names every wrong place of a body at once, in Chinese', async () => {
    const body = {
      procedure: 7,
      subject: '',
      applicant: { name: 'x'.repeat(201) },
      occurredOn: '2026-02-30',
    };
    const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', 'many').send(body);
    expect(answer.body).toMatchObject({ type: '/problems/invalid-request', status: 400, legalBasis: [] });
    expect(answer.body.unmet.map(({ at, say }: { at: string; say: string }) => `${at} ${say}`)).toEqual([
      '/procedure 应为文本',
      '/subject 不得为空',
      '/applicant/name 不得超过 200 字',
      '/occurredOn 应为真实存在的日期，格式 YYYY-MM-DD',
    ]);
    expect(answer.body.detail).toMatch(/^\/procedure：应为文本；\/subject：不得为空；/);
  });

  it('names the form that a text must have, in Chinese', async () => {
    const answer = await service.get(`/v1/cases/${id}/replay/differential?under=x`, 'wang');
    expect(answer.body).toMatchObject({
      ...{ status: 400, detail: 'query:under：格式不符，应符合 /^[0-9a-f]{64}$/' },
      unmet: [{ at: 'query:under', say: '格式不符，应符合 /^[0-9a-f]{64}$/' }],
    });
  });

  it('refuses a missing applicant, an applicant that is a list, and a body that is no object', async () => {
    const { applicant: _, ...without } = PERMIT;
    for (const body of [without, { ...PERMIT, applicant: [] }, { ...PERMIT, applicant: null }]) {
      const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', 'a').send(body);
      expect(answer.status).toBe(400);
      expect(answer.body.unmet[0].at).toMatch(/^\/applicant/);
    }
    for (const text of ['[]', '"text"', '7', 'null', 'true']) {
      const answer = await service
        .post('/v1/cases', 'wang')
        .set('idempotency-key', 'b')
        .type(JSON_TYPE)
        .send(text);
      expect(answer.status).toBe(400);
    }
  });

  it.each([
    ['{"input": {}, }', '第 1 行第 15 列'],
    ['{"input": {}\n "x": 1}', '第 2 行第 2 列'],
    ['{"input": {"a": 1, "a": 2}}', '名称 "a" 重复'],
    ['{"input": tru}', '意外的字符'],
    ['{"input": "\u0001"}', '控制字符'],
    ['', '内容提前结束'],
    [`{"input": ${'['.repeat(40)}${']'.repeat(40)}}`, '嵌套超过 32 层'],
  ])('malformed JSON is answered with its position: %j', async (text, says) => {
    const answer = await act('accept', 'malformed').type(JSON_TYPE).send(text);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
    expect(answer.body.detail).toContain(says);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const answer = await act('accept', 'bytes')
      .type(JSON_TYPE)
      .serialize((body: unknown) => body as string)
      .send(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) as unknown as string);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
  });

  it.each([
    ['NUL', String.raw`{"input": {"items": ["a\u0000b"]}}`, '/input/items/0'],
    ['a lone surrogate', String.raw`{"input": {"items": ["ok", "\ud800"]}}`, '/input/items/1'],
    ['a lone surrogate in a name', String.raw`{"input": {"\udc00": 1}}`, '/input/\ufffd'],
    ['a name that reaches into objects', '{"input": {"__proto__": {"x": 1}}}', '/input/__proto__'],
    ['over-long text', JSON.stringify({ input: { items: ['x'.repeat(20_001)] } }), '/input/items/0'],
  ])('refuses %s with its pointer', async (_, text, at) => {
    const answer = await act('notifyCorrections', 'text').type(JSON_TYPE).send(text);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-text', unmet: [{ at }] } });
  });

  it('keeps text in Normal Form C', async () => {
    const other = await service.open('nfc');
    const answer = await service
      .post('/v1/cases', 'wang')
      .set('idempotency-key', 'nfc-2')
      .send({ ...PERMIT, subject: 'cafe\u0301' });
    const read = await service.get(`/v1/cases/${answer.body.caseId}`, 'wang');
    expect(read.body.subject).toBe('caf\u00e9');
    expect(other).not.toBe(answer.body.caseId);
  });

  it('refuses a body beyond 1 MiB, another content type, no content type', async () => {
    const huge = await act('accept', 'huge')
      .type(JSON_TYPE)
      .send(`{"input":{"a":"${'x'.repeat(1_048_576)}"}}`);
    expect(huge).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const answer = await act('accept', 'type').type(type).send('{}');
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    }
  });

  it('wants an Idempotency-Key that can be one, and an If-Match that is an ETag', async () => {
    const path = `/v1/cases/${id}/acts/accept`;
    const missing = await service.post(path, 'wang').send({});
    expect(missing).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
    for (const key of ['with space', 'x'.repeat(201)]) {
      const answer = await service.post(path, 'wang').set('idempotency-key', key).send({});
      expect(answer.body.unmet).toMatchObject([{ at: 'header:Idempotency-Key' }]);
    }
    for (const tag of ['v1', '"1"', 'W/"v1"', '"v1", "v2"', '"v-1"']) {
      const answer = await act('accept', 'tag').set('if-match', tag).send({});
      expect(answer).toMatchObject({ status: 400, body: { unmet: [{ at: 'header:If-Match' }] } });
    }
  });

  it('refuses wrong queries with the parameter’s name', async () => {
    for (const [query, at] of [
      ['limit=0', 'query:limit'],
      ['limit=201', 'query:limit'],
      ['limit=1e2', 'query:limit'],
      ['limit=1&limit=2', 'query:limit'],
      ['status=closed', 'query:status'],
      ['statsu=open', 'query:statsu'],
      ['procedure=%00', 'query:procedure'],
    ] as const) {
      const answer = await service.get(`/v1/cases?${query}`, 'wang');
      expect(answer).toMatchObject({ status: 400, body: { unmet: [{ at }] } });
    }
  });

  it('answers unknown things with 404 and never with a defect', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const path of [
      `/v1/cases/${nobody}`,
      '/v1/cases/%00',
      "/v1/cases/'; drop table records; --",
      `/v1/cases/${id}/clocks/nothing`,
      `/v1/cases/${id}/clocks/constructor`,
      '/v1/procedures/nothing',
      '/v1/procedures/test-permit/versions/ff',
      '/v1/calendars/xx/days?from=2026-01-01&to=2026-01-02',
      '/v1/streams/nothing/records',
      `/v1/streams/${id}/records/99`,
      `/v1/streams/${id}/records/-1`,
      '/problems/nothing',
      '/docs/..%2f..%2fpackage.json',
    ]) {
      const answer = await service.get(encodeURI(path).replaceAll('%25', '%'), 'wang');
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({
        path,
        status: 404,
        code: 'unknown-resource',
      });
    }
    const acted = await service
      .post(`/v1/cases/${nobody}/acts/accept`, 'wang')
      .set('idempotency-key', 'n')
      .send({});
    expect(acted).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
    const opened = await service
      .post('/v1/cases', 'wang')
      .set('idempotency-key', 'np')
      .send({ ...PERMIT, procedure: 'nothing' });
    expect(opened).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
  });

  it('tells an unknown address from an unknown method, and an unreadable address', async () => {
    expect(await service.get('/v1/nothing')).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    const wrong = await service.post('/v1/me', 'wang').send({});
    expect(wrong).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(wrong.headers['allow']).toBe('GET, HEAD');
    const broken = await service.get('/v1/cases/%E0%A4%A', 'wang');
    expect(broken).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'malformed-http' },
    });
    const long = await service.get(`/v1/cases/${'a'.repeat(300)}`, 'wang');
    expect([404, 414]).toContain(long.status);
    expect(long.type).toBe('application/problem+json');
  });

  it('records an unknown act, an act in the wrong state, a missing power and a wrong input as refusals', async () => {
    const before = (await records()).length;
    const unknown = await act('fly', 'r1').send({});
    const wrongState = await act('grant', 'r2', 'he').send({});
    const power = await act('accept', 'r3', 'ren').send({});
    const input = await act('notifyCorrections', 'r4').send({ input: { items: [] } });
    expect([unknown, wrongState, power, input].map((one) => [one.status, one.body.code])).toEqual([
      [404, 'unknown-act'],
      [409, 'not-in-this-state'],
      [403, 'power-missing'],
      [422, 'invalid-input'],
    ]);
    expect(wrongState.body).toMatchObject({
      permittedActs: ['accept', 'notifyCorrections', 'replaceMaterials'],
    });
    expect(input.body.unmet).toMatchObject([{ at: '/items' }]);
    const after = await records();
    expect(after.slice(before).map(({ record }) => record.type)).toEqual(Array(4).fill('act.refused'));
    const ids = after.map(({ record }) => (record as unknown as { id: string }).id);
    expect(ids).toContain(power.body.recordId);
  });

  it('refuses a requirement that is not met with its article, its record and what to do', async () => {
    const other = await service.open('twice-corrected');
    const notify = (key: string) =>
      service
        .post(`/v1/cases/${other}/acts/notifyCorrections`, 'wang')
        .set('idempotency-key', key)
        .send({ input: { items: ['营业执照'] } });
    expect((await notify('c1')).status).toBe(201);
    const second = await notify('c2');
    expect(second).toMatchObject({
      status: 422,
      body: {
        type: '/problems/requirement-unmet',
        code: 'requirement-unmet',
        detail: '补正告知只能一次（许可法 32.1(4)）',
        legalBasis: ['许可法 32.1(4)'],
        unmet: [{ say: '补正告知只能一次', basis: ['许可法 32.1(4)'] }],
        instance: `/v1/cases/${other}/acts/notifyCorrections`,
      },
    });
    expect(second.body.next).not.toBe('');
    const page = await service.get(second.body.type).expect(200);
    expect(page.text).toContain('requirement-unmet');
  });

  it('answers a stale version with 412 and puts the attempt on record', async () => {
    const other = await service.open('stale');
    const accept = (key: string, tag: string) =>
      service
        .post(`/v1/cases/${other}/acts/accept`, 'wang')
        .set({ 'idempotency-key': key, 'if-match': tag })
        .send({});
    const stale = await accept('s1', '"v0"');
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-version', version: 1 } });
    expect(stale.headers['etag']).toBe('"v1"');
    const read = await service.get(`/v1/cases/${other}/records`, 'wang');
    expect(read.body.items.at(-1).record).toMatchObject({ id: stale.body.recordId, type: 'act.refused' });
    expect((await accept('s2', '"v1"')).status).toBe(201);
  });

  it('refuses a key that was used for another body, and for another act', async () => {
    const other = await service.open('reused');
    const send = (name: string, body: object) =>
      service.post(`/v1/cases/${other}/acts/${name}`, 'wang').set('idempotency-key', 'same').send(body);
    expect((await send('notifyCorrections', { input: { items: ['甲'] } })).status).toBe(201);
    for (const again of [
      await send('notifyCorrections', { input: { items: ['乙'] } }),
      await send('accept', {}),
    ]) {
      expect(again).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    }
    expect((await send('notifyCorrections', { input: { items: ['甲'] } })).status).toBe(201);
  });

  it('lets one of two people win who act at once under the same version; both are on record', async () => {
    const other = await service.open('race');
    const accept = (person: 'wang' | 'wei') =>
      service
        .post(`/v1/cases/${other}/acts/accept`, person)
        .set({ 'idempotency-key': 'race-act', 'if-match': '"v1"' })
        .send({});
    const answers = await Promise.all([accept('wang'), accept('wei')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412]);
    const read = await service.get(`/v1/cases/${other}/records`, 'wang');
    const types = read.body.items.map(({ record }: { record: { type: string } }) => record.type);
    expect(types.toSorted()).toEqual(['act.refused', 'case.accepted', 'case.received']);
  });

  it('logged no defect in all of this', () => {
    expect(service.errors).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { startTestService, type Person, type TestService } from './support/test-service.js';

const FROM = '2026-09-28';
const section = (id: string) => ({
  change: 'unit.put',
  id,
  unit: { title: `${id}科`, parent: 'office', from: FROM },
});

describe('the organisation over HTTP', () => {
  let service: TestService;
  let keys = 0;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const post = (path: string, who: Person, body: object = {}, key = `organisation-${keys++}`): Test =>
    service.post(path, who).set('idempotency-key', key).send(body);
  const change = (who: Person, ...changes: object[]): Test =>
    post('/v1/organisation/changes', who, { changes });
  const upload = (query: string, file: string | Buffer, type = 'text/csv', who: Person = 'xi'): Test =>
    service
      .post(`/v1/organisation/imports?${query}`, who)
      .set({ 'idempotency-key': `import-${keys++}`, 'content-type': type })
      .send(file);

  it('is read as of any day and as known at any instant', async () => {
    const before = await service.get('/v1/organisation', 'wang').expect(200);
    expect(before.body).toMatchObject({ authority: '测试机关', on: FROM, names: { wang: '王窗口' } });
    expect(before.body.units[0]).toMatchObject({ id: 'office', organ: true });
    const future = { ...section('later'), unit: { ...section('later').unit, from: '2026-12-01' } };
    await change('xi', future).expect(201);
    const units = async (query: string) =>
      (await service.get(`/v1/organisation/units?limit=200&${query}`, 'wang').expect(200)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await units('')).not.toContain('later');
    expect(await units('on=2026-12-01')).toContain('later');
    expect(await units('on=2026-12-01&knownAt=2026-09-28T00:59:59.000Z')).not.toContain('later');
    expect(await units('on=2013-12-31')).toEqual([]);
  });

  it('lists people by unit and name, page by page, and each with what gives him power', async () => {
    const all = await service.get('/v1/organisation/people?limit=3', 'wang').expect(200);
    expect(all.body).toMatchObject({ page: { hasMore: true }, items: [{}, {}, {}] });
    const next = await service
      .get(`/v1/organisation/people?after=${all.body.page.endCursor}`, 'wang')
      .expect(200);
    expect(next.body.items[0].person > all.body.items[2].person).toBe(true);
    const found = await service.get(
      `/v1/organisation/people?unit=bureau&search=${encodeURIComponent('审查')}`,
      'wang',
    );
    expect(found.body.items.map(({ person }: { person: string }) => person)).toEqual(['ren', 'rui']);
    const one = await service.get('/v1/organisation/people/he', 'wang').expect(200);
    expect(one.body).toMatchObject({
      name: '何负责',
      standing: 'active',
      appointments: [{ post: 'bureau-head', fills: 'head' }],
    });
    await service.get('/v1/organisation/people/nobody', 'wang').expect(404);
    await service.get('/v1/organisation/people?unit=nowhere', 'wang').expect(404);
    await service.get('/v1/organisation', 'liu').expect(403);
    expect((await service.get('/v1/organisation', undefined)).status).toBe(401);
  });

  it('is changed by administrators; what gives power waits for the second', async () => {
    await change('xi', section('law')).expect(201);
    const appointment = { person: 'rui', post: 'bureau-head', basis: '任字1号', from: FROM };
    const answer = await change('xi', { change: 'appointment.begun', id: 'a-rui', appointment }).expect(201);
    expect(answer.body).toMatchObject({ outcome: 'proposed', changes: 1 });
    const { proposal } = answer.body as { proposal: string };
    for (const who of ['xi', 'an', 'shen'] as const) {
      const list = await service.get('/v1/organisation/proposals', who).expect(200);
      expect(list.body.items).toMatchObject([{ id: proposal, by: 'xi', changes: [{ id: 'a-rui' }] }]);
    }
    await service.get('/v1/organisation/proposals', 'he').expect(403);
    for (const who of ['xi', 'shen', 'he'] as const) {
      const refused = await post(`/v1/organisation/proposals/${proposal}/confirmation`, who);
      expect(refused).toMatchObject({ status: 403 });
    }
    await post(`/v1/organisation/proposals/${proposal}/confirmation`, 'an').expect(201);
    await post(`/v1/organisation/proposals/${proposal}/confirmation`, 'an').expect(404);
    const person = await service.get('/v1/organisation/people/rui', 'wang');
    expect(person.body.appointments).toMatchObject([{ id: 'a-rui' }, {}]);
  });

  it.each([
    [{}, '/changes'],
    [{ changes: [] }, '/changes'],
    [{ changes: {} }, '/changes'],
    [{ changes: [{ change: 'unit.pot', id: 'x' }] }, '/changes/0/change'],
    [
      { changes: [{ change: 'unit.put', id: 'X!', unit: { title: '', from: '2026-02-30', colour: 'red' } }] },
      '/changes/0/unit/colour',
    ],
    [{ changes: [{ change: 'case.sealed', case: 'x' }] }, '/changes/0/change'],
    [{ changes: [{ change: 'proposal.settled', id: 'x' }] }, '/changes/0/change'],
    [{ changes: [section('x')], names: [{ person: 'o-1' }] }, '/names/0/name'],
    [{ changes: [section('x')], extra: 1 }, '/extra'],
  ])('refuses %j at %s', async (body, at) => {
    const answer = await post('/v1/organisation/changes', 'xi', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.unmet.map((one: { at: string }) => one.at)).toContain(at);
  });

  it('answers conflicts with code and place, and refusals with article, both on record', async () => {
    const orphan = { change: 'unit.put', id: 'orphan', unit: { title: '孤', parent: 'nowhere', from: FROM } };
    const conflict = await change('xi', section('fine'), orphan).expect(409);
    expect(conflict.body).toMatchObject({
      code: 'organisation-conflict',
      unmet: [{ conflict: 'unknown-unit', at: '/changes/1' }],
      recordId: expect.any(String),
    });
    const refused = await change('he', section('x')).expect(403);
    expect(refused.body).toMatchObject({ code: 'power-missing', recordId: expect.any(String) });
  });

  it('an officer’s own deputy and absence', async () => {
    const body = { kind: 'standing', deputy: 'rui', from: FROM, basis: 'AB岗' };
    const made = await post('/v1/me/substitutions', 'ren', body, 'own-deputy').expect(201);
    const again = await post('/v1/me/substitutions', 'ren', body, 'own-deputy').expect(201);
    expect(again.body).toEqual(made.body);
    const absence = await post('/v1/me/absences', 'ren', { from: FROM, to: FROM }).expect(201);
    const list = await service.get('/v1/organisation/substitutions', 'wang').expect(200);
    expect(list.body.items).toMatchObject([{ id: made.body.id, principal: 'ren', deputy: 'rui' }]);
    expect((await service.get('/v1/organisation/absences', 'wang')).body.items).toHaveLength(1);
    await post(`/v1/me/absences/${absence.body.id}/end`, 'wang').expect(403);
    await post(`/v1/me/absences/${absence.body.id}/end`, 'ren').expect(201);
    await post(`/v1/me/substitutions/${made.body.id}/end`, 'rui').expect(403);
    await post(`/v1/me/substitutions/${made.body.id}/end`, 'ren').expect(201);
    await post('/v1/me/substitutions', 'liu', body).expect(403);
    await post('/v1/me/substitutions', 'ren', { ...body, deputy: 'ren' }).expect(409);
  });

  it('says who can do an act and why the others cannot', async () => {
    const id = await service.open('who-can');
    const query = `/v1/organisation/who-can?case=${id}&act=accept`;
    const both = await service.get(query, 'he').expect(200);
    expect(both.body).toMatchObject({
      posts: ['window'],
      candidates: [
        { person: 'wang', can: true },
        { person: 'wei', can: true },
      ],
    });
    await post(`/v1/cases/${id}/recusals`, 'wang', { reason: '亲属关系' }).expect(201);
    const one = await service.get(query, 'he').expect(200);
    expect(one.body.candidates).toMatchObject([
      {
        person: 'wang',
        can: false,
        unmet: [{ code: 'recused' }],
        holdings: [{ post: 'window', serves: true }],
      },
      { person: 'wei', can: true, policies: ['act-in-own-post'] },
    ]);
    await service.get(`${query}x`, 'he').expect(404);
    await service.get(query, 'xi').expect(404);
  });

  it('recusals and seals of a case', async () => {
    const id = await service.open('recusals');
    const raised = await post(`/v1/cases/${id}/recusals`, 'liu', {
      person: 'wei',
      reason: '有利害关系',
    }).expect(201);
    const list = await service.get(`/v1/cases/${id}/recusals`, 'liu').expect(200);
    expect(list.body.items).toMatchObject([
      { id: raised.body.id, person: 'wei', status: 'requested', by: 'liu' },
    ]);
    const decision = `/v1/cases/${id}/recusals/${raised.body.id}/decision`;
    await post(decision, 'liu', { ordered: true, reason: '同意' }).expect(403);
    await post(decision, 'he', { ordered: true }).expect(400);
    await post(decision, 'he', { ordered: true, reason: '同意' }).expect(201);
    await post(`/v1/cases/${id}/recusals`, 'hu', { reason: '旁人' }).expect(404);
    await post(`/v1/cases/${id}/seal`, 'ren', { basis: '决定书' }).expect(403);
    await post(`/v1/cases/${id}/seal`, 'he', { basis: '电话13800138000' }).expect(400);
    await post(`/v1/cases/${id}/seal`, 'he', { basis: '封存决定书' }).expect(201);
    await service.get(`/v1/cases/${id}`, 'liu').expect(404);
    await post(`/v1/cases/${id}/unseal`, 'he', { reason: '查清' }).expect(201);
    await service.get(`/v1/cases/${id}`, 'liu').expect(200);
  });

  it('exports tables that come back without change, as CSV and as a workbook', async () => {
    for (const sheet of ['units', 'posts', 'people', 'appointments', 'portfolios', 'substitutions']) {
      const file = await service.get(`/v1/organisation/export?format=csv&sheet=${sheet}`, 'xi').expect(200);
      expect(file.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${sheet}-${FROM}.csv"`,
      });
      const preview = await upload(`sheet=${sheet}&complete=true`, file.text).expect(200);
      expect(preview.body.counts).toMatchObject({ added: 0, changed: 0, retired: 0, conflict: 0 });
    }
    const book = await service
      .get('/v1/organisation/export?format=xlsx', 'xi')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => done(null, Buffer.concat(chunks)));
      });
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(book.headers['content-type']).toBe(type);
    const preview = await upload('complete=true', book.body as Buffer, type).expect(200);
    expect(preview.body.counts).toMatchObject({ added: 0, changed: 0, retired: 0, conflict: 0 });
    await service.get('/v1/organisation/export?format=csv', 'xi').expect(400);
    await service.get('/v1/organisation/export?format=pdf', 'xi').expect(400);
    await service.get('/v1/organisation/export?format=xlsx', 'liu').expect(403);
  });

  it('imports: a preview writes nothing, then it is made; power goes through a proposal', async () => {
    const units = '机构代码,名称,上级机构,起始日\nimported,导入科,office,2026-09-28\n';
    const preview = await upload('sheet=units', units).expect(200);
    expect(preview.body).toMatchObject({
      outcome: 'previewed',
      counts: { added: 1 },
      rows: [
        {
          sheet: 'units',
          row: 2,
          id: 'imported',
          status: 'added',
          fields: [{ column: 'id' }, { column: 'title', after: '导入科' }, {}, {}],
        },
      ],
    });
    const made = await upload('sheet=units&dryRun=false', units).expect(200);
    expect(made.body).toMatchObject({ outcome: 'changed', changes: 1 });
    const again = await upload('sheet=units&dryRun=false', units).expect(200);
    expect(again.body).toEqual({ outcome: 'unchanged' });
    const appointments = 'person,post,basis,from\nrui,bureau-chair,任字2号,2026-09-28\n';
    const proposed = await upload('sheet=appointments&dryRun=false', appointments).expect(200);
    expect(proposed.body).toMatchObject({
      outcome: 'proposed',
      proposal: expect.stringMatching(/^proposal-\d+$/),
    });
    await post(`/v1/organisation/proposals/${proposed.body.proposal}/rejection`, 'xi', {
      reason: '有误',
    }).expect(201);
  });

  it.each([
    ['sheet=units&dryRun=false', 'id,title,from\nx,,2026-01-01\n', 'text/csv', 422, 'import-conflict'],
    ['sheet=units', Buffer.from([0xff, 0xff, 0]), 'text/csv', 422, 'table-unreadable'],
    ['', 'id', 'text/csv', 400, 'invalid-request'],
    ['', 'id', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 422, 'table-unreadable'],
    ['sheet=units', '{}', 'application/json', 415, 'unsupported-media-type'],
    ['sheet=units', 'id', 'text/plain', 415, 'unsupported-media-type'],
    ['sheet=units', Buffer.alloc(11 * 1024 * 1024, 'a'), 'text/csv', 413, 'body-too-large'],
    ['sheet=wages', 'id', 'text/csv', 400, 'invalid-request'],
  ])('an import ?%s of %# as %s: %s %s %s', async (query, file, type, status, code) => {
    const answer = await upload(query, file, type);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('tables are taken nowhere else, and from nobody but the system administrator', async () => {
    const elsewhere = await service
      .post('/v1/organisation/changes', 'xi')
      .set({ 'idempotency-key': 'elsewhere', 'content-type': 'text/csv' })
      .send('id\n');
    expect(elsewhere).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    for (const who of ['an', 'shen', 'he', 'liu'] as const) {
      for (const dryRun of [true, false]) {
        const answer = await upload(
          `sheet=units&dryRun=${dryRun}`,
          'id,title,from\nx,甲,2026-01-01\n',
          'text/csv',
          who,
        );
        expect(answer).toMatchObject({ status: 403 });
      }
    }
  });
});

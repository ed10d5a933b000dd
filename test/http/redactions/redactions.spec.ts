import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { tamper } from '../../support/tamper.js';
import { pdfOf } from '../../support/pdf.js';
import { MEMBERS, PERMIT, startTestService, type Person, type TestService } from '../support/test-service.js';
import { upload } from '../support/uploading.js';

/** In no word that anybody else writes. */
const CANARY = '璆鋆甪';
const REASON = '依法删除个人信息';

interface Part {
  readonly seq: number;
  readonly name: string;
}

interface Request {
  readonly id: string;
  readonly status: string;
  readonly record: number | null;
}

describe('redactions over HTTP', () => {
  let service: TestService;
  let keys = 0;

  const post = (path: string, person: Person | undefined, body: object, key = `r-${keys++}`): Test =>
    service.post(path, person).set('idempotency-key', key).send(body);
  const ask = (body: object, person: Person = 'an'): Test =>
    post('/v1/redactions', person, { parts: [], ground: 'purpose-achieved', reason: REASON, ...body });
  const approve = (id: string, person: Person, key?: string): Test =>
    post(`/v1/redactions/${id}/approvals`, person, { reason: REASON }, key);
  const open = async (body: object = {}): Promise<string> => {
    const answer = await post('/v1/cases', 'wang', { ...PERMIT, ...body }).expect(201);
    return (answer.body as { caseId: string }).caseId;
  };
  const records = async (id: string, person: Person = 'liu') =>
    (await service.get(`/v1/cases/${id}/records?limit=200`, person).expect(200)).body.items as {
      sequence: number;
      parts: Record<string, unknown>;
      erased?: Record<string, unknown>;
      record: { type: string; data: Record<string, unknown> };
    }[];
  /** Asked for and approved by two. */
  const erase = async (body: object): Promise<Request> => {
    const asked = await ask(body).expect(201);
    const { id } = asked.body as Request;
    await approve(id, 'shen').expect(201);
    return (await approve(id, 'he').expect(201)).body as Request;
  };
  /** Everything that the database holds, as text. */
  async function tablesWith(word: string): Promise<readonly string[]> {
    const { owner } = service.database;
    const tables = await owner.query<{ name: string }[]>(
      `select quote_ident(c.relname) as name from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await owner.query<{ n: number }[]>(
        `select count(*)::integer as n from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`,
        [word],
      );
      if ((row?.n ?? 0) > 0) found.push(name);
    }
    return found.toSorted();
  }

  beforeAll(async () => {
    const { ren, wang, wei, he, du, an, shen, xi, liu, hu, zheng } = MEMBERS;
    service = await startTestService({
      redaction: { caseDays: 0 },
      town: {
        members: { ren, wang, wei, he, du, an, shen, xi, liu, hu, zheng },
        names: { ren: '任审查', liu: '刘申请' },
        procedures: ['test/engine/case/fixtures/permit.yaml', 'test/http/fixtures/solicitation.yaml'],
        changes: [],
      },
    });
  });
  afterAll(async () => {
    expect(service.errors).toEqual([]);
    const { findings } = await fsck(service.database.owner, ledgerLaw(service.composition.ports));
    expect(findings).toEqual([]);
    await service.close();
  });

  it('leave no copy of what a case was told, by whatever way it came in', async () => {
    const bytes = pdfOf(`${CANARY}的申请书`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const id = await open({
      subject: `${CANARY}许可`,
      applicant: { name: `刘${CANARY}`, person: 'liu' },
      input: { joint: false, phone: CANARY, health: `${CANARY}三级` },
    });
    await post(`/v1/cases/${id}/opinions`, 'wang', { text: `${CANARY}材料齐全` }).expect(201);
    await post(`/v1/cases/${id}/acts/${'grant'}`, 'wang', { input: { words: CANARY } });
    const file = await upload(service.app, 'liu', `${CANARY}.pdf`, bytes);
    await post(`/v1/cases/${id}/materials`, 'liu', { upload: file, source: 'applicant' }).expect(201);
    expect(await tablesWith(CANARY)).not.toEqual([]);

    const said = await records(id);
    const parts = said.flatMap(({ sequence, parts: of }): Part[] =>
      Object.entries(of)
        .filter(([, value]) => JSON.stringify(value).includes(CANARY))
        .map(([name]) => ({ seq: sequence, name })),
    );
    expect(parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['subject', 'applicant.name', 'input.phone', 'input.health', 'opinion', 'file']),
    );
    const done = await erase({ stream: id, parts, files: [sha256] });
    expect(done).toMatchObject({ status: 'carriedOut', record: said.length });

    expect(await tablesWith(CANARY)).toEqual([]);
    const last = (await records(id)).at(-1);
    expect(last?.record).toMatchObject({
      type: 'audit.part.redacted',
      actor: { person: 'he' },
      basis: [{ law: '个人信息保护法', article: '47.1(1)' }],
      data: {
        cause: 'redaction',
        redaction: {
          ...{ parts, files: [sha256], ground: 'purpose-achieved', request: done.id, requestedBy: 'an' },
          approvedBy: ['shen', 'he'],
        },
      },
    });
    // The content of the file is gone with the upload that brought it.
    const { book, blobs } = service.composition.materials;
    expect(await book.find(sha256)).toBeUndefined();
    expect(await blobs.size(sha256)).toBeUndefined();
    const { items } = (await service.get(`/v1/cases/${id}/materials`, 'liu').expect(200)).body;
    const filed = (items as { id: string; versions: object[] }[]).find((one) => one.versions.length > 0);
    const content = `/v1/cases/${id}/materials/${filed?.id ?? ''}/versions/${sha256}/content`;
    expect(await service.get(content, 'liu')).toMatchObject({
      status: 409,
      body: { code: 'not-in-this-state' },
    });
    const listed = await service.get(`/v1/cases/${id}`, 'liu').expect(200);
    expect(listed.body).toMatchObject({ subject: '已抹除', applicantName: '已抹除' });
    const found = await service.get(`/v1/cases?q=${encodeURIComponent(CANARY)}`, 'liu').expect(200);
    expect(found.body.items).toEqual([]);
  });

  it('are carried out by one who asks and two others who approve, all three different', async () => {
    const id = await open();
    const parts = [{ seq: 0, name: 'applicant.name' }];
    for (const person of ['xi', 'shen', 'he', 'ren', 'hu'] as const)
      expect((await ask({ stream: id, parts }, person)).body).toMatchObject({ code: 'power-missing' });
    const asked = (await ask({ stream: id, parts }).expect(201)).body as Request;
    expect(asked).toMatchObject({ status: 'open', approvals: [], needed: 2, requestedBy: 'an' });
    for (const person of ['an', 'xi', 'ren', 'hu'] as const)
      expect(await approve(asked.id, person)).toMatchObject({ status: 403 });
    await approve(asked.id, 'shen', 'first').expect(201);
    expect((await approve(asked.id, 'shen')).body).toMatchObject({ code: 'separation-of-duties' });
    const again = await approve(asked.id, 'shen', 'first').expect(201);
    expect(again.body).toMatchObject({ status: 'open', approvals: [{ by: 'shen' }] });
    expect((await records(id))[0]?.parts).toHaveProperty(['applicant.name']);
    expect((await approve(asked.id, 'zheng').expect(201)).body).toMatchObject({ status: 'carriedOut' });
    const [first] = await records(id);
    expect(first?.parts).not.toHaveProperty(['applicant.name']);
    expect(first?.erased).toEqual({ 'applicant.name': { record: 1, ground: 'purpose-achieved' } });
    expect((await approve(asked.id, 'he')).body).toMatchObject({ code: 'not-in-this-state' });
    expect(await approve('nothing', 'he')).toMatchObject({ status: 404 });
  });

  it('leave a content where another case needs it, and take it when none does', async () => {
    const bytes = pdfOf('两案共用');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const filedIn = async (): Promise<string> => {
      const id = await open();
      const file = await upload(service.app, 'liu', '共用.pdf', bytes);
      await post(`/v1/cases/${id}/materials`, 'liu', { upload: file, source: 'applicant' }).expect(201);
      return id;
    };
    const [one, two] = [await filedIn(), await filedIn()];
    const { blobs } = service.composition.materials;
    expect(await erase({ stream: one, files: [sha256] })).toMatchObject({ status: 'carriedOut' });
    expect(await blobs.size(sha256)).toBe(bytes.length);
    expect((await ask({ stream: one, files: [sha256] })).body).toMatchObject({ code: 'requirement-unmet' });
    expect(await erase({ stream: two, files: [sha256] })).toMatchObject({ status: 'carriedOut' });
    expect(await blobs.size(sha256)).toBeUndefined();
  });

  it('are noticed by the check of the database when somebody puts the content back', async () => {
    const id = await open();
    const { owner } = service.database;
    const [row] = await owner.query<{ salt: string; value: string }[]>(
      `select salt, value from record_parts where stream = $1 and seq = 0 and name = 'subject'`,
      [id],
    );
    await erase({ stream: id, parts: [{ seq: 0, name: 'subject' }] });
    const values = [id, row?.salt, row?.value];
    await tamper(owner, `insert into record_parts values ($1, 0, 'subject', $2, $3)`, values);
    const { findings } = await fsck(owner, ledgerLaw(service.composition.ports));
    expect(findings).toMatchObject([{ code: 'part-not-erased', stream: id, seq: 0 }]);
    await tamper(owner, `delete from record_parts where stream = $1 and name = 'subject'`, [id]);
    const some = `select id, state from streams where kind = 'redaction' limit 1`;
    const [{ id: of, state } = {}] = await owner.query<{ id?: string; state?: string }[]>(some);
    await tamper(owner, `update streams set state = '{}' where id = $1`, [of]);
    const { findings: more } = await fsck(owner, ledgerLaw(service.composition.ports));
    expect(more.map(({ code }) => code)).toEqual(['state-wrong', 'fold-wrong']);
    await tamper(owner, `update streams set state = $2 where id = $1`, [of, state]);
  });

  it('are refused for good by one who may approve them', async () => {
    const id = await open();
    const asked = (await ask({ stream: id, parts: [{ seq: 0, name: 'subject' }] }).expect(201))
      .body as Request;
    const refuse = (person: Person): Test =>
      post(`/v1/redactions/${asked.id}/refusals`, person, { reason: REASON });
    expect(await refuse('an')).toMatchObject({ status: 403 });
    expect((await refuse('shen').expect(201)).body).toMatchObject({ status: 'refused' });
    expect((await approve(asked.id, 'he')).body).toMatchObject({ code: 'not-in-this-state' });
    expect((await records(id))[0]?.parts).toHaveProperty('subject');
  });

  it('say at once everything that stands against them', async () => {
    const id = await open();
    const answer = await ask({
      stream: id,
      parts: [
        { seq: 0, name: 'input' },
        { seq: 0, name: 'nothing' },
        { seq: 0, name: 'subject' },
      ],
      files: ['0'.repeat(64)],
    });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'requirement-unmet',
        unmet: [{ at: '/parts/0' }, { at: '/parts/1' }, { at: '/files/0' }],
      },
    });
    expect(await ask({ stream: id })).toMatchObject({ status: 400 });
    expect(await ask({ stream: id, parts: [{ seq: 0, name: 'subject' }], ground: 'whim' })).toMatchObject({
      status: 400,
    });
    const library = '00000000-0000-8000-8000-000000000002';
    expect(await ask({ stream: library, parts: [{ seq: 0, name: 'names' }] })).toMatchObject({ status: 404 });
  });

  it('are seen by those who ask, approve or audit, and by nobody else', async () => {
    for (const person of ['an', 'shen', 'he'] as const) {
      const list = await service.get('/v1/redactions', person).expect(200);
      expect(list.body.items.length).toBeGreaterThan(0);
      const [{ id }] = list.body.items as [Request];
      // Whoever approves reads why.
      const { body } = await service.get(`/v1/redactions/${id}`, person).expect(200);
      expect(body).toMatchObject({ reason: expect.any(String) });
      for (const stranger of ['ren', 'hu', 'xi'] as const) {
        await service.get(`/v1/redactions/${id}`, stranger).expect(404);
        await service.get('/v1/redactions', stranger).expect(404);
      }
    }
  });

  it('are asked for by a commenter with his receipt, and leave nothing of him', async () => {
    const opened = await post('/v1/cases', 'ren', {
      ...{ procedure: 'solicitation-case', subject: '公交调整', applicant: { name: '交通局' }, input: {} },
    }).expect(201);
    const { caseId } = opened.body as { caseId: string };
    await post(`/v1/cases/${caseId}/acts/announce`, 'ren', { input: {} }).expect(201);
    const begun = await post(`/v1/cases/${caseId}/consultations/solicitation`, 'ren', {
      ...{ title: '公告', explanation: '调整三条线路', opensOn: '2026-09-28', closesOn: '2026-10-28' },
      modes: ['public', 'symposium'],
    }).expect(201);
    const { stream } = begun.body as { stream: string };
    const comment = (text: string): Test =>
      post(`/v1/public/consultations/${stream}/comments`, undefined, {
        ...{ text, consentToPublish: true },
        author: { name: `王${CANARY}`, contact: `${CANARY}@example.com`, kind: 'person' },
      }).expect(201);
    const { receipt } = (await comment('建议增设站点')).body as { receipt: string };
    const other = (await comment(`${CANARY}不同意`)).body as { receipt: string };
    const wish = (of: string, body: object = {}): Test =>
      post(`/v1/public/comments/${of}/erasure-requests`, undefined, body);
    expect((await wish(receipt).expect(201)).body).toMatchObject({ status: 'open' });
    expect((await wish(receipt)).body).toMatchObject({ code: 'requirement-unmet' });
    await wish('0000-0000-00000').expect(404);
    await wish(other.receipt, { what: 'all' }).expect(201);
    const list = await service.get('/v1/redactions?limit=200', 'shen').expect(200);
    const open = (list.body.items as (Request & { stream: string })[]).filter(
      (one) => one.stream === stream && one.status === 'open',
    );
    expect(open).toHaveLength(2);
    for (const { id } of open) {
      await approve(id, 'shen').expect(201);
      expect((await approve(id, 'he').expect(201)).body).toMatchObject({ status: 'carriedOut' });
    }
    expect(await tablesWith(CANARY)).toEqual([]);
    expect(await tablesWith('建议增设站点')).not.toEqual([]);
    await service.get(`/v1/public/comments/${receipt}`).expect(200);
    expect((await wish(receipt)).body).toMatchObject({ code: 'requirement-unmet' });
  });
});

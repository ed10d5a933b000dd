import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { pdfOf } from '../../support/pdf.js';
import { tamper } from '../../support/tamper.js';
import { LetterCase, startLetterService } from '../documents/letter-town.js';
import type { Person, TestService } from '../support/test-service.js';
import { upload } from '../support/uploading.js';

const REASON = '依法限制处理';
const NAME = { seq: 0, name: 'applicant.name' };

interface Request {
  readonly id: string;
  readonly status: string;
  readonly record: number | null;
  readonly repeats: number | null;
  readonly repeated: readonly { readonly seq: number; readonly name: string }[];
}

describe('restrictions over HTTP', () => {
  let service: TestService;
  let keys = 0;

  const post = (path: string, person: Person, body: object): Test =>
    service.post(path, person).set('idempotency-key', `restriction-${keys++}`).send(body);
  const ask = (body: object): Test =>
    post('/v1/redactions', 'an', {
      ...{ parts: [], ground: 'unlawful', measure: 'restrict', reason: REASON, ...body },
    });
  const done = async (body: object): Promise<Request> => {
    const { id } = (await ask(body).expect(201)).body as Request;
    await post(`/v1/redactions/${id}/approvals`, 'shen', { reason: REASON }).expect(201);
    return (await post(`/v1/redactions/${id}/approvals`, 'he', { reason: REASON }).expect(201))
      .body as Request;
  };
  const findings = async () =>
    (await fsck(service.database.owner, ledgerLaw(service.composition.ports))).findings;

  beforeAll(async () => {
    service = await startLetterService();
  });
  afterAll(() => service.close());

  it('take what they name, and documents that repeat it, out of everything that is read', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const asked = await ask({ stream: letter.id, parts: [NAME] }).expect(201);
    const repeated = (asked.body as Request).repeated;
    expect(repeated).toEqual([{ seq: expect.any(Number), name: 'document' }]);
    const request = await done({ stream: letter.id, parts: [NAME] });
    expect(request).toMatchObject({ status: 'carriedOut', measure: 'restrict', repeated });
    expect(request.repeats).toBe((request.record ?? 0) + 1);
    expect(asked.body).toMatchObject({ basis: ['个人信息保护法 47.1(4)', '个人信息保护法 47.2'] });

    const page = await service.get(`/v1/cases/${letter.id}`, 'liu').expect(200);
    expect(page.body).toMatchObject({ applicantName: '已限制处理' });
    const document = await letter.get('ren', 'documents/d1').expect(200);
    expect(document.body).toMatchObject({ content: null });
    const { items } = (await letter.get('liu', 'records?limit=200').expect(200)).body as {
      items: { restricted?: object; record: { type: string; data: object } }[];
    };
    expect(items[0]?.restricted).toEqual({
      'applicant.name': { record: request.record, ground: 'unlawful' },
    });
    expect(JSON.stringify(items.map((one) => ({ ...one, text: '' })))).not.toContain('刘申请');
    expect(items.slice(-2).map(({ record }) => record.type)).toEqual([
      'audit.part.restricted',
      'audit.part.restricted',
    ]);
    expect(items.at(-1)?.record.data).toMatchObject({ restriction: { parts: repeated, repeats: true } });
    const found = await service.get(`/v1/cases?q=${encodeURIComponent('刘申请')}`, 'ren').expect(200);
    expect(found.body.items.map(({ id }: { id: string }) => id)).not.toContain(letter.id);
    expect(await findings()).toEqual([]);
  });

  it('keep new documents from saying it, and end by the same three persons', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    await done({ stream: letter.id, parts: [NAME] });
    const refused = await letter.issue('ren', 'd1', { 拟作决定: '不予许可' }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'document-field-missing',
      unmet: [{ basis: ['个人信息保护法 47.2'], say: expect.stringContaining('已限制处理') }],
    });
    const release = { stream: letter.id, parts: [NAME], measure: 'release', ground: 'restriction-over' };
    await done(release);
    await letter.issue('ren', 'd1', { 拟作决定: '不予许可' }).expect(201);
    const page = await service.get(`/v1/cases/${letter.id}`, 'liu').expect(200);
    expect(page.body).toMatchObject({ applicantName: '刘申请' });
    expect((await ask(release)).body).toMatchObject({
      code: 'requirement-unmet',
      unmet: [{ at: '/parts/0' }],
    });
    expect(await findings()).toEqual([]);
  });

  it('reach contents of materials, which then nobody opens', async () => {
    const letter = await LetterCase.open(service);
    const bytes = pdfOf('限制处理的材料');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = await upload(service.app, 'liu', '材料.pdf', bytes);
    await letter.post('liu', 'materials', { upload: file, source: 'applicant' }).expect(201);
    const { items } = (await letter.get('liu', 'materials').expect(200)).body;
    const filed = (items as { id: string; versions: object[] }[]).find((one) => one.versions.length > 0);
    const content = `materials/${filed?.id ?? ''}/versions/${sha256}/content`;
    await letter.get('liu', content).expect(200);
    const files = { stream: letter.id, files: [sha256] };
    await done(files);
    expect(await letter.get('liu', content)).toMatchObject({
      ...{ status: 409, body: { unmet: [{ basis: ['个人信息保护法 47.2'] }] } },
    });
    const { owner } = service.database;
    await tamper(owner, 'delete from restricted_files where stream = $1', [letter.id]);
    expect(await findings()).toMatchObject([{ code: 'part-not-restricted', stream: letter.id }]);
    await tamper(owner, 'insert into restricted_files values ($1, $2)', [letter.id, sha256]);
    await done({ ...files, measure: 'release', ground: 'restriction-over' });
    await letter.get('liu', content).expect(200);
    expect(await findings()).toEqual([]);
  });

  it('are refused with everything that stands against them, a ground for something else included', async () => {
    const letter = await LetterCase.open(service);
    const wrong = await ask({
      ...{ stream: letter.id, ground: 'restriction-over' },
      parts: [NAME, { seq: 0, name: 'input' }],
    });
    expect(wrong.body).toMatchObject({ unmet: [{ at: '/ground' }, { at: '/parts/1' }] });
    // The retention period, which has not begun, is no bar: this is what there is until it ends.
    await ask({ stream: letter.id, parts: [NAME] }).expect(201);
    expect((await ask({ stream: letter.id, parts: [NAME], measure: 'erase' })).body).toMatchObject({
      unmet: [{ basis: ['个人信息保护法 47.2'] }],
    });
  });

  it('are noticed by the check of the database when somebody undoes one', async () => {
    const letter = await LetterCase.open(service);
    await done({ stream: letter.id, parts: [NAME] });
    const { owner } = service.database;
    const move = (from: string, to: string) =>
      tamper(
        owner,
        `with gone as (delete from ${from} where stream = $1 returning stream, seq, name, salt, value)
          insert into ${to} (stream, seq, name, salt, value) select * from gone where name = 'applicant.name'`,
        [letter.id],
      );
    await move('restricted_parts', 'record_parts');
    expect(await findings()).toMatchObject([{ code: 'part-not-restricted', stream: letter.id, seq: 0 }]);
    await tamper(
      owner,
      `with gone as (
          delete from record_parts where stream = $1 and name = 'applicant.name' returning stream, seq, name, salt, value
        ) insert into restricted_parts (stream, seq, name, salt, value) select * from gone`,
      [letter.id],
    );
    expect(await findings()).toEqual([]);
  });
});

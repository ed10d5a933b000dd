import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { pdfOf } from '../../support/pdf.js';
import { everyCaseReplayed } from '../../support/recorded-history.js';
import { MEMBERS, PERMIT, startTestService, type Person, type TestService } from '../support/test-service.js';
import { upload } from '../support/uploading.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const NAMES = { liu: '刘申请', hu: '胡旁人', wang: '王窗口', wei: '魏窗口', he: '何负责', du: '杜督查' };

describe('materials over HTTP', () => {
  let service: TestService;
  let keys = 0;

  const post = (path: string, person: Person, body: object, key = `material-${keys++}`): Test =>
    service.post(path, person).set('idempotency-key', key).send(body);
  const open = async (input: object = { joint: false }): Promise<string> => {
    const answer = await post('/v1/cases', 'wang', { ...PERMIT, input }).expect(201);
    return (answer.body as { caseId: string }).caseId;
  };
  const sent = (person: Person, name: string, bytes: Buffer): Promise<string> =>
    upload(service.app, person, name, bytes);
  /** Uploads and files; the answer must have the status. */
  const file = async (id: string, person: Person, bytes: Buffer, status = 201, more: object = {}) => {
    const body = { upload: await sent(person, '刘申请的材料.pdf', bytes), source: 'applicant', ...more };
    return (await post(`/v1/cases/${id}/materials`, person, body).expect(status)).body;
  };
  const list = async (id: string, person: Person) =>
    (await service.get(`/v1/cases/${id}/materials`, person).expect(200)).body;
  const row = async (id: string, person: Person, material: string) =>
    (await list(id, person)).items.find((one: { id: string }) => one.id === material);
  const records = async (id: string) =>
    (await service.get(`/v1/cases/${id}/records?limit=200`, 'liu').expect(200)).body.items;

  beforeAll(async () => {
    service = await startTestService({
      town: {
        members: MEMBERS,
        names: NAMES,
        procedures: ['test/engine/case/materials/permit.yaml'],
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

  it('begin with what the procedure asks for and what was received, in four states', async () => {
    const id = await open({
      joint: false,
      materials: [
        { name: '身份证明', state: 'ok' },
        { name: '刘申请的授权委托书', state: 'missing' },
        { name: '场地证明', state: 'defective' },
      ],
    });
    const answer = await list(id, 'wang');
    expect(answer).toEqual({
      items: [
        {
          ...{ id: 'form', title: '申请书', basis: ['许可法 29.1'], forms: [] },
          ...{ standing: 'missing', versions: [] },
        },
        {
          ...{ id: 'identity', title: '身份证明', basis: ['许可法 31'], forms: ['original', 'copy'] },
          ...{ standing: 'sound', versions: [] },
        },
        {
          ...{ id: 'received-2', title: '刘**的授权委托书', basis: [], forms: [] },
          ...{ standing: 'missing', versions: [] },
        },
        {
          ...{ id: 'received-3', title: '场地证明', basis: [], forms: [] },
          ...{ standing: 'defective', versions: [] },
        },
      ],
      counts: { missing: 2, filed: 0, sound: 1, defective: 1, waived: 0 },
      missingInLaw: 2,
    });
    expect((await row(id, 'liu', 'received-2')).title).toBe('刘申请的授权委托书');
    // What a later fact asks for joins the list.
    await post(`/v1/cases/${id}/acts/join`, 'wang', { input: {} }).expect(201);
    expect((await row(id, 'wang', 'agreement')).standing).toBe('missing');
  });

  it('are filed by the applicant: on record with both digests, the name in a part', async () => {
    const id = await open();
    const bytes = pdfOf('申请书');
    const answer = await file(id, 'liu', bytes, 201, { item: 'form', form: 'electronic' });
    expect(answer).toMatchObject({
      act: { type: 'material.filed', stream: id },
      material: 'form',
      standing: 'filed',
      sha256: sha256(bytes),
    });
    const record = (await records(id)).at(-1);
    const digests = { sha256: sha256(bytes), sm3: createHash('sm3').update(bytes).digest('hex') };
    expect(record).toMatchObject({
      record: {
        actor: { person: 'liu' },
        basis: [{ law: '中华人民共和国行政许可法', article: '29.1' }],
        materials: [{ id: 'form', ...digests, size: bytes.length, mediaType: 'application/pdf' }],
        data: {
          cause: 'material',
          power: { policies: ['act-as-party'] },
          material: {
            did: 'filed',
            id: 'form',
            version: { ...digests, form: 'electronic', source: 'applicant' },
          },
        },
      },
      parts: { file: '刘申请的材料.pdf' },
    });
    expect(record.record.data).not.toHaveProperty('act');
    expect(record.record.data).not.toHaveProperty('post');
    expect((await row(id, 'wang', 'form')).versions).toMatchObject([
      { version: 1, name: '刘**的材料.pdf', source: 'applicant', filed: { person: 'liu' }, openings: [] },
    ]);
    expect((await row(id, 'liu', 'form')).versions[0].name).toBe('刘申请的材料.pdf');
    const again = await file(id, 'liu', bytes, 409, { item: 'form' });
    expect(again.code).toBe('material-already-filed');
    const second = pdfOf('申请书第二版');
    await file(id, 'wang', second, 201, { item: 'form' });
    expect((await row(id, 'liu', 'form')).versions.map((one: { sha256: string }) => one.sha256)).toEqual([
      sha256(bytes),
      sha256(second),
    ]);
  });

  it('are judged and waived by whoever has the task, never by the applicant', async () => {
    const id = await open();
    await file(id, 'liu', pdfOf('待核'), 201, { item: 'form' });
    const judge = (person: Person, material: string, body: object): Test =>
      post(`/v1/cases/${id}/materials/${material}/judgements`, person, body);
    await judge('liu', 'form', { standing: 'sound' }).expect(403);
    await judge('he', 'form', { standing: 'sound' }).expect(403);
    await judge('wang', 'form', { standing: 'defective' }).expect(400);
    await judge('wang', 'form', { standing: 'defective', reason: '缺少签字' }).expect(201);
    expect(await row(id, 'liu', 'form')).toMatchObject({ standing: 'defective', reason: '缺少签字' });
    await judge('wang', 'form', { standing: 'sound' }).expect(201);
    const nothing = await judge('wang', 'identity', { standing: 'sound' }).expect(409);
    expect(nothing.body.code).toBe('material-not-filed');
    await judge('wang', 'identity', { standing: 'sound', paper: 'original' }).expect(201);
    await judge('wang', 'nowhere', { standing: 'sound' }).expect(404);
    const waive = (person: Person, material: string, basis: string): Test =>
      post(`/v1/cases/${id}/materials/${material}/waivers`, person, { basis, reason: '通过共享获得' });
    await waive('liu', 'form', '许可法 31').expect(403);
    expect((await waive('wang', 'form', '许可法 31').expect(409)).body.code).toBe('material-already-filed');
    await judge('wang', 'form', { standing: 'defective', reason: '缺页' }).expect(201);
    expect((await waive('wang', 'form', '随便').expect(422)).body.unmet[0].at).toBe('/basis');
    await waive('wang', 'form', '许可法 31').expect(201);
    expect(await row(id, 'wang', 'form')).toMatchObject({ standing: 'waived', waivedBy: '许可法 31' });
    expect((await list(id, 'wang')).counts).toEqual({
      missing: 0,
      filed: 0,
      sound: 1,
      defective: 0,
      waived: 1,
    });
  });

  it('that nobody asked for get a row of their own, and a step later the next holder files too', async () => {
    const id = await open();
    expect((await file(id, 'liu', pdfOf('补充一'))).material).toBe('extra-1');
    expect((await file(id, 'liu', pdfOf('补充二'))).material).toBe('extra-2');
    await post(`/v1/cases/${id}/acts/accept`, 'wang', { input: {} }).expect(201);
    await file(id, 'wang', pdfOf('窗口不再有任务'), 403);
    await file(id, 'he', pdfOf('负责人补充'));
    await post(`/v1/cases/${id}/acts/decide`, 'he', { input: {} }).expect(201);
    expect((await file(id, 'liu', pdfOf('太晚了'), 409)).code).toBe('case-ended');
  });

  it('come from other authorities only by officers, with where from', async () => {
    const id = await open();
    const shared = { item: 'identity', source: 'shared', from: '市公安局人口信息库' };
    const byApplicant = await file(id, 'liu', pdfOf('共享甲'), 422, shared);
    expect(byApplicant.unmet).toMatchObject([{ code: 'invalid-input', at: '/source' }]);
    await file(id, 'wang', pdfOf('共享乙'), 201, shared);
    expect((await row(id, 'wang', 'identity')).versions).toMatchObject([
      { source: 'shared', from: '市公安局人口信息库', filed: { person: 'wang', name: '王窗口' } },
    ]);
    expect((await records(id)).at(-1).record.basis).toContainEqual({ law: '716号令', article: '7' });
    const wrong = await file(id, 'wang', pdfOf('电子'), 422, { item: 'identity', form: 'electronic' });
    expect(wrong.unmet).toMatchObject([{ at: '/form', say: '该项材料应为原件、复印件' }]);
  });

  it('H13: evidence that somebody opened the material, and when', async () => {
    const id = await open();
    const bytes = pdfOf('阅卷');
    await file(id, 'liu', bytes, 201, { item: 'form' });
    const path = `/v1/cases/${id}/materials/form/versions/${sha256(bytes)}/content`;
    const before = await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    const read = await service.get(path, 'wang').expect(200);
    expect(Buffer.from(read.body as Buffer).equals(bytes)).toBe(true);
    expect(read.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="[^"]*"; filename\*=UTF-8''%E5/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^sandbox;/),
      'cache-control': 'no-store',
      etag: `"${sha256(bytes)}"`,
    });
    const { versions } = await row(id, 'wang', 'form');
    expect(versions[0].openings).toEqual([
      { person: 'wang', name: '王窗口', post: 'window', at: expect.any(String) },
    ]);
    const record = (await records(id)).at(-1).record;
    expect(record).toMatchObject({
      type: 'material.opened',
      actor: { person: 'wang' },
      data: { power: { policies: ['read-personal-in-post'] }, material: { did: 'opened', id: 'form' } },
    });
    expect((await service.get(`/v1/cases/${id}`, 'wang').expect(200)).body.version).toBe(before.body.version);
    // A reader that fetches the rest in pieces has opened it once.
    const part = await service.get(path, 'wang').set('range', 'bytes=10-19').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(part.body as Buffer).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await row(id, 'wang', 'form')).versions[0].openings).toHaveLength(1);
    const last = await service.get(path, 'wang').set('range', 'bytes=-5').expect(206);
    expect(Buffer.from(last.body as Buffer).equals(bytes.subarray(-5))).toBe(true);
    const beyond = await service.get(path, 'wang').set('range', 'bytes=999999-').expect(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${bytes.length}`);
    await service.get(path, 'liu').expect(200);
    expect((await row(id, 'liu', 'form')).versions[0].openings).toHaveLength(2);
  });

  it('are not opened by those who may not read of persons: on record, and nothing is shown', async () => {
    const id = await open();
    const bytes = pdfOf('不得阅看');
    await file(id, 'liu', bytes, 201, { item: 'form' });
    const path = `/v1/cases/${id}/materials/form/versions/${sha256(bytes)}/content`;
    const supervisor = await service.get(path, 'du').expect(403);
    expect(supervisor.body).toMatchObject({ code: 'power-missing', recordId: expect.any(String) });
    await service.get(path, 'hu').expect(404);
    await service.get(`/v1/cases/${id}/materials`, 'hu').expect(404);
    await service.get(path.replace(sha256(bytes), '0'.repeat(64)), 'wang').expect(404);
    expect((await row(id, 'wang', 'form')).versions[0].openings).toEqual([]);
  });

  it('of earlier cases of the same applicant need not be filed again', async () => {
    const [earlier, id, other] = [await open(), await open(), await open()];
    const bytes = pdfOf('营业执照');
    await file(earlier, 'liu', bytes, 201, { item: 'identity', form: 'copy' });
    const { body } = await service.get(`/v1/cases/${id}/materials/reusable`, 'liu').expect(200);
    const found = body.items.find((one: { caseId: string }) => one.caseId === earlier);
    expect(found).toMatchObject({ material: 'identity', sha256: sha256(bytes), applicantName: '刘申请' });
    const asOfficer = await service.get(`/v1/cases/${id}/materials/reusable`, 'wang').expect(200);
    expect(asOfficer.body.items.find((one: { caseId: string }) => one.caseId === earlier)).toMatchObject({
      applicantName: '刘**',
    });
    const reuse = { source: 'reused', from: earlier, sha256: sha256(bytes), item: 'identity', form: 'copy' };
    await post(`/v1/cases/${id}/materials`, 'liu', reuse).expect(201);
    expect((await row(id, 'liu', 'identity')).versions).toMatchObject([
      { source: 'reused', from: earlier, name: '刘申请的材料.pdf' },
    ]);
    await post(`/v1/cases/${other}/materials`, 'liu', { ...reuse, sha256: '0'.repeat(64) }).expect(404);
    await post(`/v1/cases/${other}/materials`, 'liu', { ...reuse, from: other }).expect(404);
  });

  it('are filed once for a key, and refused as files on record', async () => {
    const id = await open();
    const bytes = pdfOf('一次');
    const body = { upload: await sent('liu', '一次.pdf', bytes), source: 'applicant' };
    const first = await post(`/v1/cases/${id}/materials`, 'liu', body, 'once').expect(201);
    const again = await post(`/v1/cases/${id}/materials`, 'liu', body, 'once').expect(201);
    expect(again.body).toEqual(first.body);
    await post(`/v1/cases/${id}/materials`, 'hu', body).expect(404);
    await post(`/v1/cases/${id}/materials`, 'wang', body).expect(404);
    await post(`/v1/cases/${id}/materials`, 'liu', { source: 'applicant' }).expect(400);
    await post(`/v1/cases/${id}/materials`, 'liu', { ...body, from: '别处' }).expect(400);
    await post(`/v1/cases/${id}/materials`, 'liu', { ...body, source: 'reused' }).expect(400);
  });

  it('leave cases that are decided anew to the same end, but for openings that were refused', async () => {
    const found = await everyCaseReplayed(service.composition, 'materials');
    // Who may read of persons is not decided where records are decided anew.
    expect(found.filter((line) => !line.endsWith('act.refused cannot-be-judged: input opening'))).toEqual([]);
  });
});

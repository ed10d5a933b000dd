import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { tableFiles } from '../../src/outside/tables/table-files.js';
import { unpackZip } from '../../src/outside/tables/zip-archive.js';
import { MEMBERS, startTestService, type Person, type TestService } from './support/test-service.js';

const NOTICE = {
  title: '关于公交线路调整方案公开征求意见的公告',
  explanation: '调整三条线路',
  opensOn: '2026-09-28',
  closesOn: '2026-10-28',
  modes: ['public', 'symposium'],
};

describe('a consultation over HTTP', () => {
  let service: TestService;
  let path: string;
  let id: string;
  let keys = 0;

  const post = (to: string, body: object | undefined, person?: Person, key = `k-${keys++}`): Test =>
    service.post(to, person).set('idempotency-key', key).send(body);
  const act = (to: string, body: object = {}): Test => post(`${path}/${to}`, body, 'ren');
  const comment = (text: unknown, more: object = {}, key?: string): Test =>
    post(
      `/v1/public/consultations/${id}/comments`,
      { text, consentToPublish: true, ...more },
      undefined,
      key,
    );
  const advance = (to: string): Test => post('/v1/simulation/advances', { to }, 'xi');
  const state = async () => (await service.get(path, 'ren').expect(200)).body as Record<string, unknown>;

  async function opened(notice: object = NOTICE): Promise<void> {
    const answer = await post(
      '/v1/cases',
      { procedure: 'solicitation-case', subject: '公交调整', applicant: { name: '交通局' }, input: {} },
      'ren',
    ).expect(201);
    const { caseId } = answer.body as { caseId: string };
    path = `/v1/cases/${caseId}/consultations/solicitation`;
    await post(`/v1/cases/${caseId}/acts/announce`, { input: {} }, 'ren').expect(201);
    const begun = await post(path, notice, 'ren').expect(201);
    id = (begun.body as { stream: string }).stream;
  }

  beforeAll(async () => {
    const { ren, wang, du, xi, liu } = MEMBERS;
    const town = {
      ...{ members: { ren, wang, du, xi, liu }, names: { ren: '任审查' }, changes: [] },
      procedures: ['test/http/fixtures/solicitation.yaml'],
    };
    service = await startTestService({ town });
    await opened();
  });
  afterAll(() => service.close());

  let receipt: string;

  it('is announced to everybody, with the days left and nothing of its case', async () => {
    const list = await service.get('/v1/public/consultations').expect(200);
    expect(list.body.items).toEqual([
      {
        ...{ id, title: NOTICE.title, phase: 'open', opensOn: '2026-09-28', closesOn: '2026-10-28' },
        daysLeft: 31,
      },
    ]);
    const notice = await service.get(`/v1/public/consultations/${id}`).expect(200);
    expect(notice.body).toMatchObject({ explanation: '调整三条线路', draftVersion: 0, articles: [] });
    expect(JSON.stringify([list.body, notice.body])).not.toContain(path.split('/')[3]);
    await service.get('/v1/public/consultations/nothing').expect(404);
    await service.get(`/v1/public/consultations/${id}/results`).expect(404);
  });

  it('is opened by who keeps it, of a name that the procedure declares, with its reason when shortened', async () => {
    expect((await post(path, NOTICE, 'wang')).body).toMatchObject({ code: 'power-missing' });
    await post(path, NOTICE, 'liu').expect(404);
    await post(path.replace('solicitation', 'nothing'), NOTICE, 'ren').expect(404);
    const again = await post(path, { ...NOTICE, closesOn: '2026-10-01' }, 'ren');
    expect(again.body).toMatchObject({
      status: 409,
      unmet: [{ code: 'not-in-this-state' }, { code: 'term-not-elapsed', basis: ['决策条例 15.1'] }],
    });
  });

  it('takes a comment of anybody, gives a receipt, and the same one again for the same key', async () => {
    const author = { name: '王大力', contact: '13812345678', kind: 'person' };
    const first = await comment(
      '我是王大力，电话13812345678，建议设站',
      { article: 'a3', author },
      'one',
    ).expect(201);
    expect(first.body).toEqual({
      receipt: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/),
      ...{ n: 1, sequence: 1, leaf: { sha256: expect.any(String), sm3: expect.any(String) } },
    });
    ({ receipt } = first.body as { receipt: string });
    const again = await comment('我是王大力，电话13812345678，建议设站', { article: 'a3', author }, 'one');
    expect(again.body).toEqual(first.body);
    expect((await comment('别的', {}, 'one')).body).toMatchObject({ code: 'idempotency-key-reused' });
    await comment('不得公开', { consentToPublish: false }).expect(201);
    await comment('骂人').expect(201);
    expect(await state()).toMatchObject({ received: 3, unhandled: 3 });
  });

  it('refuses hostile bodies and takes none of them', async () => {
    const bad: readonly object[] = [
      { text: '' },
      { text: '   ' },
      { text: 'x'.repeat(2_001) },
      { text: 7 },
      { text: ['a'] },
      { text: '有\u0000空字符' },
      { text: '好', consentToPublish: 'yes' },
      { text: '好', article: "a'; drop table consultation_comments --" },
      { text: '好', stance: 'maybe' },
      { text: '好', author: { name: 'x'.repeat(201) } },
      { text: '好', author: '王' },
      { text: '好', channel: 'hearing' },
    ];
    for (const body of bad) {
      const answer = await comment('好', body);
      expect({ body, status: answer.status }).toEqual({ body, status: 400 });
    }
    await service.post(`/v1/public/consultations/${id}/comments`).send({ text: '好' }).expect(400);
    const plain = service.post(`/v1/public/consultations/${id}/comments`).set('content-type', 'text/plain');
    await plain.send('好').expect(415);
    expect(await state()).toMatchObject({ received: 3 });
  });

  it('lets one address comment so often in a minute, and says when to come again', async () => {
    let refused: Awaited<Test> | undefined;
    for (let i = 0; i < 40 && !refused; i++) {
      const answer = await comment('我是王大力，电话13812345678，建议设站', {}, 'one');
      if (answer.status === 429) refused = answer;
    }
    expect(refused?.body).toMatchObject({ code: 'too-many-requests' });
    expect(refused?.headers['retry-after']).toBe('60');
    expect(await state()).toMatchObject({ received: 3 });
  });

  it('shows comments plainly to who keeps it, and masked to others who may read the case', async () => {
    const plain = await service.get(`${path}/comments?article=a3`, 'ren').expect(200);
    expect(plain.body.items).toMatchObject([
      {
        n: 1,
        receipt,
        text: '我是王大力，电话13812345678，建议设站',
        author: { name: '王大力' },
        result: null,
      },
    ]);
    const masked = await service.get(`${path}/comments?limit=1`, 'du').expect(200);
    expect(masked.body).toMatchObject({
      items: [
        { text: '我是王**，电话138****5678，建议设站', author: { name: '王**', contact: '138****5678' } },
      ],
      page: { hasMore: true },
    });
    await service.get(`${path}/comments`, 'liu').expect(404);
    await service.get(`${path}/comments`).expect(401);
    await service.get(`${path}/comments?group=x`, 'ren').expect(400);
    await service.get(`${path}/comments?after=x`, 'ren').expect(400);
  });

  it('enters and imports what came on paper, naming every bad row', async () => {
    const paper = { channel: 'letter', arrivedOn: '2026-09-28', text: '来信', consentToPublish: true };
    await act('comments', { comments: [paper, { ...paper, arrivedOn: '2026-09-01' }] }).expect(422);
    const entered = await act('comments', { comments: [paper] }).expect(201);
    expect(entered.body).toMatchObject({ first: 4, comments: 1, receipts: [expect.any(String)] });
    const send = (table: string | Buffer, type = 'text/csv'): Test =>
      service
        .post(`${path}/comment-imports`, 'ren')
        .set('idempotency-key', `i-${keys++}`)
        .set('content-type', type)
        .send(table);
    const bad = await send(
      '来源,意见内容,收到日\n座谈会,同意,2026-09-28\n火星,,今天\n网上,好,2026-09-28\n',
    ).expect(422);
    expect(bad.body.unmet.map(({ at }: { at: string }) => at)).toEqual([
      ...['3:来源 channel', '3:意见内容 text', '3:收到日 arrivedOn', '4:来源 channel'],
    ]);
    expect((await send('来源,内容\n座谈会,x\n')).body).toMatchObject({ code: 'table-unreadable' });
    expect((await send('来源,意见内容\n座谈会,x\n')).body).toMatchObject({ code: 'table-unreadable' });
    const header = ['来源 channel', '意见内容', '针对条款', '意见人', '同意公开', '收到日'];
    const rows = Array.from({ length: 120 }, (_, i) => [
      '听证会',
      `发言${i % 2}`,
      'a5',
      '陈某',
      '是',
      '2026-09-28',
    ]);
    const xlsx = await tableFiles.writeXlsx([{ name: '意见', header, rows }]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const done = await send(Buffer.from(xlsx), type).expect(201);
    expect(done.body).toMatchObject({ first: 5, comments: 120 });
    expect(await state()).toMatchObject({ received: 124, unhandled: 124 });
    await post(`${path}/comment-imports`, { text: 'json' }, 'ren').expect(415);
  });

  it('groups, sorts and answers, and publishes only when nothing is left', async () => {
    const same = await act('groupings', { sameAs: 5, title: '发言' }).expect(201);
    expect(same.body).toMatchObject({ group: 1, comments: 60 });
    await act('groupings', { article: 'a5', group: 1 }).expect(201);
    const groups = await service.get(`${path}/comment-groups`, 'ren').expect(200);
    expect(groups.body.items).toEqual([{ group: 1, title: '发言', comments: 120, unhandled: 120 }]);
    const alike = await service.get(`${path}/similar-comments?group=1&limit=200`, 'ren').expect(200);
    expect(alike.body.items.map((cluster: readonly number[]) => cluster.length)).toEqual([60, 60]);
    await act('groupings', { title: '什么都没有' }).expect(400);
    await act('handlings', { result: 'adopted' }).expect(400);
    await act('handlings', { group: 1, result: 'notAdopted' }).expect(422);
    await act('handlings', { group: 1, result: 'notAdopted', reason: '超出范围' }).expect(201);
    await act('ungroupings', { comments: [5] }).expect(201);
    await act('sortings', { comments: [3], as: 'hidden' }).expect(422);
    await act('sortings', { comments: [3], as: 'hidden', reason: '谩骂' }).expect(201);
    await act('handlings', { comments: [1], result: 'adopted', articles: ['a3'] }).expect(201);
    const early = await act('results').expect(422);
    expect(early.body.unmet.map(({ code }: { code: string }) => code)).toEqual([
      ...['term-not-elapsed', 'requirement-unmet'],
    ]);
    await act('handlings', { comments: [2, 3, 4], result: 'explained', reason: '另行研究' }).expect(201);
    await advance('2026-10-28T15:59:59.000Z').expect(201);
    await act('results').expect(422);
    const notice = await service.get(`/v1/public/consultations/${id}`);
    expect(notice.body).toMatchObject({ phase: 'open', daysLeft: 1 });
    await advance('2026-10-28T16:00:00.000Z').expect(201);
    expect((await service.get(`/v1/public/consultations/${id}`)).body).toMatchObject({
      phase: 'closed',
      daysLeft: 0,
    });
    expect((await service.get(`/v1/public/comments/${receipt}`).expect(200)).body).toEqual({
      ...{ receipt, consultation: id, title: NOTICE.title, receivedOn: '2026-09-28', phase: 'closed' },
    });
    await act('results').expect(201);
    await act('results').expect(409);
  });

  it('tells everybody what became of the comments, and nobody who made them', async () => {
    const results = await service.get(`/v1/public/consultations/${id}/results?limit=5`).expect(200);
    expect(results.body).toMatchObject({
      ...{ resultOn: '2026-10-29', received: 124, corrections: 0 },
      results: { adopted: 1, partlyAdopted: 0, notAdopted: 120, explained: 3 },
      items: [
        {
          n: 1,
          text: '我是王**，电话138****5678，建议设站',
          author: '王**',
          result: 'adopted',
          changedArticles: ['a3'],
        },
        { n: 2, text: null, notPublished: 'noConsent', reason: '另行研究' },
        { n: 3, text: null, notPublished: 'hidden' },
        { n: 4, text: '来信', channel: 'letter' },
        { n: 5, result: 'notAdopted', reason: '超出范围' },
      ],
      page: { hasMore: true },
    });
    expect(JSON.stringify(results.body)).not.toMatch(/王大力|13812345678|骂人|不得公开/u);
    const one = await service.get(`/v1/public/comments/${receipt.toLowerCase()}`).expect(200);
    expect(one.body).toMatchObject({ result: 'adopted', changedArticles: ['a3'], resultOn: '2026-10-29' });
    expect(JSON.stringify(one.body)).not.toMatch(/王|138/u);
    await service.get('/v1/public/comments/0000-0000-00000').expect(404);
  });

  it('corrects what was published by adding to it, with a reason', async () => {
    await act('handlings', { comments: [4], result: 'adopted' }).expect(422);
    await act('handlings', { comments: [4], result: 'adopted', reason: '复核采纳' }).expect(201);
    expect(await state()).toMatchObject({
      corrections: 1,
      results: { adopted: 2, explained: 2 },
      unhandled: 0,
    });
    await act('comments', {
      comments: [{ channel: 'letter', arrivedOn: '2026-10-01', text: '迟到', consentToPublish: true }],
    }).expect(422);
  });

  it('gives the adoption table as CSV, XLSX, JSON and a document to be printed, masked', async () => {
    const csv = await service.get(`${path}/adoption-table`, 'du').expect(200);
    const read = tableFiles.readCsv(Buffer.from(csv.text));
    if (!read.ok) throw new Error(read.say.en);
    expect(read.sheets[0]?.rows).toHaveLength(125);
    expect(csv.text).not.toMatch(/王大力|骂人/u);
    const json = await service.get(`${path}/adoption-table?format=json`, 'ren').expect(200);
    expect(json.body).toMatchObject({ name: '意见采纳情况表', rows: expect.any(Array) });
    const xlsx = await service.get(`${path}/adoption-table?format=xlsx`, 'ren').expect(200);
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    const docx = await service
      .get(`${path}/adoption-table?format=docx`, 'ren')
      .responseType('blob')
      .expect(200);
    expect(docx.headers['content-type']).toContain('wordprocessingml');
    const limits = { entries: 100, unpacked: 10_000_000 };
    const parts = await unpackZip(docx.body as Buffer, limits, (part) => part === 'word/document.xml');
    const words = parts.get('word/document.xml')?.toString('utf8');
    expect(words).toContain('共收到意见 124 条');
    expect(words).toContain('公众意见研究采纳情况表');
    expect(words).not.toMatch(/王大力|骂人/u);
  });

  it('is withdrawn with a reason that everybody reads, and extended only while it runs', async () => {
    const shortened = { ...NOTICE, opensOn: '2026-10-29', closesOn: '2026-11-05', reason: '汛期将至' };
    await opened(shortened);
    await act('extensions', { closesOn: '2026-11-20', reason: '意见较多' }).expect(201);
    const extended = await service.get(`/v1/public/consultations/${id}`).expect(200);
    expect(extended.body).toMatchObject({
      ...{ shortenedFor: '汛期将至', extendedFor: '意见较多', closesOn: '2026-11-20' },
    });
    await act('withdrawals', {}).expect(400);
    await act('withdrawals', { reason: '草案重拟' }).expect(201);
    expect((await service.get(`/v1/public/consultations/${id}`)).body).toMatchObject({
      ...{ phase: 'withdrawn', withdrawnFor: '草案重拟', daysLeft: 0 },
    });
    expect(service.errors).toEqual([]);
  });
});

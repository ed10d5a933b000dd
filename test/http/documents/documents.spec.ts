import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person, TestService } from '../support/test-service.js';
import { unpackZip } from '../../../src/outside/tables/zip-archive.js';
import { DIRECT, LetterCase, startLetterService } from './letter-town.js';

interface Document {
  readonly id: string;
  readonly receipt: string | null;
}

describe('documents over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startLetterService();
  });
  afterAll(() => service.close());

  it('are ordered by an act, and whoever may issue them sees what is missing', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    const { body } = await letter.get('ren', 'documents').expect(200);
    expect(body.items).toMatchObject([
      {
        ...{
          id: 'd1',
          document: 'notice',
          title: '听证告知书',
          to: 'applicant',
          state: 'ordered',
          act: 'tell',
        },
        ...{ number: null, issuedOn: null, receipt: null, servedOn: null, pending: false, mayIssue: true },
        missing: [{ field: '拟作决定', ask: { type: 'string' } }],
      },
    ]);
    expect(body.modes.map(({ mode }: { mode: string }) => mode)).toContain('service.publicNotice');
    const seenByWindow = await letter.get('wang', 'documents').expect(200);
    expect(seenByWindow.body.items[0]).toMatchObject({ mayIssue: false });
    expect(seenByWindow.body.items[0]).not.toHaveProperty('missing');
  });

  it('are refused with every missing field named, and the refusal takes no number', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    const before = await service.composition.store.papers.lastNumber({
      unit: 'office',
      word: '测审许听告',
      year: 2026,
    });
    const refused = await letter.issue('ren', 'd1').expect(422);
    expect(refused.body).toMatchObject({
      code: 'document-field-missing',
      unmet: [{ code: 'document-field-missing', at: '/answers/拟作决定', basis: ['许可法 47.1'] }],
    });
    const after = await service.composition.store.papers.lastNumber({
      unit: 'office',
      word: '测审许听告',
      year: 2026,
    });
    expect(after).toBe(before);
  });

  it('are issued once: numbered, fixed by digest, with a receipt', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const { body } = await letter.get('ren', 'documents/d1').expect(200);
    expect(body).toMatchObject({
      ...{ id: 'd1', state: 'issued', issuedOn: '2026-09-28', masked: false },
      number: expect.stringMatching(/^测审许听告〔2026〕\d+号$/),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      sm3: expect.stringMatching(/^[0-9a-f]{64}$/),
      receipt: expect.stringMatching(/^[0-9a-f]{20}$/),
      content: {
        ...{
          title: '听证告知书',
          organ: '测试机关',
          addressee: expect.stringContaining('刘申请'),
          seal: 'special',
        },
        fields: { 拟作决定: '不予许可', 申请日期: '2026年9月28日' },
      },
    });
    expect(body.content.number).toBe(body.number);
    await letter.issue('ren', 'd1', { 拟作决定: '准予许可' }).expect(409);
    const again = await letter.get('ren', 'documents/d1').expect(200);
    expect(again.body).toEqual(body);
  });

  it('give the same answer to a repeated key and take one number for it', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    const first = await letter.issue('ren', 'd1', { 拟作决定: '不予许可' }, 'same-key').expect(201);
    const second = await letter.issue('ren', 'd1', { 拟作决定: '不予许可' }, 'same-key').expect(201);
    expect(second.body).toEqual(first.body);
    await letter.issue('ren', 'd1', { 拟作决定: '准予许可' }, 'same-key').expect(422);
  });

  it('hold nothing personal in the record, and their whole content in its part', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const { body } = await letter.get('liu', 'records?limit=200').expect(200);
    const issued = body.items.at(-1);
    expect(issued.record.type).toBe('document.issued');
    expect(JSON.stringify(issued.record)).not.toMatch(/刘申请|不予许可/);
    expect(issued.parts).toMatchObject({
      document: { title: '听证告知书' },
      answers: { 拟作决定: '不予许可' },
    });
    expect(issued.record.actor).toMatchObject({ person: 'ren', post: 'reviewer' });
  });

  it('can be issued by nobody but the posts that the law names', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    const refused = await letter.issue('wang', 'd1', { 拟作决定: '不予许可' }).expect(403);
    expect(refused.body.code).toBe('power-missing');
    await letter.issue('hu', 'd1', { 拟作决定: '不予许可' }).expect(404);
    await letter.issue('ren', 'd7', {}).expect(404);
    await letter.issue('ren', 'nonsense', {}).expect(404);
  });

  it('end a case and still go out: a refusal with its remedies', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'refuse', { reason: '经营场所不符合条件' }).expect(201);
    await letter.issue('ren', 'd1').expect(201);
    await letter.issue('ren', 'd2').expect(201);
    const { body } = await letter.get('liu', 'documents/d1').expect(200);
    expect(body.content.remedies).toContain('六十日内向测试市人民政府申请行政复议');
    expect(body.content.remedies).toContain('六个月内向测试市城东区人民法院提起行政诉讼');
    // The internal note is no business of the party.
    await letter.get('liu', 'documents/d2').expect(404);
    const listed = await letter.get('liu', 'documents').expect(200);
    expect(listed.body.items.map(({ id }: Document) => id)).toEqual(['d1']);
    expect((await letter.serve('wang', 'd2', DIRECT).expect(409)).body.code).toBe('document-not-for-service');
  });

  it('are read by who handles them and their addressee; others see that they are there', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    for (const person of ['ren', 'wang', 'liu'] as const) {
      const { body } = await letter.get(person, 'documents/d1').expect(200);
      expect(body).toMatchObject({ masked: false, content: { title: '听证告知书' } });
    }
    const supervisor = await letter.get('du', 'documents/d1').expect(200);
    expect(supervisor.body).toMatchObject({ masked: true, content: null, number: expect.any(String) });
    expect(JSON.stringify(supervisor.body)).not.toContain('刘申请');
    await letter.get('du', 'documents/d1.html').expect(403);
    await letter.get('du', 'documents/d1.docx').expect(403);
    await letter.get('hu', 'documents/d1').expect(404);
    await letter.get('hu', 'documents/d1.html').expect(404);
  });

  it('are in the records to a party only where they are for him, as in their own list', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'refuse', { reason: '内部意见：材料存疑' }).expect(201);
    for (const did of ['d1', 'd2']) await letter.issue('ren', did).expect(201);
    const listed = await letter.get('liu', 'documents').expect(200);
    expect(listed.body.items.map(({ id }: Document) => id)).toEqual(['d1']);
    const titles = async (person: Person): Promise<readonly string[]> => {
      const { body } = await letter.get(person, 'records').expect(200);
      const records = body.items as readonly { readonly parts: { readonly document?: { title: string } } }[];
      return records.flatMap(({ parts }) => parts.document?.title ?? []);
    };
    expect(await titles('liu')).toEqual(['不予行政许可决定书']);
    // Others who may read the case see that there are two, and nothing of what they say.
    expect(await titles('du')).toEqual(['***', '***']);
    const streamed = await service.get(`/v1/streams/${letter.id}/records`, 'liu').expect(200);
    expect(JSON.stringify(streamed.body)).not.toContain('审批表');
  });

  it('are not shown to the party before they are issued', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'refuse', { reason: '不符合条件' }).expect(201);
    await letter.get('liu', 'documents/d1').expect(404);
    expect((await letter.get('liu', 'documents').expect(200)).body.items).toEqual([]);
    const preview = await letter.get('ren', 'documents/d1').expect(200);
    expect(preview.body).toMatchObject({ state: 'ordered', content: { title: '不予行政许可决定书' } });
    const page = await letter.get('ren', 'documents/d1.html').expect(200);
    expect(page.text).toContain('预览件：尚未签发');
  });

  it('are had as a page with a policy of its own, and as .docx, by suffix or Accept', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const page = await letter.get('ren', 'documents/d1.html').expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('<h1>听证告知书</h1>');
    expect(page.text).toContain(`案件编号 ${letter.id}`);
    expect(page.text).toContain('打印人 任审查');
    const accepted = await letter.get('ren', 'documents/d1').set('accept', 'text/html').expect(200);
    expect(accepted.text).toContain('<h1>听证告知书</h1>');
    expect(accepted.headers['content-type']).toBe('text/html; charset=utf-8');
    const file = await letter.get('ren', 'documents/d1.docx').buffer(true).parse(binary).expect(200);
    expect(file.headers['content-disposition']).toContain("filename*=UTF-8''%E6%B5%8B%E5%AE%A1");
    const parts = await unpackZip(file.body as Buffer, { entries: 100, unpacked: 9_999_999 }, () => true);
    expect(parts.get('word/document.xml')?.toString('utf8')).toContain('听证告知书');
  });
});

/** Gathers a body byte by byte. */
function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

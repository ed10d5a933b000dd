import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlignmentType, Document, LevelFormat, Packer, Paragraph, TextRun } from 'docx';
import { DRAFT_PROCEDURE } from '../../support/draft-procedure.js';
import { pdfOf } from '../../support/pdf.js';
import { MEMBERS, startTestService, type Person, type TestService } from '../support/test-service.js';
import { upload } from '../support/uploading.js';

const TEXT = '某市决策规定\n第一章　总则\n第一条　甲应当公开。\n第二条　乙应当：\n（一）论证；\n（二）评估。';
const SECOND =
  '某市决策规定\n第一章　总则\n第一条　丙依法决策，不得超越权限。\n第二条　乙应当：\n（一）组织论证；\n（二）评估。';
const NAMES = Object.fromEntries(Object.keys(MEMBERS).map((person) => [person, `${person}某`]));
let keys = 0;

describe('drafts over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    const town = { members: MEMBERS, names: NAMES, procedures: [DRAFT_PROCEDURE], changes: [] };
    service = await startTestService({ town });
  });
  afterAll(() => service.close());

  const send = (path: string, person: Person, body: object, key = `drafts-${keys++}`) =>
    service.post(path, person).set('idempotency-key', key).send(body);

  /** A case whose draft may begin; the address of the draft. */
  async function started(): Promise<string> {
    const body = { procedure: 'test-draft', subject: '决策', applicant: { name: '某局' }, input: {} };
    const { body: opened } = await send('/v1/cases', 'rui', body).expect(201);
    const path = `/v1/cases/${(opened as { caseId: string }).caseId}`;
    await send(`${path}/acts/start`, 'rui', {}).expect(201);
    return `${path}/drafts/draft`;
  }

  it('are submitted, read article by article, and compared', async () => {
    const draft = await started();
    const first = await send(`${draft}/versions`, 'rui', { text: TEXT, replaces: 0 }, 'first').expect(201);
    expect(first.body).toMatchObject({
      ...{ version: 1, articles: 2, sequence: 0, leaf: { sha256: expect.any(String) } },
      digest: {
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        sm3: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(first.headers).toMatchObject({ etag: '"v1"', 'x-ledger-sequence': '0' });
    const again = await send(`${draft}/versions`, 'rui', { text: TEXT, replaces: 0 }, 'first').expect(201);
    expect(again.body).toEqual(first.body);
    await send(`${draft}/versions`, 'rui', { text: SECOND, replaces: 1 }).expect(201);
    const { body: listed } = await service.get(`${draft}/versions`, 'chai').expect(200);
    expect(listed.items).toMatchObject([
      { version: 1, by: { person: 'rui', name: 'rui某' }, post: 'reviewer', source: 'text' },
      { version: 2, articles: 2 },
    ]);
    const { body: read } = await service.get(`${draft}/versions/2`, 'chai').expect(200);
    expect(read).toMatchObject({
      ...{ version: 2, preamble: ['某市决策规定'], annexes: [] },
      body: [
        { kind: 'chapter', label: '第一章', title: '总则' },
        { kind: 'article', label: '第一条', id: 'a3', paragraphs: [{ text: '丙依法决策，不得超越权限。' }] },
        {
          kind: 'article',
          label: '第二条',
          id: 'a2',
          paragraphs: [{ items: [{ number: 1 }, { number: 2 }] }],
        },
      ],
    });
    const { body: compared } = await service.get(`${draft}/comparison?from=1&to=2`, 'chai').expect(200);
    expect(compared.items.map(({ id, change }: { id: string; change: string }) => [id, change])).toEqual([
      ...[
        ['preamble', 'unchanged'],
        ['chapter 总则', 'unchanged'],
        ['a1', 'deleted'],
        ['a3', 'added'],
      ],
      ['a2', 'changed'],
    ]);
    expect(compared.items.at(-1).spans[1]).toEqual({ kind: 'ins', text: '组织' });
  });

  it('are refused with every reason: no power, not begun, the same text, an overtaken one', async () => {
    const draft = await started();
    const path = `${draft}/versions`;
    await send(path, 'rui', { text: TEXT }).expect(201);
    const same = await send(path, 'rui', { text: TEXT.replaceAll('\n', '\n\n') }).expect(409);
    expect(same.body).toMatchObject({
      code: 'nothing-to-change',
      unmet: [{ basis: ['规则 2'], at: '/text' }],
    });
    const notHis = await send(path, 'chai', { text: SECOND }).expect(403);
    expect(notHis.body.code).toBe('power-missing');
    const overtaken = await send(path, 'rui', { text: SECOND, replaces: 0 });
    expect(overtaken.body).toMatchObject({ code: 'seen-outdated', unmet: [{ at: '/replaces' }] });
    await send(path, 'rui', {}).expect(400);
    await send(path, 'rui', { text: TEXT, upload: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }).expect(400);
    await send(path, 'rui', { upload: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }).expect(404);
    const body = { procedure: 'test-draft', subject: '决策', applicant: { name: '某局' }, input: {} };
    const { body: fresh } = await send('/v1/cases', 'rui', body).expect(201);
    const early = await send(`/v1/cases/${fresh.caseId}/drafts/draft/versions`, 'rui', { text: TEXT }).expect(
      422,
    );
    expect(early.body.unmet).toMatchObject([{ code: 'requirement-unmet', basis: ['规则 1'] }]);
  });

  it('come from Word with its automatic numbers, and from plain text', async () => {
    const draft = await started();
    const numbered = (level: number, text: string) =>
      new Paragraph({ numbering: { reference: 'law', level }, children: [new TextRun(text)] });
    const format = LevelFormat.CHINESE_COUNTING;
    const levels = ['第%1条', '（%2）'].map((text, level) => ({
      level,
      format,
      text,
      alignment: AlignmentType.LEFT,
    }));
    const file = new Document({
      numbering: { config: [{ reference: 'law', levels }] },
      sections: [{ children: [numbered(0, '甲应当：'), numbered(1, '公开；'), numbered(0, '施行。')] }],
    });
    const docx = await upload(service.app, 'rui', '草案.docx', await Packer.toBuffer(file), '');
    const { body } = await send(`${draft}/versions`, 'rui', { upload: docx }).expect(201);
    expect(body).toMatchObject({ version: 1, articles: 2 });
    const plain = await upload(
      service.app,
      'rui',
      '草案.txt',
      Buffer.from('第一条 甲应当：\n(一)公开；\n第二条 施行。'),
      '',
    );
    const same = await send(`${draft}/versions`, 'rui', { upload: plain }).expect(409);
    expect(same.body.code).toBe('nothing-to-change');
    const { body: read } = await service.get(`${draft}/versions/1`, 'rui').expect(200);
    expect(read).toMatchObject({ source: 'docx', body: [{ label: '第一条' }, { label: '第二条' }] });
    const picture = await upload(service.app, 'rui', '草案.pdf', pdfOf('草案'));
    const refused = await send(`${draft}/versions`, 'rui', { upload: picture }).expect(422);
    expect(refused.body.code).toBe('file-refused');
    await send(`${draft}/versions`, 'rui', {
      upload: `${docx.slice(0, -1)}${docx.endsWith('0') ? 1 : 0}`,
    }).expect(404);
  });

  it('carry comments that stay where they were made, until they are answered', async () => {
    const draft = await started();
    await send(`${draft}/versions`, 'rui', { text: TEXT }).expect(201);
    const made = {
      kind: 'mustChange',
      version: 1,
      article: 'a2',
      quote: '（一）论证；',
      text: '应当写明由谁组织。',
    };
    const { body: comment } = await send(`${draft}/comments`, 'chai', made).expect(201);
    expect(comment).toMatchObject({ comment: 1, sequence: 1 });
    await send(`${draft}/comments`, 'chai', {
      ...made,
      article: 'a1',
      quote: '甲',
      kind: 'suggestion',
    }).expect(201);
    const lost = await send(`${draft}/comments`, 'chai', { ...made, quote: '没有的话' }).expect(422);
    expect(lost.body).toMatchObject({ code: 'invalid-input', unmet: [{ at: '/quote' }] });
    await send(`${draft}/comments`, 'hu', made).expect(404);
    await send(`${draft}/comments`, 'chai', { ...made, kind: 'praise' }).expect(400);

    const answers = `${draft}/comments/1/answers`;
    expect((await send(answers, 'rui', { answer: 'declined' }).expect(422)).body.code).toBe('invalid-input');
    await send(`${draft}/versions`, 'rui', { text: SECOND }).expect(201);
    await send(answers, 'rui', { answer: 'revised' }).expect(201);
    expect((await send(answers, 'rui', { answer: 'confirmed' }).expect(403)).body.code).toBe('power-missing');
    await send(answers, 'chai', { answer: 'confirmed' }).expect(201);
    expect((await send(answers, 'rui', { answer: 'revised' }).expect(409)).body.code).toBe(
      'not-in-this-state',
    );
    await send(`${draft}/comments/9/answers`, 'rui', { answer: 'revised' }).expect(422);

    const { body } = await service.get(`${draft}/comments`, 'rui').expect(200);
    expect(body.items).toMatchObject([
      {
        ...{ comment: 1, state: 'confirmed', where: 'touched', label: '第二条', quote: '（一）论证；' },
        ...{ text: '应当写明由谁组织。', by: { person: 'chai' }, post: 'chair' },
        changes: [{ kind: 'same' }, { kind: 'ins', text: '组织' }, { kind: 'same' }],
        answers: [{ answer: 'revised', version: 2 }, { answer: 'confirmed' }],
      },
      { comment: 2, state: 'open', where: 'articleDeleted', label: null, changes: null, quote: '甲' },
    ]);
    const page = await service.get(`${draft}/comments?limit=1`, 'rui').expect(200);
    expect(page.body.page).toMatchObject({ hasMore: true });
    const rest = await service.get(`${draft}/comments?after=${page.body.page.endCursor}`, 'rui').expect(200);
    expect(rest.body.items).toMatchObject([{ comment: 2 }]);
    await service.get(`${draft}/comments?after=x`, 'rui').expect(400);
  });

  it('are withdrawn with a reason, which everybody who may read the case finds beside the version', async () => {
    const draft = await started();
    await send(`${draft}/versions`, 'rui', { text: TEXT }).expect(201);
    const wish = { version: 1, reason: '方案需要重新研究' };
    expect((await send(`${draft}/withdrawals`, 'chai', wish).expect(403)).body.code).toBe('power-missing');
    await send(`${draft}/withdrawals`, 'hu', wish).expect(404);
    await send(`${draft}/withdrawals`, 'rui', { version: 1 }).expect(400);
    const { body } = await send(`${draft}/withdrawals`, 'rui', wish).expect(201);
    expect(body).toMatchObject({ version: 1, sequence: 2 });
    expect((await send(`${draft}/withdrawals`, 'rui', wish).expect(409)).body.code).toBe('not-in-this-state');
    const withdrawn = { by: { person: 'rui', name: 'rui某' }, post: 'reviewer', reason: '方案需要重新研究' };
    const { body: listed } = await service.get(`${draft}/versions`, 'chai').expect(200);
    expect(listed.items).toMatchObject([{ version: 1, withdrawn }]);
    const { body: read } = await service.get(`${draft}/versions/1`, 'chai').expect(200);
    expect(read).toMatchObject({ version: 1, withdrawn, preamble: ['某市决策规定'] });
    const standings = await service.get(draft.replace('/drafts/draft', '/standings'), 'chai');
    const text = JSON.stringify(standings.body);
    expect(standings.status).toBe(200);
    expect(text).not.toContain('方案需要重新研究');
    const { body: again } = await send(`${draft}/versions`, 'rui', { text: TEXT, replaces: 1 }).expect(201);
    expect(again).toMatchObject({ version: 2 });
    const { body: after } = await service.get(`${draft}/versions`, 'chai').expect(200);
    expect(after.items.map((one: { withdrawn?: object }) => one.withdrawn !== undefined)).toEqual([
      true,
      false,
    ]);
  });

  it('are not there for who may not know of the case, nor under another name', async () => {
    const draft = await started();
    await send(`${draft}/versions`, 'rui', { text: TEXT }).expect(201);
    for (const path of ['versions', 'versions/1', 'comparison?from=1&to=1', 'comments']) {
      await service.get(`${draft}/${path}`, 'hu').expect(404);
    }
    const paths = [
      `${draft}s/versions`,
      `${draft}/versions/2`,
      `${draft}/versions/x`,
      `${draft}/comparison?from=1&to=9`,
    ];
    for (const path of paths) await service.get(path, 'rui').expect(404);
    await service.get(`${draft}/comparison?from=1`, 'rui').expect(400);
    await send(`${draft.replace('/draft', '/Draft!')}/versions`, 'rui', { text: TEXT }).expect(404);
  });
});

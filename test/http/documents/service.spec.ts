import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestService } from '../support/test-service.js';
import { everyCaseReplayed } from '../../support/recorded-history.js';
import { DIRECT, LetterCase, startLetterService } from './letter-town.js';

describe('service of documents over HTTP 送达', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startLetterService();
  });
  afterAll(() => service.close());

  it('starts the clock on its day and makes its proof 送达回证', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const { body } = await letter.serve('wang', 'd1', DIRECT).expect(201);
    expect(body).toMatchObject({
      act: { type: 'document.served' },
      state: {
        value: 'told',
        milestones: { told: '2026-09-28' },
        // 5 wd after 2026-09-28: 09-29, 09-30, then the holiday to 10-07, 10-08, 10-09, 10-10 (made up)
        clocks: { request: { state: 'running', dueOn: '2026-10-10' } },
      },
    });
    const listed = await letter.get('wang', 'documents').expect(200);
    expect(listed.body.items).toMatchObject([
      { id: 'd1', state: 'served', servedOn: '2026-09-28', services: [{ mode: 'service.direct' }] },
      { id: 'd2', document: 'proof', title: '送达回证', state: 'issued', receipt: expect.any(String) },
    ]);
    const proof = await letter.get('ren', 'documents/d2.html').expect(200);
    expect(proof.text).toContain('于2026年9月28日以直接送达送达刘申请，签收人：刘申请。');
  });

  it('records a failed attempt, then a public notice that takes effect when its day has passed', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const failed = { ...DIRECT, input: {}, failure: '三次上门均无人' };
    await letter.serve('wang', 'd1', failed).expect(201);
    const notice = {
      mode: 'service.publicNotice',
      input: { medium: '测试日报第三版', ground: '其他方式无法送达', reason: '上门、邮寄均未能送达' },
    };
    const { body } = await letter.serve('wang', 'd1', notice).expect(201);
    // 30 cd after 2026-09-28 is 2026-10-28, a Wednesday.
    expect(body.state.documents?.['d1'] ?? {}).not.toHaveProperty('servedOn', '2026-09-28');
    const listed = await letter.get('wang', 'documents').expect(200);
    expect(listed.body.items[0]).toMatchObject({
      ...{ state: 'issued', servedOn: '2026-10-28', pending: true },
      services: [{ effectiveOn: null }, { mode: 'service.publicNotice', effectiveOn: '2026-10-28' }],
    });
    const { store, ports } = service.composition;
    const [row] = await store.papers.ofCase(letter.id);
    expect(row).toMatchObject({ id: 'd1', servedOn: '2026-10-28' });
    expect(await ports.ledger.dueStreams('2026-10-28T15:59:59.999Z' as never, 100)).not.toContain(letter.id);
    expect(await ports.ledger.dueStreams('2026-10-28T16:00:00.000Z' as never, 100)).toContain(letter.id);
  });

  it('tells what the mode wants, what is not allowed, and leaves the attempt on record', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const told = await letter
      .serve('wang', 'd1', { mode: 'service.left', input: { place: '住所' } })
      .expect(422);
    expect(told.body).toMatchObject({ code: 'invalid-input', unmet: [{ at: '/input/refusal' }] });
    expect((await letter.serve('wang', 'd1', { mode: 'service.pigeon' }).expect(422)).body.code).toBe(
      'service-mode-unknown',
    );
    expect((await letter.serve('wang', 'd1', { ...DIRECT, on: '2026-09-29' }).expect(422)).body.code).toBe(
      'day-not-allowed',
    );
    await letter.serve('wang', 'd1', { ...DIRECT, on: 'tomorrow' }).expect(400);
    expect((await letter.serve('du', 'd1', DIRECT).expect(403)).body.code).toBe('power-missing');
    await letter.serve('hu', 'd1', DIRECT).expect(404);
    const { body } = await letter.get('ren', 'records?limit=200').expect(200);
    const types = (body.items as readonly { readonly record: { readonly type: string } }[]).map(
      ({ record }) => record.type,
    );
    expect(types.filter((type) => type === 'act.refused')).toHaveLength(4);
  });

  it('refuses what has not been issued', async () => {
    const letter = await LetterCase.open(service);
    await letter.act('ren', 'tell').expect(201);
    expect((await letter.serve('wang', 'd1', DIRECT).expect(409)).body.code).toBe('document-not-issued');
  });

  it('leaves cases that are decided anew to the same end', async () => {
    expect(await everyCaseReplayed(service.composition, 'documents')).toEqual([]);
  });
});

describe('the public check of a document 核验', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startLetterService();
  });
  afterAll(() => service.close());

  it('says without sign-in who issued it, under which number, on which day, and its digests', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const { body: document } = await letter.get('ren', 'documents/d1').expect(200);
    const { body } = await service.get(`/v1/public/documents/${document.receipt}`).expect(200);
    expect(body).toMatchObject({
      ...{ issued: true, organ: '测试机关', title: '听证告知书', issuedOn: '2026-09-28' },
      ...{ number: document.number, sha256: document.sha256, sm3: document.sm3 },
      leaf: { sha256: expect.stringMatching(new RegExp(`^${document.receipt as string}`)) },
    });
    expect(JSON.stringify(body)).not.toMatch(/刘申请|liu|不予许可/);
    expect(JSON.stringify(body)).not.toContain(letter.id);
    const typed = (document.receipt as string)
      .toUpperCase()
      .replaceAll(/(.{4})/g, '$1 ')
      .trim();
    expect((await service.get(`/v1/public/documents/${encodeURIComponent(typed)}`).expect(200)).body).toEqual(
      body,
    );
    const { body: whole } = await service
      .get(`/v1/public/documents/${body.leaf.sha256 as string}`)
      .expect(200);
    expect(whole).toEqual(body);
  });

  it('knows no receipt that was not given out, nor half of one', async () => {
    const letter = await (await LetterCase.open(service)).noticeIssued();
    const { body: document } = await letter.get('ren', 'documents/d1').expect(200);
    for (const receipt of ['0'.repeat(20), document.receipt.slice(0, 19), 'x', "' or 1=1 --", '%25']) {
      const { body } = await service
        .get(`/v1/public/documents/${encodeURIComponent(receipt as string)}`)
        .expect(200);
      expect(body).toEqual({ issued: false });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pdfOf } from '../../support/pdf.js';
import { everyCaseReplayed } from '../../support/recorded-history.js';
import { upload } from '../support/uploading.js';
import { startDocumentOffice, TASK, type Clerk, type DocumentOffice } from './support/document-office.js';

/** What users of other products ask for, number by number: human tasks and collaboration. */
describe('complaints 44 to 61', () => {
  let office: DocumentOffice;
  beforeAll(async () => {
    office = await startDocumentOffice();
  });
  afterAll(() => office.close());

  const sign = (id: string, act: string, person: Clerk, stance: string) =>
    office.act(id, act, person, { input: { stance } });
  const inboxOf = async (person: Clerk, view: string) =>
    JSON.stringify((await office.get(`/v1/inbox?view=${view}&limit=200`, person).expect(200)).body.items);
  const records = async (id: string) =>
    (await office.get(`/v1/cases/${id}/records?limit=200`, 'ban').expect(200)).body.items as {
      record: { type: string; actor?: { person: string; onBehalfOf?: string } };
      parts: Record<string, unknown>;
    }[];

  it('44 rejects to the previous step or back to the initiator, who submits again', async () => {
    const id = await office.atHead();
    await office.act(id, 'returnToChecker', 'qin', { opinion: { text: '请核对数字' } }).expect(201);
    expect((await office.state(id)).value).toEqual({ working: 'checking' });
    await office.act(id, 'returnDraft', 'hong', { opinion: { text: '数字有误' } }).expect(201);
    expect((await office.state(id)).tasks[TASK.drafting]).toMatchObject({ holder: { person: 'ni' } });
    await office.act(id, 'submit', 'ni').expect(201);
    expect((await office.state(id)).value).toEqual({ working: 'checking' });
  });

  it('45 lets an approver add a file and fill a field in at his step', async () => {
    const id = await office.submitted();
    await office.post(`/v1/cases/${id}/opinions`, 'hong', { text: '初看无误' }).expect(201);
    const opinion = async () =>
      (await office.get(`/v1/cases/${id}/opinions`, 'hong').expect(200)).body.items[0];
    expect(await opinion()).toMatchObject({ current: true });
    const file = await upload(office.service.app, 'hong', '核稿附件.pdf', pdfOf('核稿附件'));
    const filed = await office.post(`/v1/cases/${id}/materials`, 'hong', {
      upload: file,
      source: 'applicant',
    });
    expect(filed.status).toBe(201);
    // The draft and materials are no longer those that the opinion is about.
    expect(await opinion()).toMatchObject({ current: false });
    const fields = { copies: 12, checkNumber: '核12' };
    await office.post(`/v1/cases/${id}/form`, 'hong', { values: fields }).expect(201);
    const form = (await office.get(`/v1/cases/${id}/form`, 'ban').expect(200)).body.items;
    expect(form).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'copies', value: 12 }),
        expect.objectContaining({ name: 'checkNumber', value: '核12' }),
      ]),
    );
  });

  it('46 takes a handwritten signature at the step', async () => {
    const id = await office.checked('any');
    const broken = { width: 10, height: 10, strokes: [[1, 2, 30, 40]] };
    const refused = await office.act(id, 'signAny', 'fang', {
      input: { stance: 'agree' },
      opinion: { text: '同意', signature: broken },
    });
    expect(refused).toMatchObject({ status: 400, body: { unmet: [{ at: '/opinion/signature' }] } });
    const signature = {
      width: 300,
      height: 120,
      strokes: [
        [10, 60, 90, 20],
        [40, 100, 200, 30, 250, 80],
      ],
    };
    const opinion = { text: '同意', signature };
    await office.act(id, 'signAny', 'fang', { input: { stance: 'agree' }, opinion }).expect(201);
    const [given] = (await office.get(`/v1/cases/${id}/opinions`, 'ban').expect(200)).body.items;
    expect(given).toMatchObject({ act: 'signAny', signature });
    const sheet = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    expect(sheet.text).toContain('<path d="M40 100L200 30L250 80"/>');
  });

  it('47 in 或签 the rejection of one appears in nobody else’s done list', async () => {
    const id = await office.checked('any');
    await sign(id, 'signAny', 'fang', 'disagree').expect(201);
    expect(await inboxOf('fang', 'done')).toContain(id);
    for (const person of ['feng', 'fu', 'fan', 'fei'] as const) {
      expect(await inboxOf(person, 'done')).not.toContain(id);
    }
  });

  it('48 a return from countersigning cancels what the others still had to do', async () => {
    const id = await office.checked('all');
    await sign(id, 'signAll', 'fang', 'agree').expect(201);
    expect(await inboxOf('fei', 'all')).toContain(id);
    await office.act(id, 'returnFromSigning', 'feng', { opinion: { text: '依据不足，退回' } }).expect(201);
    expect(await inboxOf('fei', 'all')).not.toContain(id);
    const state = await office.state(id);
    expect(Object.keys(state.tasks)).toEqual([TASK.drafting]);
    expect(state.signings?.['all']?.result).toBe('closed');
    const late = await sign(id, 'signAll', 'fei', 'agree');
    expect(late.status).toBe(409);
  });

  it('49 one takes one’s own countersignature back while the round is open', async () => {
    const id = await office.checked('all');
    await sign(id, 'signAll', 'fang', 'agree').expect(201);
    const other = await office.post(`/v1/cases/${id}/signings/all/withdrawals`, 'feng');
    expect(other).toMatchObject({ status: 409, body: { code: 'not-signed' } });
    const back = await office.post(`/v1/cases/${id}/signings/all/withdrawals`, 'fang', {
      reason: '看错附件',
    });
    expect(back).toMatchObject({ status: 201, body: { act: { type: 'signing.withdrawn' } } });
    const signer = (await office.state(id)).signings?.['all']?.signers.find(
      ({ person }) => person === 'fang',
    );
    expect(signer?.stance).toBeUndefined();
    for (const person of ['fang', 'feng', 'fu', 'fan', 'fei'] as const) {
      await sign(id, 'signAll', person, 'agree').expect(201);
    }
    const closed = await office.post(`/v1/cases/${id}/signings/all/withdrawals`, 'fang');
    expect(closed).toMatchObject({ status: 409, body: { code: 'round-closed' } });
  });

  it('50 signers sign one after the other in the order that was chosen', async () => {
    const id = await office.checked('turn', ['fei', 'fang', 'fu']);
    const early = await sign(id, 'signTurn', 'fang', 'agree');
    expect(early).toMatchObject({ status: 409, body: { code: 'not-your-turn' } });
    const outside = await sign(id, 'signTurn', 'feng', 'agree');
    expect(outside).toMatchObject({ status: 403, body: { code: 'not-a-signer' } });
    for (const person of ['fei', 'fang', 'fu'] as const) {
      await sign(id, 'signTurn', person, 'agree').expect(201);
    }
    expect((await office.state(id)).value).toEqual({ working: 'issuing' });
  });

  it('51 one vote approves in 或签 and rejects in 会签, the same every time', async () => {
    for (let n = 0; n < 3; n += 1) {
      const any = await office.checked('any');
      await sign(any, 'signAny', 'fan', 'agree').expect(201);
      expect(await office.state(any)).toMatchObject({
        value: { working: 'issuing' },
        signings: { any: { result: 'passed' } },
      });
      const all = await office.checked('all');
      await sign(all, 'signAll', 'fang', 'agree').expect(201);
      await sign(all, 'signAll', 'feng', 'disagree').expect(201);
      expect(await office.state(all)).toMatchObject({
        value: { working: 'checking' },
        signings: { all: { result: 'failed' } },
      });
    }
  });

  it('52 what is sent for information is confirmed in one batch', async () => {
    const ids = [await office.submitted(), await office.submitted(), await office.submitted()];
    const items = [];
    for (const caseId of ids) {
      const sent = await office.post(`/v1/cases/${caseId}/circulations`, 'ni', { to: ['gong'] }).expect(201);
      items.push({ caseId, desk: 'answer', referral: Object.keys(sent.body.state.referrals)[0] });
    }
    const answer = await office.post('/v1/batches', 'gong', { items }).expect(200);
    expect(answer.body.recorded).toBe(3);
    for (const id of ids) expect((await office.state(id)).referrals ?? {}).toEqual({});
  });

  it('53 a rejection leaves what was circulated to others', async () => {
    const id = await office.atHead();
    await office.post(`/v1/cases/${id}/circulations`, 'hong', { to: ['gong'] }).expect(201);
    await office.act(id, 'reject', 'qin', { opinion: { text: '不同意' } }).expect(201);
    await office.get(`/v1/cases/${id}`, 'gong').expect(200);
    const open = Object.entries((await office.state(id)).referrals ?? {});
    const mine = open.find(([, { to }]) => to === 'gong')?.[0];
    expect(mine).toBeDefined();
    await office.post(`/v1/cases/${id}/referrals/${mine}/answers`, 'gong').expect(201);
  });

  it('54 a step circulates the matter to its targets by itself', async () => {
    const id = await office.checked('any');
    const open = Object.values((await office.state(id)).referrals ?? {});
    expect(open).toMatchObject([{ kind: 'circulation', to: 'ban', blocks: false }]);
    expect(await inboxOf('ban', 'referrals')).toContain(id);
  });

  it('55 somebody else acts while one is away, for a period, and both are seen', async () => {
    const period = { from: '2026-09-28', to: '2026-09-30' };
    const body = { kind: 'leave', deputy: 'heng', ...period, basis: '请假单' };
    await office.post('/v1/me/substitutions', 'feng', body).expect(201);
    const id = await office.checked('turn', ['feng', 'fang']);
    await sign(id, 'signTurn', 'heng', 'agree').expect(201);
    const signed = (await records(id)).find(({ record }) => record.type === 'draft.signedInTurn');
    expect(signed?.record.actor).toMatchObject({ person: 'heng', onBehalfOf: 'feng' });
    const sheet = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    expect(sheet.text).toContain('衡核稿（代理冯会签）');
    expect(await inboxOf('feng', 'done')).toContain(id);
    expect(await inboxOf('heng', 'done')).toContain(id);
  });

  it('56 nobody approves his own request, whatever he sends', async () => {
    const id = await office.submitted('hua');
    const body = { input: { mode: 'any' }, fields: { checkNumber: '1' } };
    const single = await office.act(id, 'approveCheck', 'hua', body);
    expect(single).toMatchObject({ status: 403, body: { code: 'separation-of-duties' } });
    const batch = await office.post('/v1/batches', 'hua', {
      items: [{ caseId: id, act: 'approveCheck', ...body }],
    });
    expect(batch.body).toMatchObject({
      recorded: 0,
      items: [{ outcome: 'refused', problem: { code: 'separation-of-duties' } }],
    });
    const claim = await office.post(`/v1/cases/${id}/tasks/${TASK.checking}/claims`, 'hua');
    expect(claim.status).toBe(403);
  });

  it('57 self-approval is not got round by another who submits: whoever drafted is known too', async () => {
    const id = await office.draft('hua');
    await office.act(id, 'submit', 'ni').expect(201);
    const body = { input: { mode: 'any' }, fields: { checkNumber: '1' } };
    const own = await office.act(id, 'approveCheck', 'hua', body);
    expect(own).toMatchObject({ status: 403, body: { code: 'separation-of-duties' } });
    const transfer = await office.post(`/v1/cases/${id}/tasks/${TASK.checking}/transfers`, 'hong', {
      to: 'hua',
      reason: '请代核',
    });
    expect(transfer).toMatchObject({ status: 422, body: { code: 'person-not-eligible' } });
    const candidates = await office
      .get(`/v1/cases/${id}/tasks/${TASK.checking}/candidates?for=transfer`, 'hong')
      .expect(200);
    expect(candidates.body.items.map(({ person }: { person: string }) => person)).toEqual(['heng']);
    await office.act(id, 'approveCheck', 'hong', body).expect(201);
  });

  it('58 a matter goes back to an earlier step that the procedure declares, and the way ahead is open again', async () => {
    const id = await office.atHead();
    await office.act(id, 'returnToChecker', 'qin').expect(201);
    const again = { input: { mode: 'any' } };
    await office.act(id, 'approveCheck', 'hong', again).expect(201);
    await sign(id, 'signAny', 'fu', 'agree').expect(201);
    await office.act(id, 'issue', 'qin').expect(201);
    expect(await office.state(id)).toMatchObject({ status: 'ended', outcome: 'issued' });
  });

  it('59 the approval sheet prints from the records, refused attempts approve nothing, and what is under way says so', async () => {
    const id = await office.submitted();
    await office.act(id, 'approveCheck', 'ni', { input: { mode: 'any' } }).expect(403);
    const body = { opinion: { text: '<script>alert(1)</script>退回修改' } };
    await office.act(id, 'returnDraft', 'hong', body).expect(201);
    await office
      .post(`/v1/cases/${id}/opinions`, 'hong', { text: '更正：仅标题须修改', corrects: 4 })
      .expect(201);
    const alien = await office.post(`/v1/cases/${id}/opinions`, 'heng', { text: '替他更正', corrects: 4 });
    expect(alien).toMatchObject({ status: 403, body: { code: 'opinion-not-yours' } });
    const { text } = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    expect(text).toContain('办理中：');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;退回修改');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('核稿通过');
    expect(text).toContain('已由后文更正：第5条');
    expect(text).toContain('另有 2 次未获准的尝试');
    expect(text).toContain('@page { size: A4;');
    const english = await office
      .get(`/v1/cases/${id}/approval-sheet`, 'ban')
      .set('accept-language', 'en')
      .expect(200);
    expect(english.text).toContain('In progress');
    await office.get(`/v1/cases/${id}/approval-sheet`, 'gong').expect(404);
  });

  it('60 a vote passes with more than half of the votes', async () => {
    const five: readonly Clerk[] = ['fang', 'feng', 'fu', 'fan', 'fei'];
    const id = await office.checked('votes', five);
    await sign(id, 'vote', 'fang', 'agree').expect(201);
    await sign(id, 'vote', 'feng', 'disagree').expect(201);
    await sign(id, 'vote', 'fu', 'agree').expect(201);
    expect((await office.state(id)).value).toEqual({ working: 'voting' });
    await sign(id, 'vote', 'fan', 'agree').expect(201);
    expect(await office.state(id)).toMatchObject({
      value: { working: 'issuing' },
      signings: { votes: { result: 'passed' } },
    });
  });

  it('61 a member with an interest leaves and counts neither for the quorum nor for the vote', async () => {
    const id = await office.checked('votes', ['fang', 'fu', 'fei']);
    const even = await office.submitted();
    const refused = await office.act(even, 'approveCheck', 'hong', {
      input: { mode: 'votes' },
      fields: { checkNumber: '1' },
      signers: { votes: ['fang', 'fu'] },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'signers-number' } });
    await office.post(`/v1/cases/${id}/recusals`, 'fei', { reason: '配偶为利害关系人' }).expect(201);
    const barred = await sign(id, 'vote', 'fei', 'agree');
    expect(barred.status).toBe(403);
    await sign(id, 'vote', 'fang', 'agree').expect(201);
    await sign(id, 'vote', 'fu', 'disagree').expect(201);
    const { signings, value } = await office.state(id);
    const signers = signings?.['votes']?.signers.map(({ person }) => person);
    expect(signers).toEqual(['fang', 'fu']);
    // Two are no lawful number of voters: the round waits for a third, and never passes because one has gone.
    expect(value).toEqual({ working: 'voting' });
    const third = await office.post(`/v1/cases/${id}/signings/votes/signers`, 'hong', {
      persons: ['fan'],
      reason: '补位',
    });
    expect(third.status).toBe(201);
    await sign(id, 'vote', 'fan', 'agree').expect(201);
    expect(await office.state(id)).toMatchObject({ value: { working: 'issuing' } });
  });

  it('are decided anew to the same end, whatever was done at the desk', async () => {
    expect(await everyCaseReplayed(office.service.composition, 'desk')).toEqual([]);
  });
});

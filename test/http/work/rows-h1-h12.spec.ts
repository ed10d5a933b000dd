import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startDocumentOffice, TASK, type Clerk, type DocumentOffice } from './support/document-office.js';

/** The rows of 1.2 "Human task & collaboration": what some product has, all of it here, over HTTP. */
describe('human tasks and collaboration, row by row', () => {
  let office: DocumentOffice;
  beforeAll(async () => {
    office = await startDocumentOffice([['qin', 'dai']]);
  });
  afterAll(() => office.close());

  const desk = (id: string, task: keyof typeof TASK, word: string, person: Clerk, body: object = {}) =>
    office.post(`/v1/cases/${id}/tasks/${TASK[task]}/${word}`, person, body);
  const records = async (id: string, person: Clerk = 'ban') =>
    (await office.get(`/v1/cases/${id}/records?limit=200`, person).expect(200)).body.items as {
      sequence: number;
      record: { type: string; actor?: { person: string; post?: string; unit?: string; onBehalfOf?: string } };
      parts: Record<string, unknown>;
    }[];
  const typesOf = async (id: string) => (await records(id)).map(({ record }) => record.type);
  const done = async (person: Clerk) =>
    (await office.get('/v1/inbox?view=done&limit=200', person).expect(200)).body.items as {
      case: { id?: string };
      caseId?: string;
      doing?: { act?: string | null; type: string };
    }[];

  it('H1 claim, unclaim, complete, delegate and resolve: a task in one hand is in no other, and what was delegated comes back', async () => {
    const id = await office.submitted();
    const claimed = await desk(id, 'checking', 'claims', 'hong').expect(201);
    expect(claimed.body).toMatchObject({
      act: { type: 'desk.claimed' },
      state: { tasks: { [TASK.checking]: { holder: { person: 'hong', as: 'claimed' } } } },
    });
    const other = await office.act(id, 'approveCheck', 'heng', {
      input: { mode: 'any' },
      fields: { checkNumber: '8' },
    });
    expect(other).toMatchObject({ status: 409, body: { code: 'held-by-another' } });
    await desk(id, 'checking', 'releases', 'hong').expect(201);
    expect((await office.state(id)).tasks[TASK.checking]?.holder).toBeUndefined();

    await desk(id, 'checking', 'claims', 'heng').expect(201);
    const asked = await desk(id, 'checking', 'delegations', 'heng', { to: 'gong', reason: '请先核对附件' });
    expect(asked).toMatchObject({ status: 201, body: { act: { type: 'desk.referred' } } });
    const [referral] = Object.keys(asked.body.state.referrals);
    const approval = { input: { mode: 'any' }, fields: { checkNumber: '9' } };
    const early = await office.act(id, 'approveCheck', 'heng', approval);
    expect(early).toMatchObject({ status: 409, body: { code: 'awaiting-referral' } });
    const nothingSaid = await office.post(`/v1/cases/${id}/referrals/${referral}/answers`, 'gong');
    expect(nothingSaid.status).toBe(422);
    await office
      .post(`/v1/cases/${id}/referrals/${referral}/answers`, 'gong', { opinion: { text: '附件齐全' } })
      .expect(201);
    const complete = await office.act(id, 'approveCheck', 'heng', approval);
    expect(complete).toMatchObject({ status: 201, body: { act: { type: 'draft.checked' } } });
    const opinions = await office.get(`/v1/cases/${id}/opinions`, 'heng').expect(200);
    expect(opinions.body.items).toMatchObject([{ text: '附件齐全', author: { person: 'gong' } }]);
  });

  it('H1 of two who claim at once one has it and the other is told so', async () => {
    const id = await office.submitted();
    const { headers } = await office.get(`/v1/cases/${id}`, 'hong').expect(200);
    const claim = (person: Clerk) =>
      desk(id, 'checking', 'claims', person).set('if-match', headers['etag'] as string);
    const answers = await Promise.all([claim('hong'), claim('heng')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412]);
  });

  it('H2 转办, 委派, 加签 before, parallel and after, 减签: each with its reason and a record of its own type', async () => {
    const id = await office.submitted();
    const bare = await desk(id, 'checking', 'transfers', 'hong', { to: 'heng' });
    expect(bare).toMatchObject({ status: 422, body: { unmet: [{ at: '/reason' }] } });
    const barred = await desk(id, 'checking', 'transfers', 'hong', { to: 'fang', reason: '试试' });
    expect(barred).toMatchObject({ status: 422, body: { code: 'person-not-eligible' } });
    await desk(id, 'checking', 'transfers', 'hong', { to: 'heng', reason: '出差' }).expect(201);
    expect((await office.state(id)).tasks[TASK.checking]?.holder).toMatchObject({
      person: 'heng',
      as: 'assigned',
    });
    for (const place of ['before', 'parallel', 'after']) {
      const body = { to: place === 'after' ? 'fei' : 'gong', place, reason: `请${place}看` };
      const asked = await desk(id, 'checking', 'consultations', 'heng', body).expect(201);
      const made = Object.entries(asked.body.state.referrals as Record<string, { blocks: boolean }>).at(-1);
      expect(made?.[1].blocks).toBe(place !== 'after');
      const recall = `/v1/cases/${id}/referrals/${made?.[0]}/recalls`;
      await office.post(recall, 'heng', { reason: '不再需要' }).expect(201);
    }
    const told = (await records(id, 'hong')).filter(({ record }) => record.type.startsWith('desk.'));
    expect(told.map(({ record, parts }) => [record.type, parts['reason']])).toEqual([
      ['desk.transferred', '出差'],
      ...['before', 'parallel', 'after'].flatMap((place) => [
        ['desk.referred', `请${place}看`],
        ['desk.recalled', '不再需要'],
      ]),
    ]);
    expect(told[0]?.record.actor).toMatchObject({ person: 'hong', post: 'checker', unit: 'section' });
  });

  it('H2 signers are added and taken out of a round, and the answer says what that means for the result', async () => {
    const id = await office.checked('turn', ['fang', 'feng']);
    await office.act(id, 'signTurn', 'fang', { input: { stance: 'agree' } }).expect(201);
    const signings = `/v1/cases/${id}/signings/turn`;
    const added = await office.post(`${signings}/signers`, 'feng', {
      persons: ['fu'],
      place: 'after',
      reason: '涉及规划',
    });
    expect(added).toMatchObject({
      status: 201,
      body: {
        act: { type: 'signing.signerAdded' },
        round: { before: { signers: 2 }, after: { signers: 3 } },
      },
    });
    const removed = await office
      .post(`${signings}/signer-removals`, 'feng', { person: 'fu', reason: '不涉及' })
      .expect(201);
    expect(removed.body).toMatchObject({
      act: { type: 'signing.signerRemoved' },
      round: { after: { signers: 2 } },
    });
    const last = await office.act(id, 'signTurn', 'feng', { input: { stance: 'agree' } }).expect(201);
    expect(last.body.state.value).toEqual({ working: 'issuing' });
  });

  it('H2 改派: who may reassign takes a task from its holder', async () => {
    const id = await office.submitted();
    await desk(id, 'checking', 'claims', 'hong').expect(201);
    const own = await desk(id, 'checking', 'reassignments', 'heng', { to: 'heng', reason: '我来' });
    expect(own.status).toBe(403);
    await desk(id, 'checking', 'reassignments', 'ban', { to: 'heng', reason: '洪已调离' }).expect(201);
    expect((await office.state(id)).tasks[TASK.checking]?.holder).toMatchObject({ person: 'heng' });
    await desk(id, 'checking', 'reassignments', 'ban', { reason: '任何人均可' }).expect(201);
    expect((await office.state(id)).tasks[TASK.checking]?.holder).toBeUndefined();
  });

  it('H3 退回, 驳回上一步, 撤回 and 拿回 lead where the procedure says, and nowhere else', async () => {
    const id = await office.submitted();
    await office.act(id, 'takeBack', 'ni').expect(201);
    expect((await office.state(id)).value).toEqual({ working: 'drafting' });
    await office.act(id, 'submit', 'ni').expect(201);
    await desk(id, 'checking', 'claims', 'hong').expect(201);
    const late = await office.act(id, 'takeBack', 'ni');
    expect(late.status).toBe(409);
    const returned = await office.act(id, 'returnDraft', 'hong', { opinion: { text: '标题不规范，退回' } });
    expect(returned).toMatchObject({ status: 201, body: { state: { value: { working: 'drafting' } } } });
    expect(returned.body.state.tasks[TASK.drafting]).toMatchObject({
      came: 'returned',
      holder: { person: 'ni', as: 'returned' },
    });
    const atHead = await office.atHead();
    await office.act(atHead, 'returnToChecker', 'qin').expect(201);
    expect((await office.state(atHead)).tasks[TASK.checking]).toMatchObject({ holder: { person: 'hong' } });
    await office.act(atHead, 'withdraw', 'ni').expect(201);
    expect(await office.state(atHead)).toMatchObject({ status: 'ended', outcome: 'withdrawn' });
  });

  it('H3 a jump over a mandatory step is impossible: no route that anybody tries leads to a signature without it', async () => {
    const acts = [
      'submit',
      'takeBack',
      'approveCheck',
      'returnDraft',
      'signAny',
      'signAll',
      'clear',
      'issue',
    ];
    const people: readonly Clerk[] = ['ni', 'hong', 'hua', 'fang', 'feng', 'qin', 'ban'];
    const attempt = fc.tuple(
      fc.constantFrom(...acts, 'reject', 'returnToChecker', 'returnFromSigning'),
      fc.constantFrom(...people),
      fc.constantFrom('any', 'all', 'counsel'),
    );
    const begins = fc.constantFrom<(() => Promise<string>)[]>(
      ...[
        () => office.submitted(),
        () => office.checked('any'),
        () => office.checked('all'),
        () => office.atHead(),
      ],
    );
    await fc.assert(
      fc.asyncProperty(begins, fc.array(attempt, { minLength: 10, maxLength: 20 }), async (begin, route) => {
        const id = await begin();
        for (const [act, person, mode] of route) {
          const input = act === 'approveCheck' ? { mode } : act.startsWith('sign') ? { stance: 'agree' } : {};
          const fields = act === 'approveCheck' ? { fields: { checkNumber: '1' } } : {};
          const { status } = await office.act(id, act, person, { input, ...fields });
          expect([201, 403, 404, 409, 422]).toContain(status);
        }
        expect(skippedIn(await typesOf(id))).toBeUndefined();
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('H4 催办 reaches people in working hours, once a day; 抄送 and 传阅 let people read; 沟通 is on record', async () => {
    const id = await office.submitted();
    const stranger = await office.get(`/v1/cases/${id}`, 'gong');
    expect(stranger.status).toBe(404);
    await office.post(`/v1/cases/${id}/copies`, 'ni', { to: ['gong'] }).expect(201);
    await office.get(`/v1/cases/${id}`, 'gong').expect(200);
    const sent = await office.post(`/v1/cases/${id}/circulations`, 'ni', { to: ['gong', 'ban'] }).expect(201);
    const open = Object.entries(sent.body.state.referrals as Record<string, { to: string; kind: string }>);
    expect(open.map(([, { kind, to }]) => [kind, to])).toEqual([
      ['circulation', 'gong'],
      ['circulation', 'ban'],
    ]);
    const mine = open.find(([, { to }]) => to === 'gong')?.[0];
    await office.post(`/v1/cases/${id}/referrals/${mine}/answers`, 'gong').expect(201);
    await office.post(`/v1/cases/${id}/opinions`, 'gong', { text: '第二段数字请再核' }).expect(201);

    const urged = await desk(id, 'checking', 'urges', 'ni', { reason: '明日开会要用' }).expect(201);
    expect(urged.body.act.type).toBe('desk.urged');
    const again = await desk(id, 'checking', 'urges', 'ni');
    expect(again).toMatchObject({ status: 409, body: { code: 'urged-today' } });
    const { payload } = await reminderOf(id);
    expect(payload.to.toSorted()).toEqual(['heng', 'hong', 'hua']);
    expect(payload.notBefore).toMatch(/T0[0-9]:/);
    expect(await typesOf(id)).toEqual(
      expect.arrayContaining([
        'desk.copied',
        'desk.referred',
        'desk.answered',
        'opinion.given',
        'desk.urged',
      ]),
    );
  });

  it('H5 代理: who acts for whom is on record, in his inbox, on the sheet and in the done-lists of both', async () => {
    const id = await office.atHead();
    const tasks = await office.get('/v1/tasks?limit=200', 'dai').expect(200);
    expect(tasks.body.items.find((task: { caseId: string }) => task.caseId === id)).toMatchObject({
      heldAs: 'deputy',
      onBehalfOf: { person: 'qin', name: '秦签发' },
    });
    await office.act(id, 'issue', 'dai', { opinion: { text: '同意签发' } }).expect(201);
    const issued = (await records(id)).find(({ record }) => record.type === 'document.signed');
    expect(issued?.record.actor).toMatchObject({ person: 'dai', onBehalfOf: 'qin', post: 'head' });
    const sheet = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    expect(sheet.text).toContain('戴代理（代理秦签发）');
    const lists = await Promise.all((['dai', 'qin'] as const).map(done));
    for (const list of lists) expect(list.filter((row) => row.doing?.act === 'issue')).not.toHaveLength(0);
  });

  it('H6 fields are hidden, readable, writable or required step by step, and the server keeps to it', async () => {
    const id = await office.draft();
    const form = `/v1/cases/${id}/form`;
    const elsewhere = await office.post(form, 'ni', { values: { remark: '不该我填', nonsense: 1 } });
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'field-not-writable' } });
    expect(elsewhere.body.unmet.map(({ at }: { at: string }) => at)).toEqual([
      '/values/remark',
      '/values/nonsense',
    ]);
    const wrong = await office.post(form, 'ni', { values: { copies: 501, heading: '' } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
    expect(wrong.body.unmet).toHaveLength(2);
    await office
      .act(id, 'submit', 'ni', { fields: { copies: 30, contact: '张联系人 13800001234' } })
      .expect(201);

    const blocking = await office.get(`/v1/cases/${id}/blocking`, 'ni').expect(200);
    expect(JSON.stringify(blocking.body)).toContain('须先填写“核稿号”');
    const bare = await office.act(id, 'approveCheck', 'hong', { input: { mode: 'all' } });
    expect(bare).toMatchObject({
      status: 422,
      body: { code: 'field-required', unmet: [{ at: '/fields/checkNumber', say: '须先填写“核稿号”' }] },
    });
    await office
      .act(id, 'approveCheck', 'hong', { input: { mode: 'all' }, fields: { checkNumber: '核9', copies: 40 } })
      .expect(201);

    const fields = async (person: Clerk) =>
      Object.fromEntries(
        (await office.get(form, person).expect(200)).body.items.map((one: { name: string }) => [
          one.name,
          one,
        ]),
      ) as Record<string, { value: unknown; access: string; masked: boolean; record: number }>;
    const seen = await fields('fang');
    expect(Object.keys(seen)).not.toContain('reserve');
    expect(seen['copies']).toMatchObject({ value: 40, access: 'readable' });
    expect((await fields('ban'))['reserve']).toMatchObject({ value: '八十万元' });
    expect(seen['contact']).toMatchObject({ value: '***', masked: true });

    const filled = (await records(id, 'fang')).flatMap(({ parts }) => Object.keys(parts));
    expect(filled).toContain('field.heading');
    expect(filled).not.toContain('field.reserve');
    const reason = '核对联系人';
    const contact = `records.${seen['contact']?.record}.field.contact`;
    const plain = await office.post(`/v1/cases/${id}/unmaskings`, 'fang', { fields: [contact], reason });
    expect(plain).toMatchObject({ status: 201, body: { values: { [contact]: '张联系人 13800001234' } } });
    const hidden = await office.post(`/v1/cases/${id}/unmaskings`, 'fang', {
      fields: ['records.1.field.reserve'],
      reason,
    });
    expect(hidden.status).toBe(400);
  });

  it('H7 an opinion with snippet, handwritten signature and print sheet, bound to the draft that was seen', async () => {
    const kept = await office.post('/v1/me/snippets', 'hong', { text: '拟同意，请会签。' }).expect(201);
    const list = await office.get('/v1/me/snippets', 'hong').expect(200);
    expect(list.body.items).toEqual([kept.body]);
    expect((await office.get('/v1/me/snippets', 'heng')).body.items).toEqual([]);

    const id = await office.submitted();
    const { seen } = (await office.get(`/v1/cases/${id}/opinions`, 'hong').expect(200)).body as {
      seen: string;
    };
    const outdated = await office.act(id, 'approveCheck', 'hong', {
      input: { mode: 'any' },
      fields: { checkNumber: '1' },
      opinion: { text: kept.body.text, seen: 'a'.repeat(64) },
    });
    expect(outdated).toMatchObject({ status: 409, body: { code: 'seen-outdated' } });
    const attempt = (await records(id)).find(({ record }) => record.type === 'act.refused');
    expect(attempt?.parts).toHaveProperty('attempt');

    const long = '𠮷'.repeat(19_990) + '<b>终</b>';
    await office
      .act(id, 'approveCheck', 'hong', {
        input: { mode: 'any' },
        fields: { checkNumber: '1' },
        opinion: { text: kept.body.text, stance: 'agree', seen },
      })
      .expect(201);
    const signature = { width: 100, height: 40, strokes: [[1, 2, 30, 20, 60, 39]] };
    await office.post(`/v1/cases/${id}/opinions`, 'hong', { text: long, signature }).expect(201);
    const opinions = (await office.get(`/v1/cases/${id}/opinions`, 'ban').expect(200)).body.items;
    expect(opinions).toMatchObject([
      {
        text: '拟同意，请会签。',
        stance: 'agree',
        actTitle: '核稿通过',
        current: true,
        author: { name: '洪核稿', postTitle: '核稿人', unit: 'section' },
      },
      { text: long, signature },
    ]);
    const sheet = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    expect(sheet.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(sheet.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(sheet.text).toContain('拟同意，请会签。');
    expect(sheet.text).toContain('𠮷'.repeat(19_990) + '&lt;b&gt;终');
    expect(sheet.text).toContain('<path d="M1 2L30 20L60 39"/>');
    expect(sheet.text).toContain('办理中：拟制 › 或签');
    expect(sheet.text).not.toContain('尝试</td>');
    await office.remove(`/v1/me/snippets/${kept.body.id}`, 'heng').expect(404);
    await office.remove(`/v1/me/snippets/${kept.body.id}`, 'hong').expect(200);
    expect((await office.get('/v1/me/snippets', 'hong')).body.items).toEqual([]);
  });

  it('H8 a batch has a result for each item, rejects too, and refuses what must be considered one by one', async () => {
    const [a, b, c] = [await office.atHead(), await office.atHead(), await office.submitted()];
    const items = [
      { caseId: a, act: 'reject', opinion: { text: '不同意' } },
      { caseId: b, act: 'issue' },
      { caseId: c, desk: 'urge', task: TASK.checking },
      { caseId: '00000000-0000-4000-8000-000000000000', act: 'reject' },
    ];
    const send = () =>
      office.service
        .post('/v1/batches', 'qin' as never)
        .set('idempotency-key', 'batch-h8')
        .send({ items });
    const first = await send().expect(200);
    expect(first.body).toMatchObject({
      recorded: 2,
      items: [
        { caseId: a, outcome: 'recorded', act: { type: 'document.rejected' } },
        { caseId: b, outcome: 'refused', problem: { code: 'individual-consideration', status: 409 } },
        { caseId: c, outcome: 'recorded', act: { type: 'desk.urged' } },
        { outcome: 'refused', problem: { code: 'unknown-resource' } },
      ],
    });
    const again = await send().expect(200);
    expect(again.body.items[0]).toEqual(first.body.items[0]);
    expect(again.body.items[1].problem.recordId).toBe(first.body.items[1].problem.recordId);
    expect((await typesOf(a)).filter((type) => type === 'document.rejected')).toHaveLength(1);
    await office.act(b, 'issue', 'qin').expect(201);
    const tooMany = await office.post('/v1/batches', 'qin', { items: Array(201).fill(items[0]) });
    expect(tooMany).toMatchObject({ status: 400, body: { unmet: [{ at: '/items' }] } });
  });

  it('H9 挂起, 作废 and 终止 are distinct, with distinct effects on the clocks', async () => {
    const suspended = await office.submitted();
    const due = (await office.state(suspended)).clocks['issueTerm']?.dueOn;
    const bare = await office.post(`/v1/cases/${suspended}/suspensions`, 'ban');
    expect(bare).toMatchObject({ status: 422, body: { unmet: [{ at: '/reason' }] } });
    await office.post(`/v1/cases/${suspended}/suspensions`, 'ban', { reason: '等待上级意见' }).expect(201);
    expect(await office.state(suspended)).toMatchObject({
      suspendedOn: expect.any(String),
      clocks: { issueTerm: { state: 'running', dueOn: due } },
    });
    const still = await office.act(suspended, 'returnDraft', 'hong');
    expect(still).toMatchObject({ status: 409, body: { code: 'case-suspended' } });
    await office.post(`/v1/cases/${suspended}/resumptions`, 'ban', { reason: '意见已到' }).expect(201);
    await office.act(suspended, 'returnDraft', 'hong').expect(201);

    const voided = await office.submitted();
    const denied = await office.post(`/v1/cases/${voided}/voidings`, 'ni', { reason: '重复立案' });
    expect(denied.status).toBe(403);
    await office.post(`/v1/cases/${voided}/voidings`, 'ban', { reason: '重复立案' }).expect(201);
    const terminated = await office.submitted();
    await office.act(terminated, 'terminate', 'ban').expect(201);
    expect(await office.state(voided)).toMatchObject({
      ...{ status: 'ended', outcome: 'voided', tasks: {} },
      clocks: { issueTerm: { state: 'stopped' }, checkTerm: { state: 'stopped' } },
    });
    expect(await office.state(terminated)).toMatchObject({
      ...{ status: 'ended', outcome: 'terminated', tasks: {} },
      clocks: { issueTerm: { state: 'stopped' } },
    });
    expect((await typesOf(voided)).at(-1)).toBe('desk.voided');
    expect((await typesOf(terminated)).at(-1)).toBe('drafting.terminated');
  });

  it('H10 self-approval and an empty approver fail closed: a vacancy is an incident and never a decision', async () => {
    const own = await office.submitted('hua');
    const self = await office.act(own, 'approveCheck', 'hua', {
      input: { mode: 'any' },
      fields: { checkNumber: '1' },
    });
    expect(self).toMatchObject({ status: 403, body: { code: 'separation-of-duties' } });
    const id = await office.checked('counsel');
    const state = await office.state(id);
    expect(state.value).toEqual({ working: 'clearing' });
    expect(state).toMatchObject({ vacancies: { 'working.clearing:counsel': expect.any(String) } });
    const nobody = await office.act(id, 'clear', 'qin');
    expect(nobody).toMatchObject({ status: 403, body: { code: 'power-missing' } });
    const named = await office.submitted();
    const empty = await office.act(named, 'approveCheck', 'hong', {
      input: { mode: 'votes' },
      fields: { checkNumber: '1' },
      signers: { votes: [] },
    });
    expect(empty).toMatchObject({ status: 422, body: { code: 'signers-needed' } });
  });

  it('H12 everybody’s done list shows what he did, whoever ended the round', async () => {
    const id = await office.checked('any');
    await office.act(id, 'signAny', 'feng', { input: { stance: 'disagree' } }).expect(201);
    await office.act(id, 'signAny', 'fu', { input: { stance: 'agree' } }).expect(201);
    const of = async (person: Clerk) =>
      JSON.stringify((await done(person)).filter((row) => JSON.stringify(row).includes(id)));
    expect(await of('feng')).toContain('signAny');
    expect(await of('fu')).toContain('signAny');
    expect(await of('fei')).toBe('[]');
    expect(await of('fang')).toBe('[]');
  });

  // With a deputy for the day, who may do more from then on.
  it('H2 names whom one may lawfully choose, with post and unit, who is away and who stands in', async () => {
    const id = await office.submitted();
    const path = `/v1/cases/${id}/tasks/${TASK.checking}/candidates`;
    const names = async (query: string) =>
      (await office.get(`${path}?${query}`, 'hong').expect(200)).body.items as {
        person: string;
        absent: boolean;
        deputies: { person: string }[];
      }[];
    const day = { from: '2026-09-28', to: '2026-09-28' };
    const deputy = { kind: 'standing', deputy: 'gong', ...day, basis: 'AB岗' };
    await office.post('/v1/me/substitutions', 'heng', deputy).expect(201);
    await office.post('/v1/me/absences', 'heng', day).expect(201);
    const transfer = await names('for=transfer');
    expect(transfer).toMatchObject([
      { person: 'gong', absent: false },
      {
        person: 'heng',
        name: '衡核稿',
        absent: true,
        deputies: [{ person: 'gong', name: '龚参谋' }],
        posts: [{ post: 'checker', unit: 'section', unitTitle: 'section' }],
      },
      { person: 'hua', absent: false },
    ]);
    const away = await desk(id, 'checking', 'transfers', 'hong', { to: 'heng', reason: '请办' });
    expect(away).toMatchObject({ status: 422, body: { code: 'person-not-eligible' } });
    const asked = await names(`for=consultation&q=${encodeURIComponent('参谋')}`);
    expect(asked.map(({ person }) => person)).toEqual(['gong']);
    expect(await names(`for=delegation&q=${encodeURIComponent('查无此人')}`)).toEqual([]);
    expect((await office.get(`${path}?for=anything`, 'hong')).status).toBe(400);
    expect((await office.get(`/v1/cases/${id}/tasks/none/candidates`, 'hong')).status).toBe(404);
  });

  // Last: it moves the clock.
  it('H11 an automatic act is the law’s and never shown as a person’s', async () => {
    const id = await office.submitted();
    await office.advanceTo('2026-10-12T12:00:00.000Z');
    expect((await office.state(id)).value).toEqual({ working: 'issuing' });
    await desk(id, 'issuing', 'claims', 'qin').expect(201);
    const lapse = (await records(id)).find(({ record }) => record.type === 'clock.lapsed');
    expect(lapse?.record.actor).toBeUndefined();
    const sheet = await office.get(`/v1/cases/${id}/approval-sheet`, 'ban').expect(200);
    const row = sheet.text.split('\n').find((line) => line.includes('核稿期限届满，依法视为'));
    expect(row).toContain('依法自动');
    expect(row).not.toMatch(/核稿<|洪核稿|衡核稿|华兼核/);
    for (const person of ['hong', 'heng', 'hua'] as const) {
      expect(JSON.stringify(await done(person))).not.toContain(`${id}","type":"clock.lapsed`);
    }
    await desk(id, 'issuing', 'urges', 'ni', {}).expect(201);
    const { payload } = await reminderOf(id);
    expect(payload.notBefore > '2026-10-13T00:00:00.000Z').toBe(true);
  });

  async function reminderOf(id: string): Promise<{ payload: { to: string[]; notBefore: string } }> {
    const [row] = await office.service.database.dataSource.query<{ payload: string }[]>(
      `select payload from outbox where stream = $1 and topic = 'task.remind'`,
      [id],
    );
    return { payload: JSON.parse(row?.payload ?? 'null') as { to: string[]; notBefore: string } };
  }
});

/** Where a record may follow which other, for those that move a document: nothing else is lawful. */
const STEPS: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>> = {
  'draft.opened': { from: ['none'], to: 'drafting' },
  'draft.submitted': { from: ['drafting'], to: 'checking' },
  'draft.takenBack': { from: ['checking'], to: 'drafting' },
  'draft.returned': { from: ['checking'], to: 'drafting' },
  'draft.checked': { from: ['checking'], to: 'signing' },
  'draft.signedByOne': { from: ['signing'], to: 'signing' },
  'draft.countersigned': { from: ['signing'], to: 'signing' },
  'signing.returned': { from: ['signing'], to: 'drafting' },
  'document.returned': { from: ['signing'], to: 'checking' },
  'document.signed': { from: ['signing'], to: 'ended' },
  'document.rejected': { from: ['signing'], to: 'ended' },
};

/** The first record that comes where no procedure leads, or a signature that nobody agreed to before. */
function skippedIn(types: readonly string[]): string | undefined {
  let stage = 'none';
  let agreed = 0;
  for (const type of types) {
    const step = STEPS[type];
    if (!step) continue;
    if (!step.from.includes(stage)) return `${type} in ${stage}`;
    if (type === 'draft.checked') agreed = 0;
    if (type === 'draft.signedByOne' || type === 'draft.countersigned') agreed += 1;
    if (type === 'document.signed' && agreed === 0) return 'signed without anybody’s countersignature';
    stage = step.to;
  }
  return undefined;
}

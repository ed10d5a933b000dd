import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type Person, type TestService } from '../support/test-service.js';

describe('opinions over HTTP', () => {
  let service: TestService;
  let keys = 0;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const say = (id: string, person: Person, body: object) =>
    service
      .post(`/v1/cases/${id}/opinions`, person)
      .set('idempotency-key', `o-${(keys += 1)}`)
      .send(body);
  const listed = async (id: string, person: Person) =>
    (await service.get(`/v1/cases/${id}/opinions`, person).expect(200)).body.items as {
      sequence: number;
      text: string | null;
      correctedBy: number[];
    }[];

  it('are for whoever handles the case or was asked: a party speaks by its own acts, and strangers know of nothing', async () => {
    const id = await service.open('who-speaks');
    expect(await say(id, 'wang', { text: '材料齐全' })).toMatchObject({ status: 201 });
    expect(await say(id, 'liu', { text: '请快些' })).toMatchObject({
      status: 403,
      body: { code: 'power-missing' },
    });
    expect(await say(id, 'du', { text: '督查意见' })).toMatchObject({ status: 403 });
    expect(await say(id, 'hu', { text: '路过' })).toMatchObject({ status: 404 });
    expect((await service.get(`/v1/cases/${id}/opinions`, 'hu')).status).toBe(404);
    expect((await service.get(`/v1/cases/${id}/approval-sheet`, 'hu')).status).toBe(404);
  });

  it.each([
    ['a blank one', { text: '   ' }],
    ['one without a text', { stance: 'agree' }],
    ['one of 20,001 characters', { text: '字'.repeat(20_001) }],
    ['an unknown stance', { text: '可', stance: 'maybe' }],
    ['a digest that is none', { text: '可', seen: 'latest' }],
    [
      'a signature beyond its sheet',
      { text: '可', signature: { width: 5, height: 5, strokes: [[1, 1, 9, 1]] } },
    ],
    ['a signature that nobody wrote', { text: '可', signature: { width: 5, height: 5, strokes: [] } }],
    ['an unknown field', { text: '可', author: 'he' }],
  ])('refuse %s and leave no record', async (_, body) => {
    const id = await service.open(`bad-${(keys += 1)}`);
    const answer = await say(id, 'wang', body);
    expect(answer).toMatchObject({ status: 400, body: { unmet: [expect.anything()] } });
    expect(await listed(id, 'wang')).toEqual([]);
  });

  it('keep 20,000 of the rarest characters whole', async () => {
    const id = await service.open('rare');
    const text = '𬺓'.repeat(20_000);
    await say(id, 'wang', { text }).expect(201);
    expect((await listed(id, 'wang'))[0]?.text).toBe(text);
  });

  it('mask the parties within them for whoever is no party, and show them in full for a reason', async () => {
    const id = await service.open('masked');
    await say(id, 'wang', { text: '刘申请来电 13800001234，材料齐全' }).expect(201);
    const [one] = await listed(id, 'wei');
    expect(one?.text).toBe('刘**来电 138****1234，材料齐全');
    const field = `records.${one?.sequence}.opinion`;
    const shown = await service
      .post(`/v1/cases/${id}/unmaskings`, 'wei')
      .set('idempotency-key', 'see-opinion')
      .send({ fields: [field], reason: '核对联系电话' });
    expect(shown.body.values).toEqual({ [field]: '刘申请来电 13800001234，材料齐全' });
  });

  it('are corrected by others after them, also when the case has ended; what was said stays', async () => {
    const id = await service.open('corrected');
    await say(id, 'wang', { text: '缺一份材料' }).expect(201);
    const [first] = await listed(id, 'wang');
    await say(id, 'wang', { text: '更正：不缺材料', corrects: first?.sequence }).expect(201);
    const both = await listed(id, 'wang');
    expect(both).toMatchObject([
      { text: '缺一份材料', correctedBy: [both[1]?.sequence] },
      { text: '更正：不缺材料', corrects: first?.sequence },
    ]);
    for (const corrects of [0, 999]) {
      const wrong = await say(id, 'wang', { text: '更正', corrects });
      expect(wrong).toMatchObject({ status: 403, body: { code: 'opinion-not-yours' } });
    }
  });

  it('are the same for the same key, and another wish under it is refused', async () => {
    const id = await service.open('same-key');
    const send = (text: string) =>
      service.post(`/v1/cases/${id}/opinions`, 'wang').set('idempotency-key', 'same').send({ text });
    const [once, again] = [await send('一次'), await send('一次')];
    expect(again.text).toBe(once.text);
    expect((await send('两次')).body).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await listed(id, 'wang')).toHaveLength(1);
  });

  it('whose content has been erased stand there without it', async () => {
    const id = await service.open('erased');
    await say(id, 'wang', { text: '须删除的内容' }).expect(201);
    const { owner } = service.database;
    await owner.query('alter table record_parts disable trigger user');
    await owner.query(`delete from record_parts where stream = $1 and name = 'opinion'`, [id]);
    await owner.query('alter table record_parts enable trigger user');
    expect(await listed(id, 'wang')).toMatchObject([{ text: null }]);
    const sheet = await service.get(`/v1/cases/${id}/approval-sheet`, 'wang').expect(200);
    expect(sheet.text).toContain('（意见内容已依法删除）');
  });

  it('snippets: at most 200 of a thousand characters, the same words once', async () => {
    const keep = (text: string) => service.post('/v1/me/snippets', 'wei').send({ text });
    const ids = new Set<string>();
    for (let n = 0; n < 200; n += 1) ids.add((await keep(`常用语${n}`).expect(201)).body.id as string);
    expect(ids.size).toBe(200);
    expect((await keep('常用语7').expect(201)).body.text).toBe('常用语7');
    expect(await keep('再来一条')).toMatchObject({ status: 409, body: { code: 'too-many-snippets' } });
    expect((await keep('长'.repeat(1_001))).status).toBe(400);
    expect((await keep(' ')).status).toBe(400);
    expect((await service.get('/v1/me/snippets', 'wei')).body.items).toHaveLength(200);
  });
});

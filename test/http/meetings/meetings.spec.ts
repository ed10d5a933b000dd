import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyOwnWords, type OwnWords } from '../../../src/engine/meeting/own-words.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { MeetingHouse, type Handle } from './meeting-house.js';

/** The clock begins on Monday, 28 September; the meeting is on Monday, 12 October, after the holidays. */
const DAY = '2026-10-12';
const NINE = `${DAY}T01:00:00.000Z`;
const TEN = `${DAY}T02:00:00.000Z`;
const DISSENT = '我不同意：供水成本没有审计，听证会上多数代表反对。';

describe('a meeting over HTTP', () => {
  let house: MeetingHouse;
  let meeting: string;
  let water: string;
  let road: string;
  let flood: string;
  beforeAll(async () => {
    house = await MeetingHouse.open();
    [water, road, flood] = [
      await house.caseOf('调整居民水价'),
      await house.caseOf('修建滨河路'),
      await house.caseOf('防洪规划', false),
    ] as [string, string, string];
  }, 30_000);
  afterAll(() => house.close());

  const says = (who: Handle, item: number, person: string, stance: string, text = `${person}的意见`) =>
    house.done(who, `${meeting}/items/${item}/speeches`, { person, stance, text });

  it('is convened by its secretary alone, under a forum of the library', async () => {
    const body = { forum: 'executive', unit: 'office', day: DAY, time: '09:00' };
    expect(await house.refused('zheng', '/v1/meetings', body)).toEqual(['power-missing 正程 未授权即禁止']);
    expect((await house.post('wu', '/v1/meetings', { ...body, forum: 'court' })).status).toBe(404);
    meeting = await house.convened(DAY);
    const { body: shown } = await house.get('qian', meeting).expect(200);
    expect(shown).toMatchObject({ chief: 'zhao', status: 'convened', papersDueOn: '2026-10-08' });
    expect((shown as { people: object }).people).toMatchObject({ zhao: '赵市长', zhou: '周秘书长' });
    expect((await house.get('wang', meeting)).status).toBe(404);
    const forums = await house.get('wu', '/v1/meetings/forums?unit=office').expect(200);
    expect(forums.body).toMatchObject({ items: [{ lastHeld: null, late: false }, {}] });
  });

  it('shows the gates of a case before anybody tries, and tables only what is ready', async () => {
    const gates = await house.get('zheng', `/v1/cases/${flood}/meeting-gates`).expect(200);
    expect(gates.body).toMatchObject({
      items: [
        { name: 'meeting', ready: false, gates: [{ met: false, basis: ['规则 2'] }, { met: false }, {}, {}] },
      ],
    });
    const wish = { caseId: flood, name: 'meeting' };
    expect(await house.refused('wu', `${meeting}/items`, wish)).toEqual([
      'requirement-unmet 规则 2',
      'requirement-unmet 规则 3',
    ]);
    expect(await house.refused('qian', `${meeting}/items`, { caseId: water, name: 'meeting' })).toEqual([]);
    for (const caseId of [road, water])
      await house.done('wu', `${meeting}/items`, { caseId, name: 'meeting', presenter: 'drafter' });
    expect(await house.refused('wu', `${meeting}/items`, { caseId: road, name: 'meeting' })).toEqual([
      'not-in-this-state 正程 会议规则',
    ]);
    const other = await house.convened(DAY);
    expect(await house.refused('wu', `${other}/items`, { caseId: road, name: 'meeting' })).toEqual([
      'not-in-this-state 正程 会议规则',
    ]);
    await house.done('wu', `${other}/closings`);
  });

  it('puts the items in order and sends the papers, which members say that they have read', async () => {
    await house.done('wu', `${meeting}/agenda`, { agenda: [2, 1] });
    await house.done('wu', `${meeting}/papers`);
    await house.done('sun', `${meeting}/paper-readings`);
    const { body } = await house.get('zhao', meeting).expect(200);
    expect(body).toMatchObject({
      papersRead: ['sun'],
      items: [{ item: 2, caseId: water, papersOn: '2026-09-28' }, { item: 1 }],
    });
  });

  it('is opened on its day; the chief is locked until everybody there has been heard', async () => {
    const opening = { present: ['zhao', 'qian', 'sun', 'li'], observers: '市司法局局长' };
    expect(await house.refused('wu', `${meeting}/openings`, opening)).toContain(
      'day-not-allowed 正程 会议规则',
    );
    await house.advance(NINE);
    await house.done('wu', `${meeting}/openings`, opening);
    await house.done('wu', `${meeting}/items/2/beginnings`);
    const word = { stance: 'agree', text: '同意调价' };
    expect(await house.refused('zhao', `${meeting}/items/2/speeches`, word)).toEqual([
      'requirement-unmet 713号令 30.2',
    ]);
    await house.done('qian', `${meeting}/items/2/speeches`, { stance: 'disagree', text: DISSENT });
    await says('wu', 2, 'sun', 'disagree', '时机不成熟。');
    expect(await house.refused('qian', `${meeting}/items/2/speeches`, { ...word, person: 'li' })).toEqual([
      'power-missing 正程 未授权即禁止',
    ]);
    await house.done('wu', `${meeting}/items/2/silences`, { person: 'li' });
    await house.done('zhao', `${meeting}/items/2/speeches`, word);
    const { body } = await house.get('wu', meeting).expect(200);
    expect(body).toMatchObject({
      items: [
        { item: 2, waitingFor: [], tally: { stated: 2, majority: 'disagree' }, unconfirmed: ['sun'] },
        {},
      ],
    });
  });

  it('decides against the majority only with the reason given there, and not without a quorum', async () => {
    const decision = `${meeting}/items/2/decisions`;
    await house.advance(TEN);
    for (const person of ['sun', 'li'])
      await house.done('wu', `${meeting}/attendance`, { person, arrived: false, at: `${DAY}T09:50` });
    expect(await house.refused('wu', decision, { result: 'passed' })).toEqual([
      'requirement-unmet 正程 会议规则',
      'requirement-unmet 713号令 30.2',
    ]);
    await house.done('wu', `${meeting}/attendance`, { person: 'li', arrived: true });
    expect(await house.refused('wu', decision, { result: 'passed' })).toEqual([
      'requirement-unmet 713号令 30.2',
    ]);
    const reason = { reason: '成本倒挂已危及供水安全', saidInMeeting: true };
    await house.done('zhao', decision, { result: 'passed', ...reason });
    expect(await house.refused('wu', decision, { result: 'rejected' })).toEqual([
      'not-in-this-state 正程 会议规则',
    ]);
    const { body } = await house.get('zheng', `/v1/cases/${water}/meetings`).expect(200);
    expect(body).toMatchObject({ items: [{ result: 'passed', dissents: 2, day: DAY }] });
  });

  it('leaves a recused member out of the item, and lets the case go on as the meeting decided', async () => {
    await house.done('li', `${meeting}/items/1/recusals`, { person: 'li', reason: '配偶任职于施工单位' });
    await house.done('wu', `${meeting}/items/1/beginnings`);
    expect(
      await house.refused('li', `${meeting}/items/1/speeches`, { stance: 'agree', text: '同意' }),
    ).toEqual(['recused 公务员法 76']);
    await says('wu', 1, 'qian', 'agreeWithChanges');
    await says('wu', 1, 'zhao', 'agreeWithChanges');
    // Two of four who are entitled are not more than one half.
    expect(
      await house.refused('wu', `${meeting}/items/1/decisions`, { result: 'passedInPrinciple' }),
    ).toEqual(['requirement-unmet 正程 会议规则']);
    await house.done('wu', `${meeting}/attendance`, { person: 'zhou', arrived: true });
    await house.done('wu', `${meeting}/items/1/decisions`, { result: 'passedInPrinciple' });
    await house.done('zheng', `/v1/cases/${water}/acts/decide`, { input: {} });
    expect(await house.refused('zheng', `/v1/cases/${road}/acts/decide`, { input: {} })).toEqual([
      'requirement-unmet 规则 4',
    ]);
  });

  it('gives what was decided to somebody with a last day', async () => {
    const wish = {
      item: 2,
      unit: 'bureau',
      person: 'zheng',
      until: '2026-10-14',
      what: '公布调价方案并解读',
    };
    await house.done('wu', `${meeting}/follow-ups`, wish);
    const { body } = await house.get('zheng', '/v1/me/follow-ups').expect(200);
    expect(body).toMatchObject({
      items: [{ followUp: 1, what: '公布调价方案并解读', light: 'yellow', daysLeft: 2, caseId: water }],
    });
    expect((await house.get('wang', '/v1/me/follow-ups')).body).toEqual({ items: [] });
  });

  it('issues minutes that nobody typed, and appends what members correct', async () => {
    expect(await house.refused('wu', `${meeting}/minutes`)).toEqual(['not-in-this-state 正程 会议规则']);
    await house.done('wu', `${meeting}/closings`);
    await house.done('sun', `${meeting}/items/2/confirmations`);
    await house.done('wu', `${meeting}/minutes`);
    await house.done('qian', `${meeting}/items/2/confirmations`, {
      correction: '“多数代表”应为“九名代表”。',
    });
    const page = await house.get('li', `${meeting}/minutes`).set('accept', 'text/html').expect(200);
    expect(page.text).toContain(`钱副市长（不同意）：${DISSENT}`);
    for (const words of [
      ...['应到5人，实到5人', '09:50 孙副市长离会', '李副市长（明确不发言）', '回避：李副市长。'],
      ...[
        '赵市长（主持人，最后发表意见，同意）：同意调价',
        '行政首长在会上说明的理由：成本倒挂已危及供水安全',
      ],
      ...['印发后本人的更正', '九名代表', '一、调整居民水价', '二、修建滨河路', '市司法局局长'],
    ])
      expect(page.text).toContain(words);
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const file = await house
      .get('li', `${meeting}/minutes`)
      .set('accept', docx)
      .responseType('blob')
      .expect(200);
    expect((file.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('常务会议记录.docx'));
    const { body } = await house.get('li', `${meeting}/minutes?kind=summary`).expect(200);
    const summary = JSON.stringify(body);
    expect(summary).toContain('会议议定：原则通过，按会议意见修改。');
    expect(summary).toContain('公布调价方案并解读');
    expect(summary).not.toContain('听证会上');
    await house.done('wu', `${meeting}/follow-ups/1/completions`, { report: '已公布' });
    expect((await house.get('zheng', '/v1/me/follow-ups')).body).toEqual({ items: [] });
  });

  it('hands a member the proof of his own dissent, and nobody else’s', async () => {
    const { body } = await house.get('qian', `${meeting}/items/2/my-words`).expect(200);
    const words = body as OwnWords;
    expect(verifyOwnWords(words, nodeHash)).toEqual([]);
    expect(JSON.stringify(words.own)).toContain(DISSENT);
    expect(JSON.stringify(words)).not.toContain('时机不成熟');
    expect(words.head.seq).toBe(words.chain.at(-1)?.seq);
    const altered = (from: string, to: string): OwnWords =>
      JSON.parse(JSON.stringify(words).replace(from, to)) as OwnWords;
    expect(verifyOwnWords(altered('我不同意', '我很同意'), nodeHash)).toEqual([
      expect.stringContaining('part-altered'),
    ]);
    expect(
      verifyOwnWords(altered('\\"stance\\":\\"disagree\\"', '\\"stance\\":\\"agree\\"'), nodeHash),
    ).not.toEqual([]);
    expect((await house.get('wu', `${meeting}/items/2/my-words`)).status).toBe(404);
  });

  it('keeps nobody’s words in a record, and stands a check of the whole ledger', async () => {
    const id = meeting.split('/').at(-1) as string;
    const { ports, store } = house.service.composition;
    const texts = (await ports.ledger.records(id, 0, 1_000)).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/听证会|配偶|会议室|司法局|供水安全|副市长/);
    const { findings } = await fsck(store.dataSource, ledgerLaw(ports));
    expect(findings).toEqual([]);
    const { body } = await house.get('wu', '/v1/meetings?unit=office').expect(200);
    const listed = (body as { items: readonly { id: string }[] }).items;
    expect(listed).toHaveLength(2);
    expect(listed.find((one) => one.id === id)).toMatchObject({ status: 'closed', items: 2, minutesOn: DAY });
  });

  it('gives the same answer to the same key, and refuses the key for anything else', async () => {
    const body = { forum: 'executive', unit: 'office', day: '2026-11-12', time: '09:00' };
    const first = await house.post('wu', '/v1/meetings', body, 'once');
    const again = await house.post('wu', '/v1/meetings', body, 'once');
    expect(again.body).toEqual(first.body);
    const { meeting: id } = first.body as { meeting: string };
    const path = `/v1/meetings/${id}/movings`;
    const moved = { day: '2026-11-13', time: '15:00' };
    await house.post('wu', path, moved, 'move').expect(201);
    expect((await house.post('wu', path, { ...moved, time: '16:00' }, 'move')).status).toBe(422);
  });
});

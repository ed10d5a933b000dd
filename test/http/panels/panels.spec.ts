import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyDraw } from '../../../src/engine/panel/verify-draw.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import type { TestService } from '../support/test-service.js';
import { NONCES, PanelCase, POOL, RULE, startPanelService, type Participant } from './panel-town.js';

const FREE = { conflict: false, confidential: true };

let service: TestService;
beforeAll(async () => {
  service = await startPanelService();
});
afterAll(() => service.close());

describe('forming a panel over HTTP', () => {
  it('needs a draft, the draft as it stands, and a rule that the pool can meet, all said at once', async () => {
    const panel = await PanelCase.open(service);
    const old = await panel.draft();
    await panel.submit('第一条 改造老城区的东片。');
    const rule = { ...RULE, count: 4, least: 5 };
    const { body } = await panel.do('ren', 'openings', { draft: old, rule, pool: POOL }).expect(409);
    expect(body.unmet.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`)).toEqual([
      'seen-outdated /draft',
      'requirement-unmet /rule/count',
      'requirement-unmet /rule/count',
    ]);
    const draft = await panel.draft();
    const strangers = [...POOL, { expert: 'nobody', fields: ['法学'] }];
    const unknown = await panel.do('ren', 'openings', { draft, rule: RULE, pool: strangers }).expect(422);
    expect(unknown.body).toMatchObject({ code: 'person-not-eligible', unmet: [{ at: '/pool/7' }] });
    const borrowed = [...POOL, { expert: 'x-9', fields: ['法学'], from: '省专家库' }];
    await panel.do('ren', 'openings', { draft, rule: RULE, pool: borrowed }).expect(201);
    await panel.do('wang', 'openings', { draft, rule: RULE, pool: POOL }).expect(404);
  });

  it('names every place of a rule or pool that is no such thing', async () => {
    const panel = await PanelCase.open(service);
    const body = { draft: { version: 'two' }, rule: RULE, pool: POOL };
    const one = await panel.do('ren', 'openings', body).expect(400);
    expect(one.body.unmet.map(({ at }: { at: string }) => at)).toEqual(['/draft/version', '/draft/sha256']);
    const draft = await panel.draft();
    const two = await panel
      .do('ren', 'openings', { draft, rule: { ...RULE, odd: false }, pool: POOL })
      .expect(400);
    expect(two.body.unmet).toMatchObject([{ code: 'invalid-request', at: '/rule/odd' }]);
    await panel
      .do('ren', 'openings', { draft, rule: RULE, pool: [{ expert: 'e1', fields: [], name: '王' }] })
      .expect(400);
  });

  it('draws by two promises and two reveals, so that anybody can do it again', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'opened', faults: [] });
    const keeper = await panel.commitment('keeper');
    await panel.do('he', 'commitments', { commitment: keeper }).expect(403);
    await panel.do('ren', 'commitments', { commitment: keeper }).expect(201);
    const same = await panel
      .do('ren', 'commitments', { commitment: await panel.commitment('witness') })
      .expect(403);
    expect(same.body).toMatchObject({ code: 'separation-of-duties' });
    await panel.do('ren', 'reveals', { nonce: NONCES.keeper }).expect(409);
    await panel.do('he', 'commitments', { commitment: await panel.commitment('witness') }).expect(201);
    await panel.do('rui', 'commitments', { commitment: keeper }).expect(409);
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'promised', faults: [] });
    await panel.do('he', 'reveals', { nonce: NONCES.witness }).expect(403);
    const wrong = await panel.do('ren', 'reveals', { nonce: NONCES.witness }).expect(422);
    expect(wrong.body).toMatchObject({ unmet: [{ at: '/nonce' }] });
    await panel.do('ren', 'reveals', { nonce: NONCES.keeper }).expect(201);
    const last = await panel.do('he', 'reveals', { nonce: NONCES.witness }, 'the-last').expect(201);
    expect(last.body).toMatchObject({ event: 'panel.drawn' });
    const again = await panel.do('he', 'reveals', { nonce: NONCES.witness }, 'the-last').expect(201);
    expect(again.body).toEqual(last.body);
    const file = await panel.file();
    expect(verifyDraw(file, nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
    expect(file.members).toHaveLength(3);
    expect(file.members).not.toContain('e7');
    expect(JSON.stringify(file)).not.toContain('姓名');
  });

  it('lets nobody draw again without the end of the last panel and a reason, both on record', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    await panel.promised();
    const draft = await panel.draft();
    const wish = { draft, rule: RULE, pool: POOL };
    const refused = await panel.do('ren', 'openings', wish).expect(409);
    expect(refused.body.unmet.map(({ code }: { code: string }) => code)).toEqual([
      'not-in-this-state',
      'requirement-unmet',
    ]);
    await panel.do('ren', 'closures', { ground: 'withheld' }).expect(422);
    await panel.do('ren', 'closures', { ground: 'withheld', reason: '监督人拒绝公开' }).expect(201);
    const first = await panel.file();
    expect(first).toMatchObject({ closed: 'withheld', members: [] });
    await panel.do('ren', 'openings', wish).expect(422);
    await panel.do('ren', 'openings', { ...wish, reason: '上次抽取未公开秘密数' }).expect(201);
    expect(await panel.file()).toMatchObject({ previous: first.stream, commitments: [] });
    const { body } = await panel.get('ren').expect(200);
    expect(body).toMatchObject({ earlier: [first.stream], phase: 'open' });
  });

  it('opens once for a key, and once for two who open at the same time', async () => {
    const panel = await PanelCase.open(service);
    const wish = { draft: await panel.draft(), rule: RULE, pool: POOL };
    const answers = await Promise.all([
      panel.do('ren', 'openings', wish, 'twice'),
      panel.do('ren', 'openings', wish, 'twice'),
      panel.do('rui', 'openings', wish),
    ]);
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.stream as string);
    expect(new Set(made).size).toBe(1);
    expect(answers.map(({ status }) => status)).not.toContain(500);
    const { body } = await panel.get('ren').expect(200);
    expect(body.earlier).toEqual([]);
  });
});

describe('sitting on a panel over HTTP', () => {
  it('is reviewed, answered and then read by the case', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    await panel.look();
    const [first, second, third] = (await panel.drawn()) as [Participant, Participant, Participant];
    const none = await panel.opinion(first, 'agree', '同意').expect(422);
    expect(none.body.unmet[0].say).toContain('声明');
    await panel.do(first, 'declarations', { conflict: false, confidential: false }).expect(422);
    await panel.do('hu', 'declarations', FREE).expect(404);
    await panel.do('ren', 'declarations', FREE).expect(403);
    for (const who of [first, second, third]) await panel.do(who, 'declarations', FREE).expect(201);
    await panel.signed(first, 'differ', '可行性不足：资金来源不明');
    const blind = await panel.get(second).expect(200);
    expect(blind.body.opinions).toMatchObject([{ stance: 'differ', text: null, hidden: true }]);
    await panel.signed(second);
    const open = await panel.get(second).expect(200);
    expect(open.body.opinions).toMatchObject([
      { text: '可行性不足：资金来源不明', hidden: false },
      { text: '同意。' },
    ]);
    await panel.signed(third);
    await panel.do('ren', 'closures', { ground: 'done' }).expect(422);
    const early = await panel.post('ren', 'acts/conclude', { input: {} }).expect(422);
    expect(early.body.unmet).toHaveLength(1);
    for (const expert of [first, second, third])
      await panel.do('ren', 'answers', { expert, result: 'adopted', reason: '补充资金来源' }).expect(201);
    await panel.signed(first, 'differ', '资金来源已经补充，但时间不足');
    await panel.post('ren', 'acts/conclude', { input: {} }).expect(422);
    await panel
      .do('ren', 'answers', { expert: first, result: 'notAdopted', reason: '时间已经论证' })
      .expect(201);
    await panel.do('ren', 'closures', { ground: 'done' }).expect(201);
    await panel.opinion(first, 'agree', '同意').expect(409);
    const read = await panel.get('ren').expect(200);
    expect(read.body.opinions.map(({ counts }: { counts: boolean }) => counts)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(read.body.members.map(({ answered }: { answered: string }) => answered)).toEqual(
      expect.arrayContaining(['adopted', 'notAdopted']),
    );
    await panel.post('ren', 'acts/conclude', { input: {} }).expect(201);
    const { queries } = service.composition.store;
    const stream = (await panel.file()).stream;
    const texts = (await queries.records(stream, { limit: 100 })).items.map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/资金来源|时间/);
  });

  it('counts no opinion on an older draft', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    await panel.look();
    const members = await panel.drawn();
    for (const who of members) await panel.do(who, 'declarations', FREE).expect(201);
    for (const who of members) await panel.signed(who);
    for (const expert of members)
      await panel.do('ren', 'answers', { expert, result: 'adopted', reason: '采纳' }).expect(201);
    const [who] = members as [Participant];
    const before = await panel.draft();
    await panel.submit('第一条 改造老城区的西片。');
    await panel.post('ren', 'acts/conclude', { input: {} }).expect(422);
    await panel.do('ren', 'renewals', { draft: before }).expect(409);
    await panel.do('ren', 'renewals', { draft: await panel.draft() }).expect(201);
    const late = await panel.opinion(who, 'agree', '同意', before).expect(409);
    expect(late.body).toMatchObject({ code: 'seen-outdated' });
    const { body } = await panel.get('ren').expect(200);
    expect(body.opinions.every(({ counts }: { counts: boolean }) => !counts)).toBe(true);
    const refused = await panel
      .do('ren', 'answers', { expert: who, result: 'adopted', reason: '采纳' })
      .expect(422);
    expect(refused.body).toMatchObject({ unmet: [{ at: '/expert' }] });
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
  });

  it('gives a seat to the next of the order, and names only where nobody is left', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    let members = await panel.drawn();
    const [who] = members as [Participant];
    const replaced = { expert: who, because: 'conflict', reason: '利害关系' };
    const groundless = await panel.do('ren', 'replacements', replaced).expect(422);
    expect(groundless.body).toMatchObject({ unmet: [{ at: '/because' }] });
    await panel
      .do(who, 'declarations', { conflict: true, confidential: false, statement: '任开发企业顾问' })
      .expect(201);
    await panel.do(who, 'declarations', FREE).expect(409);
    const member = { expert: 'chai', fields: ['城乡规划'] };
    const naming = { member, approvedBy: 'he', reason: '专家库不足', replaces: who, because: 'conflict' };
    const early = await panel.do('ren', 'namings', naming).expect(422);
    expect(early.body.unmet[0].say).toContain('依次递补');
    await panel.do('ren', 'replacements', replaced).expect(201);
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
    // The order runs out: each member declines until nobody can come in.
    for (let left = 0; left < 10; left += 1) {
      members = (await panel.file()).members as readonly Participant[];
      const next = members.find((one) => one !== 'chai') as Participant;
      await panel.do(next, 'declines', { reason: '时间冲突' }).expect(201);
      const answer = await panel.do('ren', 'replacements', {
        expert: next,
        because: 'declined',
        reason: '谢绝',
      });
      if (answer.status === 201) continue;
      expect(answer.body.unmet[0].say).toContain('已无人可以依次递补');
      const exception = { ...naming, replaces: next, because: 'declined' };
      await panel.do('ren', 'namings', { ...exception, approvedBy: 'ren' }).expect(422);
      await panel.do('ren', 'namings', { ...exception, approvedBy: 'liu' }).expect(422);
      await panel.do('ren', 'namings', exception).expect(201);
      break;
    }
    const file = await panel.file();
    expect(file.members).toContain('chai');
    expect(verifyDraw(file, nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
    await panel.do('chai', 'declarations', FREE).expect(201);
  });

  it('can be named altogether where there is no pool, with an approver each, under the same rule', async () => {
    const panel = await (await PanelCase.open(service)).opened({ pool: [] });
    await panel.do('ren', 'commitments', { commitment: 'f'.repeat(64) }).expect(409);
    const name = (expert: string, more: object = {}) =>
      panel.do('ren', 'namings', {
        member: { expert, fields: ['城乡规划'], ...more },
        ...{ approvedBy: 'he', reason: '本市未建专家库' },
      });
    await name('e1', { sector: true }).expect(201);
    await name('e2', { sector: true }).expect(422);
    await name('e1').expect(422);
    await name('e2').expect(201);
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'named', faults: [] });
    await panel.post('ren', 'acts/conclude', { input: {} }).expect(422);
    await name('e3', { fields: ['法学'] }).expect(201);
    await name('e4').expect(409);
    expect(verifyDraw(await panel.file(), nodeHash)).toMatchObject({ stage: 'named', faults: [] });
    const { body } = await panel.get('ren').expect(200);
    expect(body).toMatchObject({
      phase: 'named',
      members: [{ named: true }, { named: true }, { named: true }],
    });
  });

  it('is unknown to whoever may not know of the case, and its draw to nobody', async () => {
    const panel = await (await PanelCase.open(service)).opened();
    await panel.get('hu').expect(404);
    await panel.get('e7').expect(404);
    await panel.get('ren', 'panels/nothing').expect(404);
    await panel.get('ren', 'panels/draft').expect(404);
    await service.get('/v1/public/draws/nonsense').expect(404);
    await service.get(`/v1/public/draws/${panel.id}`).expect(404);
  });

  it('leaves a ledger in which everything folds to what is stored', async () => {
    const { store, ports } = service.composition;
    expect((await fsck(store.dataSource, ledgerLaw(ports))).findings).toEqual([]);
    expect(service.errors).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { receiptOf } from '../../../src/engine/case/receipt.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { CommentResult } from '../../../src/engine/consultation/consultation.js';
import type { NewComment } from '../../../src/engine/consultation/receive-comments.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { postgresConsultations } from '../../../src/store/queries/consultations/postgres-consultations.js';
import { InvalidCursor } from '../../../src/usecases/invalid-cursor.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import {
  CommentIntake,
  type IntakeAnswer,
  type PublicComment,
} from '../../../src/usecases/streams/consultation/comment-intake.js';
import { enterComments } from '../../../src/usecases/streams/consultation/enter-comments.js';
import {
  groupFor,
  handleFor,
  sortFor,
  ungroupFor,
} from '../../../src/usecases/streams/consultation/handle-for.js';
import {
  extendFor,
  openFor,
  publishFor,
  withdrawFor,
} from '../../../src/usecases/streams/consultation/keep-consultation.js';
import {
  readCommentProgress,
  readResults,
} from '../../../src/usecases/streams/consultation/public-consultations.js';
import { adoptionTable, suggestGroups } from '../../../src/usecases/streams/consultation/read-comments.js';
import type {
  ConsultationPorts,
  OfficialWish,
} from '../../../src/usecases/streams/consultation/work-on-consultation.js';
import type { StreamAnswer } from '../../../src/usecases/streams/work-on-stream.js';
import { procedureFrom } from '../../support/procedures.js';
import { askerOf, Office, type Who } from '../../support/office.js';

const NAME = 'solicitation';
const day = (text: string): CivilDate => text as CivilDate;
const NOTICE = {
  ...{ opensOn: day('2026-09-28'), closesOn: day('2026-10-28'), modes: ['public' as const] },
  words: { title: '关于公交线路调整方案公开征求意见的公告' },
};

describe('a consultation beside a case', () => {
  let office: Office;
  let ports: ConsultationPorts;
  let intake: CommentIntake;
  let caseId: string;
  let stream: string;
  let keys = 0;

  const wish = (by: Who = 'reviewer', key = `k-${keys++}`): OfficialWish => ({
    ...{ caseId, name: NAME, by: askerOf(by), key },
  });
  const said = (text: string, more: Partial<PublicComment> = {}): PublicComment => ({
    ...{ article: null, stance: null, consentToPublish: true, text, author: null, ...more },
  });
  const send = (
    text: string,
    more: Partial<PublicComment> = {},
    key = `c-${keys++}`,
  ): Promise<IntakeAnswer> => intake.receive(stream, key, said(text, more));
  const ok = <T>(answer: StreamAnswer<T>): Extract<StreamAnswer<T>, { outcome: 'recorded' }> => {
    if (answer.outcome !== 'recorded') throw new Error(JSON.stringify(answer));
    return answer;
  };
  const received = async (answer: Promise<IntakeAnswer>) => {
    const one = await answer;
    if (one.outcome !== 'received') throw new Error(JSON.stringify(one));
    return one;
  };
  const handle = (comments: readonly number[], result: CommentResult, reason?: string) =>
    handleFor(ports, wish(), {
      chosen: { comments },
      answer: { result, articles: [], ...(reason !== undefined && { reason }) },
    });
  const standing = async () => (await office.ports.streamStandings?.of(caseId))?.[NAME]?.standing;

  beforeAll(async () => {
    office = await Office.open({ procedures: [procedureFrom('test/http/fixtures/solicitation.yaml')] });
    ports = { ...office.ports, consultations: postgresConsultations(office.store.dataSource) };
    intake = new CommentIntake(ports);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    office.clock.put('2026-09-28');
    caseId = await office.received({ procedure: 'solicitation-case', by: 'reviewer', input: {} });
    await office.done(caseId, 'reviewer', 'announce');
    ({ stream } = ok(await openFor(ports, wish(), NOTICE)));
  });

  it('opens once what the procedure asks for is there, by who keeps it, one at a time', async () => {
    const other = await office.received({ procedure: 'solicitation-case', by: 'reviewer', input: {} });
    const early = await openFor(
      ports,
      { ...wish(), caseId: other },
      { ...NOTICE, closesOn: day('2026-10-01') },
    );
    expect(early).toMatchObject({
      outcome: 'refused',
      unmet: [{ basis: ['决策条例 14.1'] }, { code: 'term-not-elapsed', basis: ['决策条例 15.1'] }],
    });
    expect(await openFor(ports, wish('window'), NOTICE)).toMatchObject({
      unmet: [{ code: 'power-missing' }],
    });
    expect(await openFor(ports, wish(), NOTICE)).toMatchObject({ unmet: [{ code: 'not-in-this-state' }] });
    expect(await openFor(ports, { ...wish(), name: 'nothing' }, NOTICE)).toEqual({ outcome: 'unknown' });
    ok(await withdrawFor(ports, wish(), { reason: '草案重拟' }));
    const again = ok(await openFor(ports, wish(), NOTICE));
    expect(again.stream).not.toBe(stream);
    expect(await standing()).toMatchObject({ open: true, withdrawn: false });
  });

  it('takes comments to the last second of its last day in Shanghai, and none after', async () => {
    office.clock.put('2026-10-28T23:59:59.999');
    expect(await send('最后一刻的意见')).toMatchObject({ outcome: 'received', n: 1 });
    office.clock.put('2026-10-29T00:00');
    expect(await send('迟到的意见')).toMatchObject({
      outcome: 'refused',
      unmet: [{ code: 'term-expired', basis: ['决策条例 15.1', '决策条例 18'] }],
    });
    expect(await extendFor(ports, wish(), { closesOn: day('2026-11-05'), reason: '意见多' })).toMatchObject({
      unmet: [{ code: 'term-expired' }],
    });
  });

  it('answers the same key with the same receipt, also when it is sent twice at once', async () => {
    const twice = await Promise.all([send('甲', {}, 'twin'), send('甲', {}, 'twin'), send('乙', {}, 'twin')]);
    const first = await received(Promise.resolve(twice[0] as IntakeAnswer));
    expect(twice[1]).toEqual(first);
    expect(twice[2]).toEqual({ outcome: 'keyReused' });
    expect(await send('甲', {}, 'twin')).toEqual(first);
    expect(await standing()).toMatchObject({ received: 1 });
    expect(await intake.receive(office.ports.ids.randomUuid(), 'x', said('x'))).toEqual({
      outcome: 'unknown',
    });
  });

  it('writes many at once in few records, each with a receipt of its own and no name in any record', async () => {
    const texts = Array.from({ length: 120 }, (_, i) => `意见${i}`);
    const answers = await Promise.all(
      texts.map((text) => received(send(text, { author: { name: '王大力', contact: '13812345678' } }))),
    );
    expect(new Set(answers.map(({ receipt }) => receipt)).size).toBe(120);
    expect(answers.map(({ n }) => n)).toEqual(texts.map((_, i) => i + 1));
    const records = await office.records(stream);
    expect(records.length).toBeLessThan(10);
    expect(JSON.stringify(records)).not.toMatch(/王大力|13812345678|意见\d/u);
    expect(await standing()).toMatchObject({ received: 120, unhandled: 120 });
    const page = await ports.consultations.comments(stream, {}, { limit: 100 });
    expect(page).toMatchObject({ hasMore: true });
    const rest = await ports.consultations.comments(stream, {}, { limit: 100, after: page.endCursor ?? '' });
    expect(rest.items.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, i) => 101 + i));
    const last = await ports.consultations.comments(stream, {}, { limit: 1 }, 'last');
    expect(last.items[0]).toMatchObject({ n: 120, text: '意见119', author: { name: '王大力' } });
    await expect(ports.consultations.comments(stream, {}, { limit: 1, after: 'x' })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it('handles a group in one act, and the record names the group', async () => {
    const same = Array.from({ length: 60 }, () => '反对涨价');
    await Promise.all([...same, '支持！', '支持', '另一条'].map((text) => send(text)));
    const page = await ports.consultations.comments(stream, {}, { limit: 100 });
    const first = page.items.find(({ text }) => text === '反对涨价')?.n ?? 0;
    const { result } = ok(await groupFor(ports, wish(), { chosen: { sameAs: first }, title: '反对涨价' }));
    expect(result).toEqual({ group: 1, comments: 60 });
    const answer = { result: 'notAdopted', reason: '已经听证', articles: [] } as const;
    ok(await handleFor(ports, wish(), { chosen: { group: 1 }, answer }));
    const record = (await office.records(stream)).at(-1);
    expect(record).toMatchObject({ data: { chosen: { group: 1 }, from: { unhandled: 60 } } });
    expect(await standing()).toMatchObject({ received: 63, unhandled: 3, notAdopted: 60 });
    const unhandled = await ports.consultations.comments(stream, { result: 'unhandled' }, { limit: 10 });
    expect(unhandled.items.map(({ text }) => text).toSorted()).toEqual(
      ['另一条', '支持', '支持！'].toSorted(),
    );
    const alike = await suggestGroups(ports, stream, { result: 'unhandled' }, { limit: 10 });
    expect(alike.items).toHaveLength(1);
    const twins = await ports.consultations.comments(
      stream,
      { sameAs: alike.items[0]?.[0] ?? 0 },
      { limit: 10 },
    );
    expect(twins.items.map(({ n }) => n)).toEqual(alike.items[0]);
    expect(await ports.consultations.groups(stream, { limit: 10 })).toMatchObject({
      items: [{ group: 1, title: '反对涨价', comments: 60, unhandled: 0 }],
    });
    const apart = ok(await ungroupFor(ports, wish(), { comments: [first] }));
    expect(apart.result).toEqual({ comments: 1 });
    expect(await ungroupFor(ports, wish(), { comments: [first] })).toMatchObject({
      unmet: [{ code: 'nothing-to-change' }],
    });
    const inGroup = await ports.consultations.comments(stream, { group: 1 }, { limit: 200 });
    expect(inGroup.items).toHaveLength(59);
    expect(inGroup.items[0]).toMatchObject({ result: 'notAdopted', reason: '已经听证' });
  });

  it('lets nothing unhandled reach its results or the review, and then tells each what became of it', async () => {
    const one = await received(send('我叫李小明，电话13912345678，建议设站', { author: { name: '李小明' } }));
    const two = await received(send('不同意', { consentToPublish: false }));
    const three = await received(send('骂人的话'));
    office.clock.put('2026-10-20');
    expect(await publishFor(ports, wish())).toMatchObject({
      unmet: [
        { code: 'term-not-elapsed', earliestPossible: '2026-10-29' },
        { code: 'requirement-unmet', basis: ['决策条例 15.1', '决策条例 18'] },
      ],
    });
    office.clock.put('2026-10-29');
    expect(await office.act(caseId, 'reviewer', 'review')).toMatchObject({ outcome: 'refused' });
    ok(await sortFor(ports, wish(), { comments: [three.n], as: 'hidden', reason: '谩骂他人' }));
    ok(await handle([one.n], 'adopted'));
    expect(await handle([two.n, three.n], 'notAdopted')).toMatchObject({
      unmet: [{ code: 'field-required' }],
    });
    ok(await handle([two.n, three.n], 'notAdopted', '另行研究，电话13912345678'));
    expect(await readResults(ports, stream, { limit: 10 })).toBeUndefined();
    expect(await readCommentProgress(ports, one.receipt)).toMatchObject({ phase: 'closed', outcome: null });
    ok(await publishFor(ports, wish()));
    const results = await readResults(ports, stream, { limit: 10 });
    expect(results).toMatchObject({
      ...{ received: 3, resultOn: '2026-10-29', results: { adopted: 1, notAdopted: 2 } },
      comments: {
        items: [
          { text: '我叫李**，电话139****5678，建议设站', author: '李**', result: 'adopted' },
          { text: null, notPublished: 'noConsent', reason: '另行研究，电话139****5678' },
          { text: null, notPublished: 'hidden' },
        ],
      },
    });
    expect(await readCommentProgress(ports, one.receipt.toLowerCase().replaceAll('-', ' '))).toEqual({
      ...{ receipt: one.receipt, consultation: stream, title: NOTICE.words.title, receivedOn: '2026-09-28' },
      ...{ resultOn: '2026-10-29', phase: 'published' },
      outcome: { result: 'adopted', reason: null, changedArticles: [] },
    });
    expect(await readCommentProgress(ports, receiptOf(office.ports.ids.randomUuid()) ?? '')).toBeUndefined();
    expect(await standing()).toMatchObject({ resultOn: '2026-10-29', unhandled: 0, open: false });
    ok(await handle([two.n], 'partlyAdopted', '复核后部分采纳'));
    expect(await readResults(ports, stream, { limit: 1 })).toMatchObject({
      ...{ corrections: 1, results: { partlyAdopted: 1, notAdopted: 1 } },
    });
    await office.done(caseId, 'reviewer', 'review');
    const { table } = await adoptionTable(ports, stream, { limit: 100 });
    expect(table.rows.map((row) => row.at(-3))).toEqual(['采纳', '部分采纳', '不采纳']);
    expect(JSON.stringify(table)).not.toContain('李小明');
  });

  it('enters what came on paper, all of it or none', async () => {
    const paper = (text: string, arrivedOn: string): NewComment => ({
      ...{ channel: 'letter', article: 'a3', stance: 'disagree', consentToPublish: false, text },
      ...{ arrivedOn: day(arrivedOn), author: { name: '赵六', kind: 'person' } },
    });
    office.clock.put('2026-11-02');
    const late = await enterComments(ports, wish(), [
      paper('及时', '2026-10-28'),
      paper('迟到', '2026-10-29'),
    ]);
    expect(late).toMatchObject({ unmet: [{ code: 'day-not-allowed', at: '/comments/1/arrivedOn' }] });
    const many = Array.from({ length: 250 }, (_, i) => paper(`来信${i}`, '2026-10-10'));
    const entered = ok(await enterComments(ports, wish(), many, 'f'.repeat(64)));
    expect(entered.result).toMatchObject({ first: 1, comments: 250 });
    const record = (await office.records(stream)).at(-1);
    expect(record).toMatchObject({
      data: { count: 250, channels: { letter: 250 } },
      actor: { post: 'reviewer' },
    });
    expect(Object.keys(record?.parts ?? {})).toHaveLength(6);
    const about = await ports.consultations.selection(stream, { article: 'a3' });
    expect(about).toEqual({ count: 250, from: { unhandled: 250 } });
  });

  it('decides anew when somebody else was faster, and never loses count', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => send(`意见${i}`)));
    const elsewhere = await office.another();
    const there = { ...elsewhere.ports, consultations: postgresConsultations(elsewhere.store.dataSource) };
    const intakeThere = new CommentIntake(there);
    const answer = { result: 'explained', reason: '见说明', articles: [] } as const;
    await Promise.all([
      ...Array.from({ length: 15 }, (_, i) => send(`这里${i}`)),
      ...Array.from({ length: 15 }, (_, i) =>
        intakeThere.receive(stream, `there-${keys}-${i}`, said(`那里${i}`)),
      ),
      ...[1, 2, 3].map((n) => handleFor(there, wish(), { chosen: { comments: [n, n + 1] }, answer })),
    ]);
    await elsewhere.leave();
    expect(await standing()).toMatchObject({ received: 50, explained: 4, unhandled: 46 });
    const all = await ports.consultations.comments(stream, {}, { limit: 100 });
    expect(all.items.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect((await fsck(office.database.owner, ledgerLaw(office.ports))).findings).toEqual([]);
  });
});

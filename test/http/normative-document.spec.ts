import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DecisionStage } from '../../src/cli/demo-decision/stage.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { judgedHistory } from '../../src/engine/conformance/judge-history.js';
import { foldStream } from '../../src/engine/conformance/judged-stream.js';
import { conformanceTable } from '../../src/engine/conformance/table.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import { judgeCase } from '../../src/usecases/conformance/judge-case.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { gatherHistory } from '../../src/usecases/replay/gather-history.js';
import { startCity, type CityService } from '../support/city-service.js';
import { replayedFromLedger } from '../support/recorded-history.js';

const WHO = {
  ...{ drafter: 'o-772', ownReview: 'o-773', secretary: 'o-706', regulator: 'o-764', legality: 'o-722' },
  ...{ legalHead: 'o-721', mayor: 'o-701', publisher: 'o-754', filing: 'o-831' },
} as const;

const SUBJECT = '云岭市城市道路临时停车管理办法';
const DRAFT =
  '第一条　为了规范临时停车，制定本办法。\n第二条　首小时免费。\n第三条　本办法自2026年7月1日起施行。';
const NUMBER = '云政规〔2026〕1号';

const ALL_MEET = {
  ...{ authority: 'meets', powers: 'meets', content: 'meets', burdens: 'meets', duties: 'meets' },
  ...{ shift: 'meets', procedure: 'meets', result: 'lawful', findings: [] },
};

/** Everything over HTTP, by the people of the seeded city. */
describe('a normative document of 云岭市', () => {
  let city: CityService;
  let stage: DecisionStage;
  beforeAll(async () => {
    city = await startCity(['workflows/national/normative-document/procedure.yaml']);
    const played = { procedure: 'normative-document', reader: WHO.secretary };
    stage = new DecisionStage(city.client, nodeHash, () => undefined, played);
  }, 60_000);
  afterAll(() => city.close());

  /** The articles of the last refusal, and from when on the step may be taken. */
  const lastRefusal = () => {
    const { unmet, earliestPossible } = stage.refusals.at(-1) ?? { unmet: [] };
    return [unmet.flatMap(({ basis }) => basis), earliestPossible];
  };

  it('is drafted, assessed, put before the public and reviewed for competition', async () => {
    await stage.on('2026-03-02');
    const kind = { government: true, ownReviewBody: true, rights: true, market: true };
    await stage.open(WHO.drafter, SUBJECT, '云岭市交通运输局', { purpose: '规范道路临时停车', ...kind });
    const needed = { needed: true, duplicates: false, copies: false, searched: '现行停车文件3件' };
    await stage.act(WHO.secretary, 'confirmNecessity', needed);
    await stage.beside(WHO.drafter, 'drafts/draft/versions', { text: DRAFT, replaces: 0 });
    await stage.act(WHO.drafter, 'assess', {
      ...{ necessity: '停车矛盾突出', feasibility: '有泊位系统', reasonableness: '与周边相当' },
    });
    const notice = { title: SUBJECT, opensOn: '2026-03-02', closesOn: '2026-04-01', modes: ['public'] };
    await stage.beside(WHO.drafter, 'consultations/solicitation', notice);
    await stage.act(WHO.drafter, 'announceSolicitation');
    const { stream } = await stage.read('consultations/solicitation', WHO.drafter);
    const comments = `/v1/public/consultations/${String(stream)}/comments`;
    const said = { text: '首小时免费很好', consentToPublish: true };
    expect((await city.client.postOpenly(comments, said)).status).toBe(201);
    await stage.act(WHO.drafter, 'preliminaryReview', { opinion: '不含限制竞争内容' });
    await stage.act(WHO.regulator, 'concludeCompetition', {
      ...{ result: 'clear', entry: 'meets', flow: 'meets', costs: 'meets', conduct: 'meets' },
      ...{ heard: true, publicConcerned: false, items: '逐项对照第八条至第十一条，均不涉及' },
    });
    const closing = { heardEnterprises: true, concentrated: 0, concentratedUnadopted: 0 };
    await stage.on('2026-03-20');
    await stage.refusedAct(WHO.drafter, 'closeSolicitation', closing, '提前结束征求意见');
    expect(lastRefusal()[0]).toEqual(expect.arrayContaining(['37号 5', '营商条例 62.2']));
    await stage.on('2026-04-02');
    await stage.beside(WHO.drafter, 'consultations/solicitation/handlings', {
      comments: [1],
      result: 'adopted',
    });
    await stage.beside(WHO.drafter, 'consultations/solicitation/results', {});
    await stage.act(WHO.drafter, 'closeSolicitation', closing);
  });

  it('is reviewed for legality by the unit and by the authority, not sooner than in five working days', async () => {
    await stage.act(WHO.drafter, 'sendForReview');
    await stage.act(WHO.ownReview, 'giveOwnOpinion', { lawful: true, text: '合法' });
    await stage.act(WHO.secretary, 'passOfficeCheck', { procedure: true, assessment: true, opinions: true });
    const complete = { draftAndNote: true, basisList: true, opinions: true, ownOpinion: true, other: true };
    await stage.act(WHO.legality, 'acceptMaterials', complete);
    await stage.act(WHO.legality, 'recordFindings', ALL_MEET);
    await stage.on('2026-04-09');
    await stage.refusedAct(WHO.legalHead, 'issueOpinion', {}, '不满五个工作日出具审核意见');
    // 04-03, 04-07 to 04-10 (Qingming until 04-06), so from Saturday the 11th on
    expect(lastRefusal()).toEqual([['115号 5'], '2026-04-11']);
    await stage.on('2026-04-13');
    await stage.act(WHO.legalHead, 'issueOpinion');
  });

  it('is deliberated, then registered, numbered and published together: 三统一', async () => {
    const convened = { forum: 'executive', unit: 'government', day: '2026-04-20', time: '09:00' };
    const { meeting } = await stage.beside(WHO.secretary, '/v1/meetings', convened);
    const at = `/v1/meetings/${String(meeting)}`;
    await stage.beside(WHO.secretary, `${at}/items`, { caseId: stage.caseId, name: 'meeting' });
    await stage.beside(WHO.secretary, `${at}/papers`, {});
    await stage.act(WHO.secretary, 'tableDraft');
    await stage.on('2026-04-20', '09:00');
    const others = ['o-702', 'o-703', 'o-704', 'o-705'];
    await stage.beside(WHO.secretary, `${at}/openings`, { present: [WHO.mayor, ...others] });
    await stage.beside(WHO.secretary, `${at}/items/1/beginnings`, {});
    for (const person of [...others, WHO.mayor])
      await stage.beside(WHO.secretary, `${at}/items/1/speeches`, { person, stance: 'agree', text: '同意' });
    await stage.beside(WHO.mayor, `${at}/items/1/decisions`, { result: 'passed' });
    await stage.beside(WHO.secretary, `${at}/closings`, {});
    await stage.act(WHO.secretary, 'decide', { dissentRecorded: false, explained: false });
    await stage.on('2026-04-21');
    await stage.act(WHO.mayor, 'sign', { opinion: '同意发布。' });
    const published = {
      ...{ media: ['gazette', 'website'], effectiveOn: '2026-07-01', validUntil: '2031-06-30' },
      ...{ unadoptedExplained: false, adaptationNote: '留出两个月适应期' },
    };
    await stage.refusedAct(WHO.publisher, 'publish', published, '未登记编号就公布');
    expect(lastRefusal()[0]).toContain('37号 8');
    const registered = { number: NUMBER, registerNumber: 'YLS-2026-001', name: SUBJECT };
    await stage.act(WHO.secretary, 'register', registered);
    const other = { ...published, number: '云政规〔2026〕99号', registerNumber: 'YLS-2026-099' };
    await stage.refusedAct(WHO.publisher, 'publish', other, '以未经登记的文号公布');
    await stage.act(WHO.publisher, 'publish', published);
    const register = await city.client.get(WHO.publisher, '/v1/public/publications?publication=document');
    expect(register.body).toMatchObject({
      items: [
        {
          fields: expect.arrayContaining([
            { field: 'number', title: '发文字号', value: NUMBER },
            { field: 'registerNumber', title: '统一登记号', value: 'YLS-2026-001' },
            { field: 'name', title: '文件名称', value: SUBJECT },
          ]),
        },
      ],
    });
    const { state } = await stage.read('');
    expect(state).toMatchObject({
      milestones: { deliberated: '2026-04-20', registered: '2026-04-21', published: '2026-04-21' },
    });
  });

  it('is in force on its day, cleared by the filing review, in a ledger that holds', async () => {
    await stage.on('2026-04-27');
    const filed = { superior: true, congress: true, sameLevel: false, papers: true };
    await stage.act(WHO.legality, 'fileForRecord', filed);
    await stage.on('2026-05-11');
    await stage.act(WHO.filing, 'clearFiling');
    await stage.on('2026-07-02');
    const { state, active } = await stage.read('');
    expect(state).toMatchObject({ milestones: { commenced: '2026-07-01', validUntil: '2031-06-30' } });
    expect((active as { path: string }[]).map(({ path }) => path)).toContain('published.force.inForce');
    const { ports, store } = city.composition;
    expect((await fsck(store.dataSource, ledgerLaw(ports))).findings).toEqual([]);
  });

  it('is decided anew to the same end', async () => {
    expect(await replayedFromLedger(city.composition, stage.caseId, 'normative-document-whole')).toEqual([]);
  });

  it('keeps every rule that can be judged, in the streams beside it too', async () => {
    const { ports, store } = city.composition;
    const found = await judgeCase({ ...ports, queries: store.queries, documents: store.documents })(
      stage.caseId,
    );
    if (!found || 'tooLong' in found) throw new Error('the case is not judged');
    const { judged, rows } = found;
    expect(rows.filter(({ conclusion }) => conclusion === 'deviates')).toEqual([]);
    const conclusions = Object.fromEntries(rows.map(({ id, conclusion }) => [id, conclusion]));
    expect(conclusions).toMatchObject({
      ...{ 'acts.decide.power': 'complies', 'acts.publish.power': 'complies' },
      ...{ 'streams.solicitation.period': 'complies', 'streams.solicitation.results': 'complies' },
      ...{ 'streams.meeting.quorum': 'complies', 'streams.meeting.chiefLast': 'complies' },
      ...{ 'streams.meeting.dissents': 'complies', 'streams.meeting.by': 'complies' },
      // Nobody has issued them, and no term runs for them.
      'streams.meeting.minutes': 'undetermined',
    });
    const open = rows.filter(({ conclusion }) => conclusion === 'undetermined');
    expect(open.filter(({ note }) => note === undefined)).toEqual([]);
    const quorum = rows.find(({ id }) => id === 'streams.meeting.quorum');
    expect(quorum).toMatchObject({
      actual: expect.stringMatching(/^\d+\/\d+$/),
      events: [{ stream: expect.any(String) }],
    });

    // A history that has its streams with it, as a bundle does, is judged to the same table.
    const reads = { ...ports, queries: store.queries, documents: store.documents };
    const history = await gatherHistory(reads, stage.caseId, { beside: true });
    if (!history || 'tooLong' in history) throw new Error('there is no history');
    const alone = judgedHistory(history, judged.asOf);
    expect(alone && conformanceTable(alone)).toEqual(rows);

    const changed = (type: string, change: (event: Data) => Data): readonly string[] => {
      const beside = (judged.beside ?? []).map(({ records, unfoldable: _none, ...stream }) => {
        const kept = records.map(({ record, leaf }) => ({
          leaf,
          record: record.type === type ? { ...record, data: change(record.data) } : record,
        }));
        return foldStream({ ...stream, records: kept });
      });
      return conformanceTable({ ...judged, beside })
        .filter(({ conclusion }) => conclusion === 'deviates')
        .map(({ id }) => id);
    };
    expect(changed('meeting.opened', (event) => ({ ...event, present: [WHO.mayor] }))).toContain(
      'streams.meeting.quorum',
    );
    expect(changed('item.decided', (event) => ({ ...event, departs: true }))).toEqual([
      'streams.meeting.departs',
    ]);
    expect(changed('item.decided', (event) => ({ ...event, dissents: [WHO.secretary] }))).toEqual([
      'streams.meeting.dissents',
    ]);
    expect(changed('item.tabled', (event) => ({ ...event, post: 'chief' }))).toEqual(['streams.meeting.by']);
    const others = (event: Data): Data => ({
      ...event,
      person: event['person'] === WHO.mayor ? first : WHO.mayor,
    });
    const spoken = judged.beside
      ?.flatMap(({ records }) => records)
      .find(({ event }) => event.type === 'speech.given');
    const first = (spoken?.event as unknown as Data | undefined)?.['person'];
    expect(
      changed('speech.given', (event) =>
        event['person'] === first || event['person'] === WHO.mayor ? others(event) : event,
      ),
    ).toContain('streams.meeting.chiefLast');
    expect(changed('consultation.opened', (event) => ({ ...event, closesOn: '2026-03-10' }))).toContain(
      'streams.solicitation.period',
    );
    expect(changed('comments.handled', (event) => ({ ...event, result: 'notAdopted' }))).toEqual([
      'streams.solicitation.reasons',
    ]);
    expect(changed('results.published', (event) => ({ ...event, type: 'consultation.opened' }))).toContain(
      'streams.solicitation.history',
    );
  });
});

type Data = Readonly<Record<string, unknown>>;

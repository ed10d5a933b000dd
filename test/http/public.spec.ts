import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fsck } from '../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { tamper } from '../support/tamper.js';
import { MEMBERS, startTestService, type Person, type TestService } from './support/test-service.js';

describe('what is public', () => {
  let service: TestService;
  let receipt: string;
  let caseId: string;

  beforeAll(async () => {
    const { wang, rui, liu } = MEMBERS;
    const names = { wang: '王窗口', rui: '芮审查', liu: '刘申请' };
    const procedures = ['test/http/fixtures/market-stall.yaml'];
    const town = { members: { wang, rui, liu }, names, procedures, changes: [] };
    service = await startTestService({ town });
    const opened = await service
      .post('/v1/cases', 'liu')
      .set('idempotency-key', 'stall')
      .send({
        procedure: 'market-stall',
        subject: '夜市摊位',
        applicant: { name: '刘申请' },
        input: { stall: 'food' },
      });
    ({ caseId } = opened.body as { caseId: string });
    const read = await service.get(`/v1/cases/${caseId}`, 'liu').expect(200);
    ({ receipt } = read.body as { receipt: string });
  });
  afterAll(() => service.close());

  const act = async (person: Person, name: string, input: object = {}): Promise<void> => {
    const path = `/v1/cases/${caseId}/acts/${name}`;
    await service.post(path, person).set('idempotency-key', name).send({ input }).expect(201);
  };
  const progress = async (): Promise<{
    stages: { stage: string; current: boolean }[];
    [key: string]: unknown;
  }> => (await service.get(`/v1/public/progress/${receipt}`).expect(200)).body;
  const current = async (): Promise<string | undefined> =>
    (await progress()).stages.find((stage) => stage.current)?.stage;

  it('tells whoever holds the receipt how far the case is, and nothing about anybody', async () => {
    expect(await current()).toBe('received');
    await act('wang', 'accept');
    expect(await progress()).toEqual({
      receipt,
      procedure: '摆摊许可',
      stages: [
        { stage: 'received', title: '已收件', reached: true, current: false, on: '2026-09-28' },
        { stage: 'accepted', title: '已受理', reached: true, current: false, on: '2026-09-28' },
        { stage: 'reviewing', title: '审批中', reached: true, current: true },
        { stage: 'special', title: '特别程序', reached: false, current: false },
        { stage: 'concluded', title: '已办结', reached: false, current: false },
      ],
      term: {
        title: '决定期限',
        dueOn: '2026-10-30',
        promisedDueOn: '2026-10-16',
        remaining: 20,
        suspended: false,
        provisional: false,
      },
      ended: false,
    });
  });

  it('shows a term that stands still as a stage of its own (特别程序)', async () => {
    await act('rui', 'callHearing');
    expect(await current()).toBe('special');
    expect((await progress())['term']).toMatchObject({ suspended: true });
    await act('rui', 'endHearing');
    expect(await current()).toBe('reviewing');
  });

  it('knows a receipt however it is written, and no other', async () => {
    const sloppy = receipt.toLowerCase().replaceAll('-', ' ');
    await service.get(`/v1/public/progress/${encodeURIComponent(sloppy)}`).expect(200);
    const wrong = receipt.startsWith('0') ? `1${receipt.slice(1)}` : `0${receipt.slice(1)}`;
    for (const number of [wrong, receipt.slice(1), 'x', caseId]) {
      const answer = await service.get(`/v1/public/progress/${encodeURIComponent(number)}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
    }
  });

  it('publishes what an act makes public, under a number that leads to no case, without what is personal', async () => {
    expect((await service.get('/v1/public/publications').expect(200)).body.items).toEqual([]);
    await act('rui', 'grant', { content: '热食摊位一个', phone: '13800000000' });
    const list = await service.get('/v1/public/publications?procedure=market-stall').expect(200);
    expect(list.body.items).toEqual([
      {
        id: expect.any(String),
        publication: 'decision',
        title: '许可决定',
        basis: ['许可法 40'],
        procedure: 'market-stall',
        procedureTitle: '摆摊许可',
        unit: expect.any(String),
        publishedOn: '2026-09-28',
        fields: expect.arrayContaining([
          { field: 'stall', title: '摊位类别', value: 'food' },
          { field: 'content', title: '内容', value: '热食摊位一个' },
          { field: 'decidedOn', title: '决定日期', value: '2026-09-28' },
        ]),
      },
    ]);
    const text = JSON.stringify(list.body);
    for (const secret of [caseId, receipt, '刘申请', '夜市摊位', '13800000000', 'liu']) {
      expect(text).not.toContain(secret);
    }
    const { id } = list.body.items[0] as { id: string };
    const one = await service.get(`/v1/public/publications/${id}`).set('accept-language', 'en').expect(200);
    expect(one.body.items).toMatchObject([{ id, title: 'decision' }]);
    expect((await service.get('/v1/public/publications?publication=other')).body.items).toEqual([]);
    await service.get(`/v1/public/publications/${caseId}`).expect(404);
    await service.get('/v1/public/publications?after=x').expect(400);
    expect(await current()).toBe('concluded');
  });

  it('is exactly what the records say: anything else is found in the database', async () => {
    const { database, composition } = service;
    const law = ledgerLaw(composition.ports);
    const wrong = async (): Promise<readonly string[]> =>
      (await fsck(database.owner, law)).findings
        .filter(({ code }) => code === 'publication-rows-wrong')
        .map(({ message }) => message);
    expect(await wrong()).toEqual([]);
    await tamper(database.owner, `update publications set fields = '{"stall":"goods"}'`);
    expect(await wrong()).toEqual(['decision is public, but its record does not say so']);
    await tamper(database.owner, 'delete from publications');
    expect(await wrong()).toEqual(['decision was made public by its record, but cannot be found']);
  });

  it('explains a procedure with the eight public matters (八项公开), and who handles it', async () => {
    const guide = await service.get('/v1/public/guides/market-stall').expect(200);
    expect(guide.body).toMatchObject({
      title: '摆摊许可',
      basis: ['许可法 30.1'],
      law: ['《中华人民共和国行政许可法》'],
      conditions: ['本市居民'],
      steps: ['已收件', '已受理', '审批中', '特别程序', '已办结'],
      terms: [{ title: '决定期限', term: '20个工作日', promised: '10个工作日', basis: ['许可法 42.1'] }],
      results: ['摆摊许可证'],
      fees: '不收费',
      liability: '逾期的，责令改正',
    });
    const units = guide.body.units as { handledBy: { name: string }[] }[];
    expect(units.flatMap((unit) => unit.handledBy)).toContainEqual({ post: '受理窗口', name: '王窗口' });
    await service.get('/v1/public/guides/nothing').expect(404);
  });
});

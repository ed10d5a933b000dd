import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { issueDocument } from '../../../src/usecases/papers/issue-document.js';
import { serveDocument, type ServeRequest } from '../../../src/usecases/papers/serve-document.js';
import type { ActAnswer } from '../../../src/usecases/cases/act-answer.js';
import { askerOf, Office, recorded } from '../../support/office.js';
import { procedureFrom } from '../../support/procedures.js';

const letters = procedureFrom('test/engine/case/documents/fixtures/letter.yaml');

const NOTICE = {
  mode: 'service.publicNotice',
  input: { medium: '日报第三版', ground: '受送达人下落不明', reason: '三次上门均无人' },
};

describe('a public notice 公告送达 in the ledger', () => {
  let office: Office;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open({ procedures: [letters] });
    const unit = {
      title: '测试机关',
      organ: true,
      procedures: ['test-letter'],
      from: '2014-01-01' as CivilDate,
    };
    await office.reorganised({
      change: 'unit.put',
      id: 'office',
      unit: {
        ...unit,
        particulars: { codeWord: '测审', reconsideration: '测试市人民政府', court: '测试法院' },
      },
    });
  });
  afterAll(() => office.close());

  async function issued(): Promise<string> {
    const id = await office.received({ procedure: 'test-letter', input: {} });
    await office.done(id, 'reviewer', 'tell');
    const answers = { 拟作决定: '不予许可' };
    recorded(
      await issueDocument(
        office.ports,
        tools(),
      )({
        ...{ caseId: id, id: 'd1', answers, by: askerOf('reviewer'), key: `service-${keys++}` },
      }),
    );
    return id;
  }

  function serve(caseId: string, told: Pick<ServeRequest, 'mode' | 'input'>): Promise<ActAnswer> {
    const by = askerOf('window');
    return serveDocument(office.ports, tools())({ caseId, id: 'd1', ...told, by, key: `service-${keys++}` });
  }

  const tools = () => ({ papers: office.store.papers, queries: office.store.queries });

  it('is swept when its day is over, once, and its clock starts on that day', async () => {
    office.clock.put('2026-06-01');
    const id = await issued();
    recorded(await serve(id, NOTICE));
    expect(await office.findings()).toEqual([]);
    // 30 cd after 2026-06-01 is 2026-07-01.
    office.clock.put('2026-07-01T23:59:59.999');
    expect(await office.sweep()).toBe(0);
    office.clock.put('2026-07-02T00:00');
    expect(await office.sweep()).toBe(1);
    expect(await office.sweep()).toBe(0);
    expect(await office.state(id)).toMatchObject({
      ...{ value: 'told', milestones: { told: '2026-07-01' } },
      clocks: { request: { from: '2026-07-01', dueOn: '2026-07-08' } },
    });
    const last = (await office.records(id)).at(-1);
    expect(last).toMatchObject({ type: 'document.deemedServed', occurredAt: '2026-07-01T16:00:00.000Z' });
    expect(last).not.toHaveProperty('actor');
    expect(await office.findings()).toEqual([]);
  });

  it('takes effect before whatever is done in the case after its day, without a sweep', async () => {
    office.clock.put('2026-06-01');
    const id = await issued();
    recorded(await serve(id, NOTICE));
    office.clock.put('2026-07-03');
    const answer = recorded(await office.act(id, 'applicant', 'request'));
    expect(answer.lapsed.map(({ type }) => type)).toEqual(['document.deemedServed']);
    expect(answer.state.value).toBe('received');
    expect(await office.findings()).toEqual([]);
  });

  it('keeps what was told and the proof in parts, and nothing personal in the record', async () => {
    office.clock.put('2026-06-01');
    const id = await issued();
    recorded(await serve(id, NOTICE));
    const [row] = (await office.store.queries.records(id, { limit: 1, afterSeq: 2 })).items;
    expect(row?.record.type).toBe('document.served');
    expect(JSON.stringify(row?.record)).not.toMatch(/日报|上门|刘某某某/);
    expect(row?.parts).toMatchObject({
      service: { mode: 'service.publicNotice', on: '2026-06-01', input: NOTICE.input },
      document: {
        document: 'proof',
        title: '送达回证',
        fields: { 受送达人: '刘某某某', 送达方式: '公告送达' },
      },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseHistory } from '../../../src/engine/replay/history.js';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import type { ReplayReport } from '../../../src/engine/replay/verdict.js';
import { gatherHistory } from '../../../src/usecases/replay/gather-history.js';
import { notTheSame } from '../../engine/replay/told-apart.js';
import { Office, people } from '../../support/office.js';

describe('the strict replay of what the use-cases wrote', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  async function historyOf(id: string): Promise<CaseHistory> {
    const { ports, store } = office;
    const history = await gatherHistory({ ...ports, queries: store.queries, documents: store.documents }, id);
    if (!history || 'tooLong' in history) throw new Error(`no history of ${id}`);
    return history;
  }

  async function replayed(id: string): Promise<ReplayReport> {
    return replayStrict(await historyOf(id));
  }

  it('finds every record of a smooth case the same', async () => {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    await office.done(id, 'head', 'grant');
    const report = await replayed(id);
    expect(notTheSame(report)).toEqual([]);
    expect(report.counts).toEqual({ same: 3, differs: 0, 'cannot-be-judged': 0 });
  });

  it('refuses again what was refused: without power, in the wrong state, unknown, stale, and with input of no form', async () => {
    const id = await office.received();
    await office.act(id, 'window', 'grant');
    await office.act(id, 'head', 'grant');
    await office.act(id, 'window', 'noSuchAct');
    await office.act(id, 'window', 'accept', { expectedVersion: 9 });
    await office.act(id, 'window', 'accept', { input: { phone: '13912340000' } });
    await office.done(id, 'window', 'accept');
    const report = await replayed(id);
    expect(notTheSame(report)).toEqual([]);
    expect(report.counts.same).toBe(7);
  });

  it('lets terms run out again, and steps lose their holders', async () => {
    const id = await office.received();
    office.clock.put('2026-12-01');
    await office.sweep();
    await office.act(id, 'window', 'accept');
    const report = await replayed(id);
    expect(notTheSame(report)).toEqual([]);
    expect(report.records.map(({ type }) => type)).toContain('clock.lapsed');
    office.clock.put('2026-12-02');
  });

  it('says which part it lacks when content was erased', async () => {
    const id = await office.received();
    const history = await historyOf(id);
    const [first] = history.records;
    const report = replayStrict({ ...history, records: [{ record: first!.record, parts: {} }] });
    expect(report.records).toEqual([
      expect.objectContaining({ verdict: 'cannot-be-judged', why: { kind: 'part', name: 'input' } }),
    ]);
    expect(people.window.person).toBe(first?.record.actor?.person);
  });
});

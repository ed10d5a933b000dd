import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseHistory } from '../../../src/engine/replay/history.js';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import type { ReplayReport } from '../../../src/engine/replay/verdict.js';
import { gatherHistory, type ReplayPorts } from '../../../src/usecases/replay/gather-history.js';
import { replayCase } from '../../../src/usecases/replay/replay-case.js';
import { notTheSame } from '../../engine/replay/told-apart.js';
import { Office, people } from '../../support/office.js';

/** The office's ledger, as if one case had been read so many times more. */
function longer({ ports, store }: Office, id: string, more: number): ReplayPorts {
  const { ledger } = ports;
  const { queries, documents } = store;
  const page = async (stream: string, from: number, limit: number) => {
    const found = [...(await ledger.records(stream, from, limit))];
    const head = stream === id ? await ledger.head(id) : undefined;
    const [last] = head ? await ledger.records(id, head.seq - 1, 1) : [];
    for (
      let seq = from + found.length;
      head && last && seq < head.seq + more && found.length < limit;
      seq++
    ) {
      const { after, recordedAt } = last.record;
      const data = { type: 'case.viewed', cause: 'access', on: last.record.data['on'] };
      const { actor: _nobody, basis: _none, ...same } = last.record;
      const record = {
        ...same,
        seq,
        type: 'case.viewed',
        data,
        parts: {},
        recordedAt,
        ...(after && { before: after }),
      };
      found.push({ ...last, record: record as typeof last.record });
    }
    return found;
  };
  return {
    ...ports,
    documents,
    ledger: {
      transact: (request, work) => ledger.transact(request, work),
      mark: (stream, known) => ledger.mark(stream, known),
      dueStreams: (now, limit) => ledger.dueStreams(now, limit),
      records: page,
      head: async (stream) => {
        const head = await ledger.head(stream);
        return head && stream === id ? { ...head, seq: head.seq + more } : head;
      },
    },
    queries: {
      records: async (stream, { limit, afterSeq = -1 }) => {
        const records = await page(stream, afterSeq + 1, limit + 1);
        const own = await queries.records(stream, { limit, ...(afterSeq >= 0 && { afterSeq }) });
        const items = records.slice(0, limit).map(({ record, leaf }) => {
          const { parts = {} } = own.items.find((one) => one.seq === record.seq) ?? {};
          return { ...record, record, leaf, parts };
        });
        return { ...own, items: items as unknown as typeof own.items, hasMore: records.length > limit };
      },
    },
  };
}

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

  it('goes through a case of many thousand records page by page', async () => {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    const read = longer(office, id, 6_000);
    const first = await replayCase(read)(id, { from: 0, limit: 3 });
    expect(first).toMatchObject({ counts: { same: 3 }, judged: { from: 0, to: 3, of: 6_002 }, next: 3 });
    const last = await replayCase(read)(id, { from: 6_000, limit: 3 });
    expect(last).toMatchObject({ counts: { same: 2 }, judged: { from: 6_000, to: 6_002, of: 6_002 } });
    expect(last).toMatchObject({ finalState: (await replayed(id)).finalState });
    // As a whole it is not decided anew within a request.
    expect(await gatherHistory(read, id)).toEqual({ tooLong: 6_002 });
    expect(await replayCase(longer(office, id, 60_000))(id)).toEqual({ tooLong: 60_002 });
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

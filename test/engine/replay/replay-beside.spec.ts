import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import type {
  BesideLaw,
  CaseHistory,
  HistoryRecord,
  StreamHistory,
} from '../../../src/engine/replay/history.js';
import { replayUnder } from '../../../src/engine/replay/replay-under.js';
import { replayStrict, strictReplay } from '../../../src/engine/replay/replay-strict.js';
import type { JudgedRecord, JudgedStream } from '../../../src/engine/replay/verdict.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import { loadCanonical } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { recordedHistory } from '../../support/recorded-history.js';
import { lawWith } from './beside-mutants.js';
import { notTheSame } from './told-apart.js';

type Kind = StreamHistory['kind'];
type Data = Readonly<Record<string, unknown>>;

// A whole decision with its draft, panel, consultation and meeting, as the use-cases wrote it.
const recorded = recordedHistory('major-decision-beside');
const streams = recorded.beside?.streams ?? [];
const whole = replayStrict(recorded);

/** The history of one kind alone, each of its records changed as told; the case itself is judged by another test. */
function judged(kind: Kind, change: (one: HistoryRecord) => HistoryRecord = (one) => one): JudgedStream {
  const changed = streams.map((one) =>
    one.kind === kind ? { ...one, records: one.records.map(change) } : one,
  );
  return judgedStream(kind, { ...recorded, beside: { streams: changed, law: law() } });
}

function law(): BesideLaw {
  return recorded.beside?.law as BesideLaw;
}

function judgedStream(kind: Kind, history: CaseHistory): JudgedStream {
  let from = history.records.length;
  for (const one of history.beside?.streams ?? []) {
    if (one.kind === kind) {
      const replay = strictReplay(history, { from, to: from + one.records.length });
      for (;;) {
        const step = replay.next();
        if (step.done === true) return (step.value.streams[0] ?? undefined) as JudgedStream;
      }
    }
    from += one.records.length;
  }
  throw new Error(`no ${kind}`);
}

function withData(type: string, data: (of: Data) => Data): (one: HistoryRecord) => HistoryRecord {
  return (one) =>
    one.record.type === type ? { ...one, record: { ...one.record, data: data(one.record.data) } } : one;
}

function first(report: JudgedStream): JudgedRecord {
  const found = report.records.find(({ verdict }) => verdict === 'differs');
  if (!found) throw new Error(`all the same: ${canonicalJson(report.counts)}`);
  return found;
}

function placesIn(one: JudgedRecord): readonly string[] {
  return one.verdict === 'differs' ? one.differences.map(({ at }) => at) : [];
}

/** The same law, with the definition changed that every record pins. */
function underDefinition(change: (of: Definition) => Partial<Definition>): BesideLaw {
  return lawWith(law(), change);
}

function quorumBasis(): unknown {
  const convened = streams
    .flatMap(({ records }) => records)
    .find(({ record }) => record.type === 'meeting.convened');
  const forum = convened?.record.data['forum'] as { readonly quorum: { readonly basis: string } } | undefined;
  return forum?.quorum.basis;
}

describe('the strict replay of what goes on beside a case', () => {
  it('decides every record of draft, panel, consultation and meeting anew to the same end', () => {
    const report = whole;
    expect(notTheSame(report)).toEqual([]);
    expect(report.streams.map(({ kind, counts }) => [kind, counts.same])).toEqual([
      ['draft', 2],
      ['meeting', 24],
      ['panel', 20],
      ['consultation', 18],
    ]);
    // Nothing of it was only folded: refused attempts were refused again.
    expect(report.streams.flatMap(({ records }) => records).every((one) => 'by' in one)).toBe(true);
    expect(report.judged).toEqual({ from: 0, to: 119, of: 119 });
  });

  it('finds the quorum that was entered wrongly, and votes that were counted wrongly', () => {
    const quorum = first(
      judged(
        'meeting',
        withData('item.decided', (data) => ({ ...data, present: 99 })),
      ),
    );
    expect(quorum).toMatchObject({ type: 'item.decided', rule: { kind: 'stream', name: 'item.decided' } });
    expect(placesIn(quorum)).toContain('/data/present');
    const dissent = first(
      judged(
        'meeting',
        withData('item.decided', (data) => ({ ...data, dissents: [] })),
      ),
    );
    expect(placesIn(dissent)).toContain('/data/dissents/0');
  });

  it('refuses a decision without a quorum, by its provision', () => {
    const alone = withData('meeting.opened', (data) => {
      const { chief } = data['roll'] as { readonly chief: string };
      return { ...data, present: [chief] };
    });
    const report = judged('meeting', alone);
    expect(first(report).type).toBe('meeting.opened');
    const decided = report.records.find(({ type }) => type === 'item.decided');
    const basis = decided?.verdict === 'differs' ? (decided.refused ?? []).flatMap((one) => one.basis) : [];
    expect(decided).toMatchObject({ rule: { kind: 'stream', name: 'item.decided' } });
    expect(basis).toContain(quorumBasis());
  });

  it('finds words that were given another stance afterwards', () => {
    const report = judged(
      'meeting',
      withData('speech.given', (data) => ({ ...data, stance: 'defer' })),
    );
    expect(placesIn(first(report))).toContain('/after/sha256');
  });

  it('draws the members again, and finds another seed, another member, another pool', () => {
    const seed = first(
      judged(
        'panel',
        withData('panel.drawn', (data) => ({ ...data, seed: '0'.repeat(64) })),
      ),
    );
    expect(seed.type).toBe('panel.drawn');
    expect(placesIn(seed)).toContain('/data/seed');
    const member = first(
      judged(
        'panel',
        withData('panel.drawn', (data) => {
          const members = data['members'] as readonly { readonly expert: string }[];
          return { ...data, members: members.map((one, n) => (n === 0 ? { ...one, expert: 'x-999' } : one)) };
        }),
      ),
    );
    expect(placesIn(member)).toContain('/data/members/0/expert');
    const pool = first(
      judged('panel', (one) => {
        const { pool: kept } = one.parts;
        if (!Array.isArray(kept)) return one;
        return { ...one, parts: { ...one.parts, pool: kept.slice(1) } };
      }),
    );
    expect(placesIn(pool)).toContain('/data/experts');
  });

  it('refuses a panel that is smaller than its floor', () => {
    const law9 = underDefinition(({ streams: all = {} }) => ({
      streams: Object.fromEntries(
        Object.entries(all).map(([name, one]) => [
          name,
          one.kind === 'panel' ? { ...one, composition: { atLeast: 99, basis: '决策条例 19' } } : one,
        ]),
      ),
    }));
    const opened = judgedStream('panel', { ...recorded, beside: { streams, law: law9 } }).records[0];
    expect(opened).toMatchObject({
      verdict: 'differs',
      type: 'panel.opened',
      refused: [{ code: 'requirement-unmet', basis: ['决策条例 19'] }],
    });
  });

  it('refuses a consultation that is shorter than its least period, by its article', () => {
    const longer = underDefinition(({ clocks, streams: all = {} }) => {
      const floor = Object.values(all).find(({ kind }) => kind === 'consultation')?.floor ?? '';
      const clock = clocks[floor];
      if (!clock?.term) throw new Error('no floor');
      return { clocks: { ...clocks, [floor]: { ...clock, term: { ...clock.term, n: 90 } } } };
    });
    const opened = judgedStream('consultation', { ...recorded, beside: { streams, law: longer } }).records[0];
    expect(opened).toMatchObject({ verdict: 'differs', refused: [{ code: 'term-not-elapsed' }] });
    expect(opened?.verdict === 'differs' && opened.refused?.[0]?.basis.join()).toMatch(/15/u);
    const unsaid = first(
      judged(
        'consultation',
        withData('consultation.opened', (data) => ({ ...data, days: 3 })),
      ),
    );
    expect(placesIn(unsaid)).toEqual(expect.arrayContaining(['/data/days']));
  });

  it('counts what became of comments from the records themselves', () => {
    const handled = first(
      judged(
        'consultation',
        withData('comments.handled', (data) => ({ ...data, from: { unhandled: 7 } })),
      ),
    );
    expect(handled.type).toBe('comments.handled');
    expect(placesIn(handled)).toContain('/data/from/unhandled');
  });

  it('finds an attempt that the rules do not refuse, and another reason than was given', () => {
    const report = judged(
      'meeting',
      withData('stream.refused', (data) => ({ ...data, refusal: [{ code: 'recused', basis: [] }] })),
    );
    expect(first(report)).toMatchObject({ type: 'stream.refused', rule: { name: 'stream.refused' } });
  });

  it('never calls the same what does not say what it looked at, or whose words are withheld', () => {
    const old = judged('panel', (one) => {
      const { considered: _considered, ...data } = one.record.data;
      return { ...one, record: { ...one.record, data } };
    });
    expect(old.counts).toEqual({ same: 0, differs: 0, 'cannot-be-judged': 20 });
    expect(old.records[0]).toMatchObject({ why: { kind: 'input', name: 'considered' } });
    const withheld = judged('panel', (one) => ({ ...one, parts: {} }));
    expect(withheld.records[0]).toMatchObject({ verdict: 'cannot-be-judged', why: { name: 'pool' } });
    expect(withheld.counts.differs).toBe(0);
  });

  it('holds what an act of the case says that it saw against the streams themselves', () => {
    const lying = recorded.records.map((one) => {
      const seen = one.record.data['seen'] as
        Readonly<Record<string, { readonly standing: object }>> | undefined;
      const [name] = Object.keys(seen ?? {});
      if (!seen || name === undefined) return one;
      const told = { ...seen[name], standing: { ...seen[name]?.standing, draftVersion: 77 } };
      const data = { ...one.record.data, seen: { ...seen, [name]: told } };
      return { ...one, record: { ...one.record, data } as LedgerRecord };
    });
    const report = replayStrict({ ...recorded, records: lying });
    const places = report.records.flatMap(placesIn);
    expect(places.some((at) => /^\/data\/seen\/[^/]+\/standing\/draftVersion$/.test(at))).toBe(true);
  });

  it('tells under another least period which deadlines move, and no others', () => {
    const pinned = recorded.records[0]?.record.def;
    const definition = pinned && recorded.law.procedure(pinned)?.definition;
    const clock = definition?.clocks['solicitation'];
    if (!definition || !clock?.term) throw new Error('no solicitation');
    const longer = { ...clock, term: { ...clock.term, n: 40 } };
    const changed = { ...definition, clocks: { ...definition.clocks, solicitation: longer } };
    const report = replayUnder(recorded, { procedure: loadCanonical(canonicalJson(changed), nodeHash) });
    const claimed = report.days.filter(({ seq }) => report.stopsAt === undefined || seq < report.stopsAt);
    expect(claimed.length).toBeGreaterThan(0);
    expect(new Set(claimed.map((day) => day.clock))).toEqual(new Set(['solicitation']));
    // From the first act on that the longer period would have put off, nothing is claimed.
    const [first] = report.records.filter((one) => one.class === 'not-accepted');
    expect(report.stopsAt).toBe(first?.seq);
    expect(
      report.records.filter(({ seq }) => seq > (report.stopsAt ?? 0)).every((one) => one.conditional),
    ).toBe(true);
  });

  it('can be asked for a stretch, which comes out as it does in the whole', () => {
    const all = [...whole.records, ...whole.streams.flatMap(({ records }) => records)];
    const pieces: JudgedRecord[] = [];
    for (let from = 0; from < all.length; from += 40) {
      const replay = strictReplay(recorded, { from, to: from + 40 });
      for (let step = replay.next(); step.done !== true; step = replay.next())
        if (step.value) pieces.push(step.value);
    }
    expect(pieces).toEqual(all);
  });
});

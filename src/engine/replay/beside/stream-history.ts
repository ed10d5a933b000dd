import type { Considered, StreamEvent } from '../../streams/stream-law.js';
import type { DigestPair, Hash, LedgerRecord } from '../../audit/record.js';
import { canonicalJson } from '../../audit/canonical-form.js';
import { leafDigest } from '../../audit/digest.js';
import type { CaseEvent } from '../../case/case-event.js';
import type { CaseState } from '../../case/case-state.js';
import { evolve } from '../../case/evolve.js';
import { Defect } from '../../defect.js';
import type { SeenStream, StreamKindName } from '../../law/stream-definition.js';
import { changesStream } from '../../streams/stream-law.js';
import type { HistoryRecord, StreamHistory } from '../history.js';
import { CannotBeJudged } from '../told.js';
import { isUnreadable } from '../unreadable.js';
import { lawOf } from './stream-kinds.js';

/** A case whose records are at hand, for the streams that are about it. */
export interface CaseRecords {
  readonly caseId: string;
  readonly records: readonly HistoryRecord[];
}

/** How far the clocks of two processes that write may differ. */
const TOLERATED_SKEW_MS = 5_000;

/** One state is kept of so many, and the last so many that were asked for: a long stream has not all of them in memory. */
const KEPT_EVERY = 128;
const KEPT_LAST = 16;

/** States of one stream or case after its records; where one does not fold, the state stays where it was. */
class Folded<State extends object> {
  readonly #marks: (State | null)[] = [];
  readonly #last = new Map<number, State | null>();

  constructor(
    readonly records: readonly HistoryRecord[],
    private readonly next: (state: State | null, record: LedgerRecord) => State,
  ) {}

  /** After the record with that sequence; null before the first, and behind the last. */
  after(seq: number): State | null {
    if (seq < 0 || seq >= this.records.length) return null;
    let at = this.#nearest(seq);
    let state = at < 0 ? null : this.#at(at);
    while (at < seq) {
      at += 1;
      state = this.#folded(state, this.records[at]?.record);
      if (at % KEPT_EVERY === 0) this.#marks[at / KEPT_EVERY] = state;
    }
    this.#last.delete(seq);
    this.#last.set(seq, state);
    const [oldest] = this.#last.keys();
    if (this.#last.size > KEPT_LAST && oldest !== undefined) this.#last.delete(oldest);
    return state;
  }

  /** The last record up to that one whose state is known; -1: none is. */
  #nearest(seq: number): number {
    const marked = Math.min(Math.floor(seq / KEPT_EVERY), this.#marks.length - 1) * KEPT_EVERY;
    const asked = [...this.#last.keys()].filter((one) => one <= seq);
    return Math.max(marked < 0 ? -1 : marked, ...asked);
  }

  #at(seq: number): State | null {
    return this.#last.get(seq) ?? this.#marks[seq / KEPT_EVERY] ?? null;
  }

  #folded(before: State | null, record: LedgerRecord | undefined): State | null {
    if (!record) return before;
    try {
      return this.next(before, record);
    } catch (problem) {
      if (isUnreadable(problem)) return before;
      throw problem;
    }
  }
}

/** A case and everything beside it, each folded to any of its records. Nothing on record but the events is trusted. */
export class BesideFolds {
  readonly #streams: ReadonlyMap<string, { readonly kind: StreamKindName; readonly folded: Folded<object> }>;
  readonly #case: Folded<CaseState>;

  constructor(
    private readonly about: CaseRecords,
    streams: readonly StreamHistory[],
    private readonly hash: Hash,
  ) {
    this.#case = new Folded(about.records, (state, record) =>
      evolve(state, record.data as unknown as CaseEvent, record.actor?.person),
    );
    this.#streams = new Map(
      streams.map(({ stream, kind, records }) => [
        stream,
        { kind, folded: new Folded<object>(records, (state, record) => evolved(kind, state, record)) },
      ]),
    );
  }

  /** The case after one of its records. @throws CannotBeJudged where it is another case, or the record is not there */
  caseAfter({ stream, seq }: Considered['case']): {
    readonly state: CaseState;
    readonly record: LedgerRecord;
  } {
    if (stream !== this.about.caseId) throw new CannotBeJudged({ kind: 'law', name: `case ${stream}` });
    const state = this.#case.after(seq);
    const record = this.about.records[seq]?.record;
    if (!state || !record) throw new CannotBeJudged({ kind: 'law', name: `case record ${seq}` });
    return { state, record };
  }

  /** Whether the stream is the case whose history this is. */
  isOwn(stream: string): boolean {
    return stream === this.about.caseId;
  }

  /** Whether a record of the case was written only after an instant: nobody can have looked at it then. */
  caseRecordedAfter(seq: number, instant: string): boolean {
    return isLater(this.about.records[seq]?.record, instant);
  }

  /** A stream after one of its records. @throws CannotBeJudged where it is not at hand */
  after({ stream, seq }: Pick<SeenStream, 'stream' | 'seq'>): object {
    const state = this.#streams.get(stream)?.folded.after(seq);
    if (!state) throw new CannotBeJudged({ kind: 'law', name: `stream ${stream}` });
    return state;
  }

  /** Before the record with that sequence; null before the first. */
  before(stream: string, seq: number): object | null {
    return this.#streams.get(stream)?.folded.after(seq - 1) ?? null;
  }

  /** How a stream stood to a case after one of its records, as the records themselves tell. Undefined: not at hand. */
  seenAfter(caseId: string, name: string, { stream, seq }: SeenStream): SeenStream | undefined {
    const found = this.#streams.get(stream);
    const record = found?.folded.records[seq]?.record;
    const state = found?.folded.after(seq);
    if (!found || !record || !state) return undefined;
    const standing = lawOf(found.kind)
      .standings(state)
      .find((one) => one.caseId === caseId && one.name === name)?.standing;
    return { stream, seq, leaf: this.leafOf(record).sha256, standing: standing ?? {} };
  }

  /** Whether what was seen was written only after an instant: nobody can have seen it then. */
  recordedAfter({ stream, seq }: SeenStream, instant: string): boolean {
    return isLater(this.#streams.get(stream)?.folded.records[seq]?.record, instant);
  }

  /** Whether the stream is at hand. */
  has(stream: string): boolean {
    return this.#streams.has(stream);
  }

  leafOf(record: LedgerRecord): DigestPair {
    return leafDigest(canonicalJson(record), this.hash);
  }
}

function isLater(record: LedgerRecord | undefined, instant: string): boolean {
  return record !== undefined && Date.parse(record.recordedAt) - Date.parse(instant) > TOLERATED_SKEW_MS;
}

function evolved(kind: StreamKindName, state: object | null, record: LedgerRecord): object {
  if (!changesStream(record.type)) {
    if (!state) throw new Defect(`${record.type} before the stream began`);
    return state;
  }
  return lawOf(kind).evolve(state, record.data as unknown as StreamEvent, record.actor?.person);
}

import type { StreamKindName } from '../law/stream-definition.js';

/** One member of a record in which the decision made anew differs from what is on record. */
export interface FieldDifference {
  /** JSON pointer into the record: `/data/clocks/0/dueOn`, `/after`. */
  readonly at: string;
  /** What the rules give; absent: nothing. */
  readonly expected?: unknown;
  /** What stands on record; absent: nothing. */
  readonly found?: unknown;
}

/** The rule by which a record was judged: an act, a clock, a stream, or a rule of the house, with its provisions. */
export interface JudgedRule {
  readonly kind: 'act' | 'clock' | 'stream' | 'house';
  readonly name: string;
  readonly basis: readonly string[];
}

/** Why a record cannot be judged: what its decision rested on is not at hand. */
export interface Obstacle {
  /** `part`: withheld or redacted. `law`: a definition, calendar, organisation or rule set. `input`: never recorded. */
  readonly kind: 'part' | 'law' | 'input';
  readonly name: string;
}

/** What became of one record when it was decided anew. */
export type Verdict =
  /** `fold`: nothing was decided by it (somebody was shown something); its states alone were computed anew. */
  | { readonly verdict: 'same'; readonly by: 'decision' | 'fold' }
  | {
      readonly verdict: 'differs';
      readonly differences: readonly FieldDifference[];
      readonly rule: JudgedRule;
      /** The rules refuse what is on record as done, with these requirements. */
      readonly refused?: readonly { readonly code: string; readonly basis: readonly string[] }[];
    }
  | { readonly verdict: 'cannot-be-judged'; readonly why: Obstacle };

/** A record with its verdict. */
export type JudgedRecord = Verdict & { readonly seq: number; readonly type: string };

/** What a strict replay found in one stream. */
export interface Judged {
  readonly records: readonly JudgedRecord[];
  readonly counts: Readonly<Record<Verdict['verdict'], number>>;
  /** Sequence of the first record that differs. Absent: none does. */
  readonly firstDivergence?: number;
}

/** What a strict replay found in a stream beside the case. */
export interface JudgedStream extends Judged {
  readonly stream: string;
  readonly kind: StreamKindName;
}

/** What a strict replay found. */
export interface ReplayReport extends Judged {
  /** Of each stream beside the case that is at hand. */
  readonly streams: readonly JudgedStream[];
  /** Which records were decided anew, counted through the case and then through each stream; `of`: how many there are. */
  readonly judged: Stretch & { readonly of: number };
  /** Digest (SHA-256) of the state after the case's last record, as computed anew. Absent: that was not reached. */
  readonly finalState?: string;
}

/** Records one after the other: from one place to before another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Verdicts counted. */
export function judgedOf(records: readonly JudgedRecord[]): Judged {
  const counts = { same: 0, differs: 0, 'cannot-be-judged': 0 };
  for (const { verdict } of records) counts[verdict] += 1;
  const first = records.find(({ verdict }) => verdict === 'differs');
  return { records, counts, ...(first && { firstDivergence: first.seq }) };
}

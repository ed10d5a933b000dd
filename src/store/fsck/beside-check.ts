import type { QueryRunner } from 'typeorm';
import { canonicalJson, isCanonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';
import type { Hash, LedgerRecord } from '../../engine/audit/record.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import type { KeptPart } from '../../engine/audit/verify-stream.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { AnyStreamLaw, StreamEvent } from '../../engine/streams/stream-law.js';
import type { FindingCode, Report } from './finding.js';
import { ROWS_WRONG } from './streams/rows-fold.js';
import type { FoundParts, RowsFold } from './streams/stream-rows.js';
import type { StreamValues } from './stream-check.js';

interface StandingValues {
  readonly case_id: string;
  readonly name: string;
  readonly standing: string;
  readonly seq: number;
  readonly kind: string;
  readonly leaf_right: boolean;
}

/** A refused attempt, and what became of content, is on record and changes nothing. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['stream.refused', ...CONTENT_RECORDS]);

/** Folds a stream beside cases again, and holds its state and its standings against what is stored. */
export class BesideFold {
  #state: object | null = null;
  #version = 0;
  #broken = false;
  #last: LedgerRecord | undefined;
  /** The last record that may have changed something. */
  #changed: LedgerRecord | undefined;

  constructor(
    private readonly stream: StreamValues,
    private readonly kind: { readonly law: AnyStreamLaw; readonly rows: RowsFold },
    private readonly hash: Hash,
    private readonly report: Report,
  ) {}

  /** The next record of the stream, with the parts of it that still exist. */
  visit(record: LedgerRecord, parts: readonly KeptPart[]): void {
    const personal = personalDataIn(canonicalJson(record), []);
    if (personal !== undefined) this.#find('personal-data', `holds ${personal}`, record.seq);
    if (this.#broken) return;
    this.#last = record;
    if (CHANGES_NOTHING.has(record.type)) return;
    const before = this.#state && canonicalJson(this.#state);
    try {
      const event = record.data as unknown as StreamEvent;
      this.#state = this.kind.law.evolve(this.#state, event, record.actor?.person);
      this.kind.rows.visit(record, valuesOf(parts));
    } catch (problem) {
      this.#broken = true;
      this.#find('fold-impossible', problem instanceof Error ? problem.message : String(problem), record.seq);
      return;
    }
    this.#changed = record;
    const text = canonicalJson(this.#state);
    if (text !== before) this.#version += 1;
    if (record.after && !sameDigest(record.after, textDigest(text, this.hash))) {
      this.#find('fold-wrong', 'the state after is not the one that the records fold to', record.seq);
    }
  }

  /** After the last record. */
  async finish(runner: QueryRunner): Promise<void> {
    if (this.#broken || !this.#state) return;
    if (canonicalJson(this.#state) !== this.stream.state) {
      this.#find('state-wrong', 'the stored state is not the one that the records fold to');
    }
    if (this.#version !== this.stream.version) {
      const message = `the version is ${this.stream.version}, ${this.#version} records changed the state`;
      this.#find('version-wrong', message);
    }
    await this.#checkStandings(runner, this.#state);
    const kind = this.stream.kind as StreamKindName;
    const { rows } = this.kind;
    for (const what of await rows.finish(runner, this.#state)) this.#find(ROWS_WRONG[kind], what);
  }

  async #checkStandings(runner: QueryRunner, state: object): Promise<void> {
    const stored = (await runner.query(
      `select t.case_id, t.name, t.standing, t.seq, t.kind, exists (
          select 1 from records r where r.stream = t.stream and r.seq = t.seq and r.sha256 = t.leaf
        ) as leaf_right
        from stream_standings t where t.stream = $1`,
      [this.stream.id],
    )) as StandingValues[];
    const { kind } = this.stream;
    if (stored.some((row) => row.kind !== kind || row.seq !== this.#changed?.seq || !row.leaf_right))
      this.#find('standing-rows-wrong', 'the record by which it stands so to its cases is not the last one');
    const rows = stored.map(({ case_id, name, standing }) => `${case_id} ${name} ${standing}`);
    const folded = this.kind.law
      .standings(state)
      .map(({ caseId, name, standing }) => `${caseId} ${name} ${canonicalJson(standing)}`)
      .toSorted();
    if (canonicalJson(rows.toSorted()) === canonicalJson(folded)) return;
    this.#find('standing-rows-wrong', 'how it stands to its cases is not what its records fold to');
  }

  #find(code: FindingCode, message: string, seq = this.#last?.seq): void {
    this.report({ code, message, stream: this.stream.id, ...(seq !== undefined && { seq }) });
  }
}

/** What parts hold; one that cannot be read has been reported by the verification already. */
function valuesOf(parts: readonly KeptPart[]): FoundParts {
  const found = new Map<string, unknown>();
  for (const { name, value } of parts) if (isCanonicalJson(value)) found.set(name, JSON.parse(value));
  return found;
}

import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';
import type { Hash, LedgerRecord } from '../../engine/audit/record.js';
import type { AnyStreamLaw, StreamEvent } from '../../engine/streams/stream-law.js';
import type { FindingCode, Report } from './finding.js';
import type { StreamValues } from './stream-check.js';

interface StandingValues {
  readonly case_id: string;
  readonly name: string;
  readonly standing: string;
}

/** A refused attempt is on record and changes nothing. */
const REFUSED = 'stream.refused';

/** Folds a stream beside cases again, and holds its state and its standings against what is stored. */
export class BesideFold {
  #state: object | null = null;
  #version = 0;
  #broken = false;
  #last: LedgerRecord | undefined;

  constructor(
    private readonly stream: StreamValues,
    private readonly law: AnyStreamLaw,
    private readonly hash: Hash,
    private readonly report: Report,
  ) {}

  /** The next record of the stream. */
  visit(record: LedgerRecord): void {
    const personal = personalDataIn(canonicalJson(record), []);
    if (personal !== undefined) this.#find('personal-data', `holds ${personal}`, record.seq);
    if (this.#broken) return;
    this.#last = record;
    if (record.type === REFUSED) return;
    const before = this.#state && canonicalJson(this.#state);
    try {
      const event = record.data as unknown as StreamEvent;
      this.#state = this.law.evolve(this.#state, event, record.actor?.person);
    } catch (problem) {
      this.#broken = true;
      this.#find('fold-impossible', problem instanceof Error ? problem.message : String(problem), record.seq);
      return;
    }
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
  }

  async #checkStandings(runner: QueryRunner, state: object): Promise<void> {
    const stored = (await runner.query(
      'select case_id, name, standing from stream_standings where stream = $1 order by case_id, name',
      [this.stream.id],
    )) as StandingValues[];
    const rows = stored.map(({ case_id, name, standing }) => `${case_id} ${name} ${standing}`);
    const folded = this.law
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

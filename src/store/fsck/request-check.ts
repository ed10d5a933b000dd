import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import type { FindingCode, Report } from './finding.js';
import type { RequestFolding } from './fsck-law.js';
import type { StreamValues } from './stream-check.js';

/** Folds the stream of a request again: to erase or restrict content, or of a person about what is kept about him. */
export class RequestFold {
  #state: object | null = null;
  #digest: DigestPair | undefined;
  #broken = false;

  constructor(
    private readonly stream: StreamValues,
    private readonly fold: RequestFolding,
    private readonly hash: Hash,
    private readonly report: Report,
  ) {}

  /** The next record of the stream. */
  visit(record: LedgerRecord): void {
    const personal = personalDataIn(JSON.stringify(record.data), []);
    if (personal) this.#find('personal-data', `holds ${personal}`, record.seq);
    if (this.#broken || CONTENT_RECORDS.has(record.type)) return;
    try {
      this.#state = this.fold(this.#state, record);
    } catch (problem) {
      this.#broken = true;
      this.#find('fold-impossible', problem instanceof Error ? problem.message : String(problem), record.seq);
      return;
    }
    if (record.before && !sameDigest(record.before, this.#digest))
      this.#find('fold-wrong', 'the state before is not the one that the records fold to', record.seq);
    this.#digest = textDigest(canonicalJson(this.#state), this.hash);
    if (!sameDigest(record.after, this.#digest))
      this.#find('fold-wrong', 'the state after is not the one that the records fold to', record.seq);
  }

  /** After the last record: the stream's state. */
  finish(): void {
    if (this.#broken || !this.#state || canonicalJson(this.#state) === this.stream.state) return;
    this.#find('fold-wrong', 'the stored state is not the one that the records fold to');
  }

  #find(code: FindingCode, message: string, seq?: number): void {
    this.report({ code, message, stream: this.stream.id, ...(seq !== undefined && { seq }) });
  }
}

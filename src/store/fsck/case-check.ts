import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { changesNothing } from '../../engine/case/evolve.js';
import type { FindingCode, Report } from './finding.js';
import type { FsckLaw } from './fsck-law.js';
import { personalDataIn } from '../../engine/audit/personal-data.js';

/** Folds one case again, record by record, beside what the records and the stream's row say. */
export class CaseFold {
  #state: CaseState | null = null;
  #digest: DigestPair | undefined;
  #impossible = false;
  #version = 0;
  readonly #lapses = new Set<string>();

  /** @param names of the case's parties, which must not be in a record. */
  constructor(
    private readonly stream: string,
    private readonly definition: string | null,
    private readonly names: readonly string[],
    private readonly law: FsckLaw,
    private readonly report: Report,
  ) {}

  /** The folded state; null when it could not be folded. */
  get state(): CaseState | null {
    return this.#impossible ? null : this.#state;
  }

  /** Number of records that changed the state. */
  get version(): number {
    return this.#version;
  }

  visit(record: LedgerRecord): void {
    const personal = personalDataIn(canonicalJsonOrEmpty(record), this.names);
    if (personal) this.#find('personal-data', `holds ${personal}`, record);
    if (record.def && record.def.sha256 !== this.definition) {
      this.#find('definition-missing', 'was decided under another definition than the case pins', record);
    }
    if (this.#impossible) return;
    if (!sameDigest(record.before, this.#digest)) {
      this.#find('fold-wrong', 'the state before is not the one that the records before fold to', record);
    }
    this.#fold(record);
    this.#checkLapse(record);
  }

  #fold(record: LedgerRecord): void {
    try {
      this.#state = this.law.fold(this.#state, record);
      this.#digest = textDigest(canonicalJson(this.#state), this.law.hash);
    } catch (problem) {
      this.#impossible = true;
      this.#find('fold-impossible', problem instanceof Error ? problem.message : String(problem), record);
      return;
    }
    if (!changesNothing(record.data as unknown as CaseEvent)) this.#version += 1;
    if (!sameDigest(record.after, this.#digest)) {
      this.#find('fold-wrong', 'the state after is not the one that the records fold to', record);
    }
  }

  #checkLapse(record: LedgerRecord): void {
    const lapse = record.data['lapse'] as { readonly clock: string } | undefined;
    if (!lapse || record.data['cause'] !== 'lapse') return;
    const run = `${lapse.clock} ${this.#state?.clocks[lapse.clock]?.run ?? 0}`;
    if (this.#lapses.has(run)) this.#find('lapsed-twice', `clock ${lapse.clock} lapsed before`, record);
    this.#lapses.add(run);
  }

  #find(code: FindingCode, message: string, record: LedgerRecord): void {
    this.report({ code, message, stream: this.stream, seq: record.seq });
  }
}

function canonicalJsonOrEmpty(record: LedgerRecord): string {
  try {
    return canonicalJson(record);
  } catch {
    // Not canonical: reported by the verification of the stream.
    return JSON.stringify(record);
  }
}

import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import type { Report } from './finding.js';
import type { StreamValues } from './stream-check.js';

/** How a stream of the system's own records is folded. */
export interface OwnFolding<State extends object> {
  readonly start: State;
  readonly fold: (state: State, record: LedgerRecord) => State;
}

/** Folds a stream in which nobody acts again, such as that of the log itself, and holds its state against what is stored. */
export class OwnStreamFold<State extends object> {
  #state: State;

  constructor(
    private readonly stream: StreamValues,
    private readonly folding: OwnFolding<State>,
    private readonly report: Report,
  ) {
    this.#state = folding.start;
  }

  visit(record: LedgerRecord): void {
    if (CONTENT_RECORDS.has(record.type)) return;
    try {
      this.#state = this.folding.fold(this.#state, record);
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : String(problem);
      this.report({ code: 'fold-impossible', message, stream: this.stream.id, seq: record.seq });
    }
  }

  finish(): void {
    if (canonicalJson(this.#state) === this.stream.state) return;
    const message = `the state of the stream (${this.stream.kind}) is not the one that its records fold to`;
    this.report({ code: 'fold-wrong', message, stream: this.stream.id });
  }
}

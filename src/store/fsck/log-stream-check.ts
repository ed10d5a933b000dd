import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { foldLogStream, type LogStreamState, NO_LOG_STREAM } from '../../engine/audit/log/log-stream.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import type { Report } from './finding.js';
import type { StreamValues } from './stream-check.js';

/** Folds the stream of the log itself again, and holds its state against what is stored. */
export class LogStreamFold {
  #state: LogStreamState = NO_LOG_STREAM;

  constructor(
    private readonly stream: StreamValues,
    private readonly report: Report,
  ) {}

  visit(record: LedgerRecord): void {
    if (CONTENT_RECORDS.has(record.type)) return;
    try {
      this.#state = foldLogStream(this.#state, record);
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : String(problem);
      this.report({ code: 'fold-impossible', message, stream: this.stream.id, seq: record.seq });
    }
  }

  finish(): void {
    if (canonicalJson(this.#state) === this.stream.state) return;
    const message = 'the state of the log’s stream is not the one that its records fold to';
    this.report({ code: 'fold-wrong', message, stream: this.stream.id });
  }
}

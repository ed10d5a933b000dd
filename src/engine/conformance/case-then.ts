import type { CaseState } from '../case/case-state.js';
import type { JudgedCase } from './judged-case.js';
import type { JudgedStreamRecord } from './judged-stream.js';

/** The case as a record of a stream saw it: by the record of the case that it names, else by the time. */
export function caseThen(
  { records }: JudgedCase,
  { record, event: { considered } }: JudgedStreamRecord,
): CaseState | undefined {
  const caseId = records[0]?.record.stream;
  const last = considered?.case.stream === caseId ? considered?.case.seq : undefined;
  return records.findLast(({ record: one }) =>
    last === undefined ? one.recordedAt <= record.recordedAt : one.seq <= last,
  )?.after;
}

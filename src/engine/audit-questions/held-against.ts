import { civilDayOf } from '../clock/civil-date.js';
import { foldStream } from '../conformance/judged-stream.js';
import { conformanceTable, type ConformanceRow } from '../conformance/table.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { deviation, row, type AnswerRow } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

/** The table of a case, under the version that it pins or under another. */
export function heldAgainst(
  { records, calendars, askedAt, zone, beside }: AuditedCase,
  procedure: CompiledProcedure,
): readonly ConformanceRow[] {
  return conformanceTable({
    ...{ procedure, records, calendars, unfoldable: [], asOf: civilDayOf(askedAt, zone) },
    beside: beside.map(foldStream),
  });
}

/** Rows of a table as rows of an answer: each leads to the record that shows it. */
export function answerRow(
  records: readonly AuditedRecord[],
  { title, articles, conclusion, events, note, id, expected, actual }: ConformanceRow,
): readonly AnswerRow[] {
  // What only a stream beside the case shows is told at the end of the case, with the record of the stream.
  const last = events.findLast(({ stream }) => stream === undefined);
  const other = events.at(-1);
  const at = last ? records.find(({ record }) => record.seq === last.seq) : other && records.at(-1);
  if (!at) return [];
  const say = note
    ? { zh: `${title.zh}：${note.zh}`, en: `${title.en}: ${note.en}` }
    : { zh: title.zh, en: title.en };
  const data = {
    ...{ rule: id, conclusion, expected: expected ?? null, actual: actual ?? null },
    ...(!last && other && { stream: other.stream, sequence: other.seq }),
  };
  return [
    conclusion === 'deviates'
      ? deviation(at, title.zh, say, { articles, data })
      : row(at, say, { articles, data }),
  ];
}

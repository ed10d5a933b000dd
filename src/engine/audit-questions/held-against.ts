import { civilDayOf } from '../clock/civil-date.js';
import { foldStream } from '../conformance/judged-stream.js';
import { conformanceTable, type ConformanceRow } from '../conformance/table.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { deviation, row, type AnswerRow, type Words } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

/** The table of a case, under the version that it pins or under another. */
export function heldAgainst(
  { records, calendars, askedAt, zone, beside }: AuditedCase,
  procedure: CompiledProcedure,
): readonly ConformanceRow[] {
  return conformanceTable({
    ...{ procedure, calendars, unfoldable: [], asOf: civilDayOf(askedAt, zone) },
    records: records.map((one) => ({ ...one, parts: one.judged ?? one.parts })),
    beside: beside.map(foldStream),
  });
}

/** What is said of a rule that the case did not keep, where its table says nothing more. */
const NOT_KEPT: Words = { zh: '没有遵守', en: 'it was not kept' };

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
  const said = note && note.zh !== title.zh ? note : undefined;
  const data = {
    ...{ rule: id, conclusion, expected: expected ?? null, actual: actual ?? null },
    ...(!last && other && { stream: other.stream, sequence: other.seq }),
  };
  if (conclusion === 'deviates') return [deviation(at, title.zh, said ?? NOT_KEPT, { articles, data })];
  const say = said ? { zh: `${title.zh}：${said.zh}`, en: `${title.en}: ${said.en}` } : title;
  return [row(at, say, { articles, data })];
}

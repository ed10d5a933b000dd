import { canonicalJson } from '../audit/canonical-form.js';
import { leafDigest } from '../audit/digest.js';
import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import type { CaseHistory } from '../replay/history.js';
import { foldRecords, type JudgedCase } from './judged-case.js';
import { foldStream, keptBeside } from './judged-stream.js';

/**
 * A whole history laid before the rules of the version that it pins: leaves are hashed anew, calendars are those that
 * its records name. Undefined when the version is not at hand, or there is no record.
 *
 * @param asOf the day on which the table is made
 */
export function judgedHistory(history: CaseHistory, asOf: CivilDate): JudgedCase | undefined {
  const { records, law } = history;
  const pinned = records.find(({ record }) => record.def)?.record.def;
  const procedure = pinned && law.procedure(pinned);
  if (!procedure) return undefined;
  const disclosed = records.map(({ record, parts }) => ({
    ...{ record, parts, leaf: leafDigest(canonicalJson(record), law.hash) },
  }));
  const caseId = records[0]?.record.stream ?? '';
  const beside = history.beside && keptBeside(caseId, history.beside.streams, law.hash);
  const calendars = new Map<string, Calendar>();
  for (const { record } of [...records, ...(beside ?? []).flatMap((one) => one.records)]) {
    if (!record.cal || calendars.has(record.cal.sha256)) continue;
    const calendar = law.calendar(record);
    if (calendar) calendars.set(record.cal.sha256, calendar);
  }
  const { checkInput } = law;
  return {
    ...{ procedure, ...foldRecords(disclosed), calendars, asOf, checkInput, law },
    ...(beside && { beside: beside.map(foldStream) }),
  };
}

import type { CaseEvent } from '../case/case-event.js';
import { actScope } from '../case/feel-scope.js';
import type { MeetingEvent } from '../meeting/meeting-event.js';
import { itemOf, type MeetingState } from '../meeting/meeting-state.js';
import { caseThen } from './case-then.js';
import type { Sight } from './judge-condition.js';
import type { JudgedCase, JudgedRecord } from './judged-case.js';
import type { JudgedStream, JudgedStreamRecord } from './judged-stream.js';
import type { Instance } from './rule.js';
import { besideInstance, eachStream } from './stream-instance.js';

/** The records by which a stream began; for a meeting, by which this case came on the agenda and was taken up. */
export function beginnings(
  { records: [first] }: JudgedCase,
  { kind, name, records }: JudgedStream,
): readonly JudgedStreamRecord[] {
  if (kind !== 'meeting') return records.slice(0, 1);
  const caseId = first?.record.stream;
  return records.filter(({ event, after }) => {
    const { type, item: number } = event as MeetingEvent & { readonly item?: number };
    if (number === undefined || (type !== 'item.tabled' && type !== 'item.begun')) return false;
    const item = itemOf(after as MeetingState, number);
    return item?.caseId === caseId && item?.name === name;
  });
}

/**
 * Judges what must be before a stream begins, on the case as it stood at that record and on the streams that the record
 * says it saw.
 *
 * @param conditions what is judged: where it reads streams, a record that does not say how they stood leaves it open
 */
export function judgeBeginnings(
  judged: JudgedCase,
  name: string,
  conditions: unknown,
  judge: (then: JudgedRecord, sight: Sight) => Instance,
): readonly Instance[] {
  const readsStreams = JSON.stringify(conditions).includes('streams.');
  return eachStream(judged, name, (stream) =>
    beginnings(judged, stream).map((at): Instance => {
      const { record, leaf, event } = at;
      const { on, considered, post = '' } = event;
      const state = caseThen(judged, at);
      if (!state) return besideInstance(stream, at, 'undetermined', { note: CASE_NOT_THERE });
      const seen = considered?.streams;
      if (!seen && readsStreams) return besideInstance(stream, at, 'undetermined', { note: NOT_CONSIDERED });
      const person = record.actor?.person ?? '';
      const scope = actScope(judged.procedure.definition, state, '', {}, { person, post }, seen);
      const did: CaseEvent = { type: event.type, cause: 'act', on, ...(seen && { seen }) };
      const then: JudgedRecord = { record, leaf, parts: {}, event: did, before: state, after: state };
      const sight = { clocks: state.clocks, scope, withheld: false };
      const { conclusion, seqs: _ofStream, ...told } = judge(then, sight);
      return besideInstance(stream, at, conclusion, told);
    }),
  );
}

const CASE_NOT_THERE = {
  zh: '当时的案情不在所附记录之中',
  en: 'the case as it stood then is not among the records',
};
const NOT_CONSIDERED = {
  zh: '该记录没有载明作出时所依据的关联流程情形（旧记录），无法据以重新判断',
  en: 'the record (an old one) does not say how things beside the case stood when it was made',
};

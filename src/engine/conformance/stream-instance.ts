import type { JudgedCase } from './judged-case.js';
import type { JudgedStream, StreamRecord } from './judged-stream.js';
import { undetermined, type Instance, type Words } from './rule.js';

/** An occasion in a stream beside the case: it leads to that stream's record. */
export function besideInstance(
  { stream }: Pick<JudgedStream, 'stream'>,
  { record: { seq } }: StreamRecord,
  conclusion: Instance['conclusion'],
  told: Omit<Instance, 'conclusion' | 'seqs' | 'beside'> = {},
): Instance {
  return { ...told, conclusion, seqs: [], beside: [{ stream, seq }] };
}

/**
 * Judges every stream of a name. Where streams are not at hand, the first record of the case that saw one is named as what
 * cannot be judged.
 */
export function eachStream(
  judged: JudgedCase,
  name: string,
  judge: (stream: JudgedStream) => readonly Instance[],
): readonly Instance[] {
  if (judged.beside)
    return judged.beside
      .filter((one) => one.name === name)
      .flatMap((stream) => (stream.goesOn ? tooLong(stream) : judge(stream)));
  const first = judged.records.find(({ event }) => event.seen?.[name]?.standing['exists'] === true);
  return first ? [undetermined(first.record.seq, STREAM_NOT_AT_HAND)] : [];
}

function tooLong(stream: JudgedStream): readonly Instance[] {
  return stream.records.slice(-1).map((at) => besideInstance(stream, at, 'undetermined', { note: TOO_LONG }));
}

const TOO_LONG: Words = {
  zh: '该关联流程的记录过多，不能一次全部对照',
  en: 'the stream has more records than are judged at once',
};
const STREAM_NOT_AT_HAND: Words = {
  zh: '该关联流程自身的记录不在所附材料之中',
  en: 'the records of this stream beside the case are not at hand',
};

import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { judgedHistory } from '../../../src/engine/conformance/judge-history.js';
import type { DisclosedRecord } from '../../../src/engine/conformance/judged-case.js';
import { conformanceTable, type ConformanceRow } from '../../../src/engine/conformance/table.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import type { CaseHistory, HistoryRecord, StreamHistory } from '../../../src/engine/replay/history.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadCanonical } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { deviating, licence, rowsOf } from './doctoring.js';

/** Where a record is: its sequence in the case, or `meeting 18` in the stream of that kind beside it. */
type Place = number | string;

/** A history as it was, the same with something changed, and what must become of it. */
export interface DoctoredExample {
  readonly name: string;
  readonly definition: Definition;
  readonly before: () => readonly ConformanceRow[];
  readonly after: () => readonly ConformanceRow[];
  /** Rules that the change breaks, each with the records that show it; no other may deviate afresh. */
  readonly deviates: Readonly<Record<string, readonly Place[]>>;
  /** Rules that the change makes apply, and that are kept. */
  readonly complies: readonly string[];
  /** What is beside the case, by its stream. */
  readonly kinds: ReadonlyMap<string, string>;
}

/** A case at hand: its history, its version, and the table of a history of it. */
export interface Bench<History> {
  readonly history: History;
  readonly definition: Definition;
  readonly rows: (of: History) => readonly ConformanceRow[];
  /** The table of the history as it is, made once. */
  readonly before: () => readonly ConformanceRow[];
  readonly kinds: ReadonlyMap<string, string>;
}

function bench<History>(
  history: History,
  definition: Definition,
  rows: (of: History) => readonly ConformanceRow[],
  kinds: ReadonlyMap<string, string> = new Map(),
): Bench<History> {
  let made: readonly ConformanceRow[] | undefined;
  return { history, definition, rows, kinds, before: () => (made ??= rows(history)) };
}

/** The records of a worked case, without organisation and policies. */
export function playedBench(
  records: readonly DisclosedRecord[],
  procedure: CompiledProcedure = licence,
): Bench<readonly DisclosedRecord[]> {
  return bench(records, procedure.definition, (of) => rowsOf(of, procedure));
}

/** A whole history with everything that it rests on, looked at on its last day. */
export function wholeBench(history: CaseHistory): Bench<CaseHistory> {
  const [first, last] = [history.records[0], history.records.at(-1)];
  const procedure = first?.record.def && history.law.procedure(first.record.def);
  if (!procedure || !last) throw new Error('no history');
  const asOf = last.record.data['on'] as CivilDate;
  const rows = (of: CaseHistory): readonly ConformanceRow[] => {
    const judged = judgedHistory(of, asOf);
    if (!judged) throw new Error('the version is not at hand');
    return conformanceTable(judged);
  };
  const kinds = new Map((history.beside?.streams ?? []).map(({ stream, kind }) => [stream, kind] as const));
  return bench(history, procedure.definition, rows, kinds);
}

/** One change of a history, and the rules that it breaks. */
export function example<History>(
  name: string,
  on: Bench<History>,
  change: (of: History) => History,
  deviates: DoctoredExample['deviates'],
  complies: readonly string[] = [],
): DoctoredExample {
  const { definition, before, history, rows, kinds } = on;
  return { name, definition, before, after: () => rows(change(history)), deviates, complies, kinds };
}

/** Rules that deviate in the changed history and did not before, with the records that show it. */
export function broken(
  { before, kinds }: Pick<DoctoredExample, 'before' | 'kinds'>,
  rows: readonly ConformanceRow[],
): DoctoredExample['deviates'] {
  const known = new Set(deviating(before()).map(({ id }) => id));
  const fresh = deviating(rows).filter(({ id }) => !known.has(id));
  return Object.fromEntries(
    fresh.map(({ id, events }) => [
      id,
      events.map(({ seq, stream }) => (stream === undefined ? seq : `${kinds.get(stream)} ${seq}`)),
    ]),
  );
}

type Changed = HistoryRecord | undefined;

/** A history with one record of the case changed, or taken out. */
export function inCase(
  seq: number,
  change: (of: HistoryRecord) => Changed,
): (of: CaseHistory) => CaseHistory {
  return (history) => ({ ...history, records: changed(history.records, [seq], change) });
}

/** The same with records of a stream beside it. */
export function inStream(
  kind: StreamHistory['kind'],
  seqs: readonly number[],
  change: (of: HistoryRecord) => Changed,
): (of: CaseHistory) => CaseHistory {
  return (history) => {
    if (!history.beside) throw new Error('nothing is beside the case');
    const streams = history.beside.streams.map((one) =>
      one.kind === kind ? { ...one, records: changed(one.records, seqs, change) } : one,
    );
    return { ...history, beside: { ...history.beside, streams } };
  };
}

/** The same with the records of a stream in another order, as if they had been written in it. */
export function inOrder(
  kind: StreamHistory['kind'],
  order: (records: readonly HistoryRecord[]) => readonly HistoryRecord[],
): (of: CaseHistory) => CaseHistory {
  return (history) => {
    if (!history.beside) throw new Error('nothing is beside the case');
    const streams = history.beside.streams.map((one) =>
      one.kind === kind ? { ...one, records: numbered(order(one.records)) } : one,
    );
    return { ...history, beside: { ...history.beside, streams } };
  };
}

function numbered(records: readonly HistoryRecord[]): readonly HistoryRecord[] {
  return records.map((one, seq) => ({ ...one, record: { ...one.record, seq } }));
}

/** The same case, had the version that it pins said something else. */
export function underDefinition(
  history: CaseHistory,
  change: (of: Definition) => Partial<Definition>,
): CaseHistory {
  const { law } = history;
  const pinned = history.records[0]?.record.def;
  const { definition } = (pinned && law.procedure(pinned)) ?? {};
  if (!definition) throw new Error('the version is not at hand');
  const made = loadCanonical(canonicalJson({ ...definition, ...change(definition) }), nodeHash);
  return {
    ...history,
    law: {
      ...{ hash: law.hash, zone: law.zone, checkInput: law.checkInput },
      procedure: () => made,
      calendar: (record) => law.calendar(record),
      office: (record, place) => law.office(record, place),
    },
  };
}

function changed(
  records: readonly HistoryRecord[],
  seqs: readonly number[],
  change: (of: HistoryRecord) => Changed,
): readonly HistoryRecord[] {
  return records.flatMap((one) => (seqs.includes(one.record.seq) ? (change(one) ?? []) : [one]));
}

/** The record with members of its event replaced. */
export function saidOtherwise(data: Readonly<Record<string, unknown>>): (of: HistoryRecord) => HistoryRecord {
  return (one) => ({
    ...one,
    record: { ...one.record, data: { ...one.record.data, ...data } as typeof one.record.data },
  });
}

/** The record as if somebody else had done it. */
export function doneBy(person: string): (of: HistoryRecord) => HistoryRecord {
  return (one) => ({ ...one, record: { ...one.record, actor: { ...one.record.actor, person } } });
}

/** The record without one of its parts. */
export function withoutPart(name: string): (of: HistoryRecord) => HistoryRecord {
  return ({ record, parts }) => {
    const { [name]: _named, ...names } = record.parts;
    const { [name]: _value, ...values } = parts;
    return { record: { ...record, parts: names }, parts: values };
  };
}

/** The record with a part that it did not have. */
export function withPart(name: string): (of: HistoryRecord) => HistoryRecord {
  return ({ record, parts }) => ({
    parts,
    record: {
      ...record,
      parts: { ...record.parts, [name]: { sha256: '0'.repeat(64), sm3: '0'.repeat(64) } },
    },
  });
}

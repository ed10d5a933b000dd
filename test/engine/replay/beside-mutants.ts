import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import type { BesideLaw, CaseHistory, StreamHistory } from '../../../src/engine/replay/history.js';
import { strictReplay } from '../../../src/engine/replay/replay-strict.js';
import type { JudgedRecord } from '../../../src/engine/replay/verdict.js';
import { loadCanonical } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

/** A place in the data of a record of a stream beside a case. */
export interface PlaceInData {
  readonly stream: number;
  readonly record: number;
  readonly path: readonly string[];
}

/** Every value in the data of every record of every stream, but for how the record's own kind is called. */
export function placesIn(streams: readonly StreamHistory[]): readonly PlaceInData[] {
  return streams.flatMap(({ records }, stream) =>
    records.flatMap(({ record: { data } }, record) =>
      leavesOf(data).map((path): PlaceInData => ({ stream, record, path })),
    ),
  );
}

/** How a place is called where it is told: kind, type of the record, members. */
export function nameOf({ stream, record, path }: PlaceInData, streams: readonly StreamHistory[]): string {
  const one = streams[stream];
  const members = path.map((step) => (/^\d+$/.test(step) ? '*' : step)).join('/');
  return `${one?.kind} ${one?.records[record]?.record.type} ${members}`;
}

/** The verdict on a record after one value in it was changed, as a forger with the true key would. */
export function judgedAfterChange(history: CaseHistory, place: PlaceInData): JudgedRecord | undefined {
  const { beside, records } = history;
  if (!beside) return undefined;
  const streams = beside.streams.map((one, at) =>
    at === place.stream
      ? { ...one, records: one.records.map((told, n) => (n === place.record ? changedAt(told) : told)) }
      : one,
  );
  const before = beside.streams.slice(0, place.stream).reduce((sum, one) => sum + one.records.length, 0);
  const from = records.length + before + place.record;
  const replay = strictReplay({ ...history, beside: { ...beside, streams } }, { from, to: from + 1 });
  for (let step = replay.next(); step.done !== true; step = replay.next()) if (step.value) return step.value;
  return undefined;

  function changedAt(told: StreamHistory['records'][number]): StreamHistory['records'][number] {
    const data = withChange(told.record.data, place.path) as typeof told.record.data;
    return { ...told, record: { ...told.record, data } };
  }
}

/** The same law with the definition changed that records pin. */
export function lawWith(given: BesideLaw, change: (of: Definition) => Partial<Definition>): BesideLaw {
  const changed = new Map<string, ReturnType<BesideLaw['procedure']>>();
  return {
    ...{ hash: given.hash, zone: given.zone, checkInput: given.checkInput },
    procedure: (digest) => {
      const found = changed.get(digest.sha256) ?? given.procedure(digest);
      if (!found || changed.has(digest.sha256)) return found;
      const { definition } = found;
      const made = loadCanonical(canonicalJson({ ...definition, ...change(definition) }), nodeHash);
      changed.set(digest.sha256, made);
      return made;
    },
    calendar: (record) => given.calendar(record),
    office: (record, place) => given.office(record, place),
    organisation: (record) => given.organisation(record),
    policies: (record) => given.policies(record),
  };
}

/** The same history under another definition of what goes on beside it. */
export function underOther(
  history: CaseHistory,
  change: (definition: Definition) => Partial<Definition>,
): CaseHistory {
  const { beside } = history;
  if (!beside) throw new Error('nothing beside the case');
  return { ...history, beside: { ...beside, law: lawWith(beside.law, change) } };
}

/** The first record of a stream of that kind that differs, where the records of the kind alone are judged. */
export function firstOf(history: CaseHistory, kind: StreamHistory['kind']): JudgedRecord | undefined {
  let from = history.records.length;
  for (const { kind: own, records } of history.beside?.streams ?? []) {
    const to = from + records.length;
    if (own === kind)
      for (const judged of strictReplay(history, { from, to }))
        if (judged?.verdict === 'differs') return judged;
    from = to;
  }
  return undefined;
}

/**
 * What somebody said that he wanted, which no rule gives and no state keeps: another value of it is another wish. It is the
 * log's to hold it fast.
 */
const WISHES: ReadonlySet<string> = new Set([
  'draft draft.submitted source',
  'panel opinion.given heads/feasibility',
  'panel opinion.given heads/necessity',
  'panel opinion.given heads/soundness',
  'consultation consultation.opened modes/*',
  'consultation comments.grouped chosen/comments/*',
  'consultation comments.handled chosen/comments/*',
  'consultation comments.handled articles',
  'consultation comments.handled articles/*',
]);

/** Whether a change of that value would have to be noticed: of a wish not, nor of the last record that was looked at. */
export function isDecided(place: PlaceInData, streams: readonly StreamHistory[]): boolean {
  return !WISHES.has(nameOf(place, streams)) && !place.path.join('/').endsWith('considered/case/seq');
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (path.length === 1 && path[0] === 'type') return [];
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([name, one]) => leavesOf(one, [...path, name]));
}

function withChange(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return other(value);
  const inside = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(inside))
    return inside.map((one: unknown, n) => (String(n) === step ? withChange(one, rest) : one));
  return { ...inside, [step]: withChange(inside[step], rest) };
}

/** Another value of the same form, which its reader takes for one that could stand there. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return value === null ? 1 : ['changed'];
  if (/^[0-9a-f]{64}$/.test(value)) return value.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  const day = /^(\d{4})(-\d\d-\d\d.*)$/.exec(value);
  return day ? `${Number(day[1]) + 1}${day[2]}` : `${value}x`;
}

import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import { entryOf } from './entries.js';
import type { Organisation, Period } from './organisation.js';
import { endedOn } from './periods.js';

/**
 * An organisation in the middle of a batch. Maps are copied when they are first written to, so that what was handed in
 * never changes and a batch does not copy them for each change.
 */
export interface Draft {
  organisation: Organisation;
  readonly copied: Set<EntryMap>;
}

/** The maps of an organisation. */
export type EntryMap = Exclude<keyof Organisation, 'authority'>;

/** What a map holds. */
export type Entry<K extends EntryMap> = Organisation[K][string];

/** Maps whose entries begin and end. */
export type PeriodMap =
  'appointments' | 'portfolios' | 'substitutions' | 'absences' | 'administrators' | 'assignments';

/** Begins a batch. */
export function draftOf(organisation: Organisation): Draft {
  return { organisation, copied: new Set() };
}

/**
 * Writes a new entry.
 *
 * @throws Defect when its id is used.
 */
export function begin<K extends EntryMap>(draft: Draft, map: K, id: string, entry: Entry<K>): void {
  if (entryOf(entries(draft, map), id) !== undefined) throw new Defect(`${map}/${id} exists already`);
  write(draft, map, id, entry);
}

/**
 * Ends an entry; `on` is the first day without it.
 *
 * @throws Defect when it is not known.
 */
export function end<K extends PeriodMap>(draft: Draft, map: K, id: string, on: CivilDate): void {
  write(draft, map, id, endedOn<Entry<K> & Period>(known(draft, map, id), on));
}

/** Ends every entry of a map that is concerned and reaches the day. */
export function endWhere<K extends PeriodMap>(
  draft: Draft,
  map: K,
  on: CivilDate,
  concerned: (entry: Entry<K>) => boolean,
): void {
  for (const [id, entry] of Object.entries(entries(draft, map))) {
    if (!concerned(entry)) continue;
    const ended = endedOn<Entry<K> & Period>(entry, on);
    if (ended !== entry) write(draft, map, id, ended);
  }
}

/**
 * The entry of that id.
 *
 * @throws Defect when there is none.
 */
export function known<K extends EntryMap>(draft: Draft, map: K, id: string): Entry<K> {
  const entry = entryOf(entries(draft, map), id);
  if (entry === undefined) throw new Defect(`${map}/${id} is not known`);
  return entry;
}

/** Writes an entry, new or known. */
export function write<K extends EntryMap>(draft: Draft, map: K, id: string, entry: Entry<K>): void {
  if (!draft.copied.has(map)) {
    draft.organisation = { ...draft.organisation, [map]: { ...draft.organisation[map] } };
    draft.copied.add(map);
  }
  // The draft's own copy, made above.
  (draft.organisation[map] as Record<string, Entry<K>>)[id] = entry;
}

function entries<K extends EntryMap>(draft: Draft, map: K): Readonly<Record<string, Entry<K>>> {
  return draft.organisation[map] as Readonly<Record<string, Entry<K>>>;
}

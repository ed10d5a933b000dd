import type { Handwriting } from '../../engine/case/opinion/handwriting.js';
import { seenDigest } from '../../engine/case/opinion/opinion.js';
import type { Stance } from '../../engine/case/signing/signing-state.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Definition, Text } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Queries, RecordRow } from '../queries.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { allRecords, eventOf } from './all-records.js';
import { knownCase, placeOf } from './known-case.js';
import { maskWithin } from './mask.js';
import { isParty } from './may-read.js';
import { recordAuthors, type AuthorReads, type RecordAuthor } from './record-authors.js';

/** An opinion as it was given. It never changes: corrections are other opinions. */
export interface ListedOpinion {
  readonly seq: number;
  readonly id: string;
  readonly on: CivilDate;
  readonly recordedAt: Instant;
  readonly author?: RecordAuthor;
  /** The act that it came with, if any. */
  readonly act?: { readonly name: string; readonly title: Text };
  readonly stance?: Stance;
  /** In full; null when the content has been erased. */
  readonly text: string | null;
  readonly signature?: Handwriting;
  /** Digest of the draft and materials that it is about, and whether the case still holds the same. */
  readonly seen: string;
  readonly current: boolean;
  /** Sequence of the opinion that it corrects, and of those that correct it, oldest first. */
  readonly corrects?: number;
  readonly correctedBy: readonly number[];
}

/** What reading opinions needs. */
export interface OpinionReads extends Pick<AuthorReads, 'organisation'> {
  readonly ports: Ports;
  readonly queries: Pick<Queries, 'records' | 'case'>;
}

/**
 * All opinions of a case in the order in which they were given. Who is not party to it reads them with the names of the
 * parties and their numbers masked. Undefined: no such case, or none that he may know of.
 */
export function listOpinions(
  reads: OpinionReads,
): (caseId: string, by: Asker) => Promise<readonly ListedOpinion[] | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(reads.ports, caseId, by);
    if (!found) return undefined;
    const rows = await allRecords(reads.queries, caseId);
    return opinionsIn(reads, found, caseId, rows);
  };
}

/** The opinions among these records of a case, as its reader sees them. */
export async function opinionsIn(
  { ports, queries, organisation }: OpinionReads,
  found: LawfulCaseFor,
  caseId: string,
  rows: readonly RecordRow[],
): Promise<readonly ListedOpinion[]> {
  const { definition } = found.procedure;
  const given = rows.filter((row) => eventOf(row).opinion !== undefined);
  const authors = await recordAuthors({ directory: ports.directory, organisation }, definition, given);
  const show = await wordsFor({ ports, queries }, found, caseId);
  const now = seenDigest(found.state, ports.hash);
  const listed = given.map((row) => ({
    ...opinionOf(definition, row, show),
    current: eventOf(row).opinion?.seen === now,
    ...authorOf(authors.get(row.seq)),
  }));
  return listed.map((one) => ({
    ...one,
    correctedBy: listed.filter(({ corrects }) => corrects === one.seq).map(({ seq }) => seq),
  }));
}

/** How free words in a case are shown to its reader. */
export async function wordsFor(
  { ports, queries }: Pick<OpinionReads, 'ports' | 'queries'>,
  found: LawfulCaseFor,
  caseId: string,
): Promise<(words: string) => string> {
  if (isParty(placeOf(found))) return (words) => words;
  const parties = Object.values(found.state.parties).flat();
  const [detail, names] = await Promise.all([queries.case(caseId), ports.directory.names(parties)]);
  const known = [...(detail ? [detail.applicantName] : []), ...names.values()];
  return (words) => maskWithin(words, known);
}

function opinionOf(
  definition: Definition,
  { seq, record, parts }: RecordRow,
  show: (words: string) => string,
): Omit<ListedOpinion, 'current' | 'correctedBy' | 'author'> {
  const event = record.data as unknown as ReturnType<typeof eventOf>;
  const text = parts['opinion'];
  const signature = parts['signature'];
  const { stance, seen = '', corrects } = event.opinion ?? {};
  const title = event.act === undefined ? undefined : definition.acts[event.act]?.title;
  return {
    ...{ seq, id: record.id, on: event.on, recordedAt: record.recordedAt, seen },
    ...(event.act !== undefined && title !== undefined && { act: { name: event.act, title } }),
    ...(stance && { stance }),
    text: typeof text === 'string' ? show(text) : null,
    ...(signature !== undefined && { signature: signature as Handwriting }),
    ...(corrects !== undefined && { corrects }),
  };
}

function authorOf(author: RecordAuthor | undefined): { readonly author?: RecordAuthor } {
  return author ? { author } : {};
}

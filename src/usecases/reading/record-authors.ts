import type { Definition, Text } from '../../engine/law/definition.js';
import { entryOf } from '../../engine/organisation/entries.js';
import type { OrganisationReads } from '../organisation/organisation-reads.js';
import type { Ports } from '../ports.js';
import type { RecordRow } from '../queries.js';

/** Who did what a record says, in which post of which unit AS OF THEN. Names are those that people bear now. */
export interface RecordAuthor {
  readonly person: string;
  readonly name?: string;
  readonly post?: string;
  readonly postTitle?: Text;
  readonly unit?: string;
  readonly unitTitle?: string;
  /** A deputy's principal. */
  readonly onBehalfOf?: { readonly person: string; readonly name?: string };
}

/** What the authors of records are named from. */
export interface AuthorReads {
  readonly directory: Pick<Ports['directory'], 'names'>;
  readonly organisation: Pick<OrganisationReads, 'knownAt'>;
}

/** The authors of these records by sequence; none for what the law or the system did. */
export async function recordAuthors(
  { directory, organisation }: AuthorReads,
  definition: Definition,
  rows: readonly RecordRow[],
): Promise<ReadonlyMap<number, RecordAuthor>> {
  const people = rows.flatMap(({ record: { actor } }) =>
    actor ? [actor.person, ...(actor.onBehalfOf === undefined ? [] : [actor.onBehalfOf])] : [],
  );
  const names = await directory.names([...new Set(people)]);
  const authors = new Map<number, RecordAuthor>();
  for (const { seq, record } of rows) {
    const { actor } = record;
    if (!actor) continue;
    const then = actor.unit === undefined ? undefined : await organisation.knownAt(record.recordedAt);
    const unit = then && entryOf(then.organisation.units, actor.unit as string);
    const title = actor.post === undefined ? undefined : definition.posts[actor.post]?.title;
    authors.set(seq, {
      ...named(actor.person, names),
      ...(actor.post !== undefined && { post: actor.post }),
      ...(title !== undefined && { postTitle: title }),
      ...(actor.unit !== undefined && { unit: actor.unit }),
      ...(unit && { unitTitle: unit.title }),
      ...(actor.onBehalfOf !== undefined && { onBehalfOf: named(actor.onBehalfOf, names) }),
    });
  }
  return authors;
}

function named(person: string, names: ReadonlyMap<string, string>) {
  const name = names.get(person);
  return { person, ...(name !== undefined && { name }) };
}

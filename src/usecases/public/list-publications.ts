import type { Definition } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';
import type { Page, PageRequest } from '../queries.js';
import type { PublicationFilter, PublicationRow, PublicReads } from './public-reads.js';

/** A public record with the words of the definition under which it became public. */
export interface Publication extends PublicationRow {
  readonly unitTitle: string;
  readonly definitionOf: Pick<Definition, 'title' | 'publications'>;
}

/** Public records, the latest first. @throws InvalidCursor */
export function listPublications(
  ports: Ports,
  reads: Pick<PublicReads, 'publications'>,
): (filter: PublicationFilter, page: PageRequest) => Promise<Page<Publication>> {
  return async (filter, page) => {
    const found = await reads.publications(filter, page);
    return { ...found, items: await worded(ports, found.items) };
  };
}

/** The public records that one act made. Empty: there is no such thing. */
export function readPublication(
  ports: Ports,
  reads: Pick<PublicReads, 'publication'>,
): (id: string) => Promise<readonly Publication[]> {
  return async (id) => worded(ports, await reads.publication(id));
}

async function worded(ports: Ports, rows: readonly PublicationRow[]): Promise<readonly Publication[]> {
  const { units } = (await ports.directory.current()).organisation;
  return Promise.all(
    rows.map(async (row) => {
      const procedure = await ports.catalogue.byDigest(row.definition);
      const { title = row.procedure, publications = {} } = procedure?.definition ?? {};
      const unitTitle = units[row.unit]?.title ?? row.unit;
      return { ...row, unitTitle, definitionOf: { title, publications } };
    }),
  );
}

import type { DataSource } from 'typeorm';
import type { PublicationRow, PublicReads } from '../../usecases/public/public-reads.js';
import { runNamed } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

interface PublicationValues {
  readonly id: string;
  readonly publication: string;
  readonly definition: string;
  readonly procedure: string;
  readonly unit: string;
  readonly published_on: string;
  readonly fields: string;
}

const COLUMNS = 'id, publication, definition, procedure, unit, published_on::text as published_on, fields';

// Null stands for "whatever".
const LIST = {
  name: 'publications',
  text: `select ${COLUMNS} from publications
    where ($1::text is null or procedure = $1) and ($2::text is null or publication = $2)
      and ($3::text is null or unit = $3) and (published_on, id, publication) < ($4::date, $5::uuid, $6)
    order by published_on desc, id desc, publication desc limit $7`,
};

const ONE = {
  name: 'publication',
  text: `select ${COLUMNS} from publications where id = $1::uuid order by publication`,
};

const CASE = {
  name: 'case-beginning',
  text: `select id from cases where id >= $1 and id < $1 || 'g' limit 2`,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FIRST = ['9999-12-31', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '\u{10FFFF}'];

/** What is public, on PostgreSQL. */
export function postgresPublicReads(dataSource: DataSource): PublicReads {
  return {
    async publications({ procedure, publication, unit }, page) {
      const after = page.after === undefined ? FIRST : decodeCursor(page.after, [DAY, UUID, KEY]);
      const filter = [procedure ?? null, publication ?? null, unit ?? null];
      const values = [...filter, ...after, page.limit + 1];
      const rows = await runNamed<PublicationValues>(dataSource, LIST, values);
      const cursor = (row: PublicationValues): string =>
        encodeCursor([row.published_on, row.id, row.publication]);
      return pageOf(rows, page.limit, publicationRow, cursor);
    },
    async publication(id) {
      if (!UUID.test(id)) return [];
      return (await runNamed<PublicationValues>(dataSource, ONE, [id])).map(publicationRow);
    },
    async caseBeginning(prefix) {
      const [found, other] = await runNamed<{ readonly id: string }>(dataSource, CASE, [prefix]);
      return other ? undefined : found?.id;
    },
  };
}

function publicationRow({ published_on: publishedOn, fields, ...row }: PublicationValues): PublicationRow {
  return { ...row, publishedOn, fields: JSON.parse(fields) as PublicationRow['fields'] };
}

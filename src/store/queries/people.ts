import type { DataSource } from 'typeorm';
import type { NamedPerson, OrganisationReads } from '../../usecases/organisation/organisation-reads.js';
import type { Page, PageRequest } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

const PEOPLE = {
  name: 'people',
  text: `select person, name, kind from people
    where kind in ('officer', 'expert') and person > $1
      and ($2::text[] is null or person = any ($2))
      and ($3::text is null or strpos(lower(name), lower($3)) > 0 or strpos(person, $3) > 0)
    order by person limit $4`,
};

/** People of the organisation by code. */
export async function listPeople(
  dataSource: DataSource,
  { among, search }: Parameters<OrganisationReads['people']>[0],
  page: PageRequest,
): Promise<Page<NamedPerson>> {
  const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
  const values = [after, among ?? null, search ?? null, page.limit + 1];
  const rows = await runNamed<NamedPerson>(dataSource, PEOPLE, values);
  return pageOf(
    rows,
    page.limit,
    (row) => row,
    (row) => encodeCursor([row.person]),
  );
}

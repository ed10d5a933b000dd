import type { Queries } from './queries.js';

/** Every open case, page by page, as they stand while the pages are read. */
export async function* openCaseIds(queries: Pick<Queries, 'cases'>): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await queries.cases(
      { status: 'open' },
      { limit: 200, ...(after !== undefined && { after }) },
    );
    for (const { id } of page.items) yield id;
    after = page.hasMore ? (page.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
}

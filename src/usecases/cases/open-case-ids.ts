import type { Queries } from '../queries.js';

/** Every open case, page by page, as they stand while the pages are read. */
export async function* openCaseIds(queries: Pick<Queries, 'openCases'>): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await queries.openCases({ limit: 200, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.hasMore ? (page.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
}

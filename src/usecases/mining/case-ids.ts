import type { Queries } from '../queries.js';

/** The ids of all cases, open and ended, page by page. */
export async function* caseIds(queries: Pick<Queries, 'streams'>): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await queries.streams(
      { kinds: ['case'] },
      { limit: 200, ...(after !== undefined && { after }) },
    );
    for (const { stream } of page.items) yield stream;
    after = page.hasMore ? (page.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
}

import { mayAuditCase } from '../conformance/judge-case.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { CaseFilter, Page, PageRequest, Queries } from '../queries.js';
import { readingScope } from '../reading/reading-scope.js';

/** Ids of the cases that the person may audit, the latest opened first: a page of those that he may know of, less the rest. */
export function auditableCases(
  ports: Ports,
  queries: Pick<Queries, 'cases'>,
): (by: Asker, filter: CaseFilter, page: PageRequest) => Promise<Page<string>> {
  return async (by, filter, page) => {
    const scope = await readingScope(ports, by, 'readCase');
    if (!scope) return { items: [], endCursor: null, hasMore: false };
    const { items, ...more } = await queries.cases(scope, filter, page);
    const may = await Promise.all(items.map(({ id }) => mayAuditCase(ports, id, by)));
    return { ...more, items: items.flatMap(({ id }, i) => (may[i] ? [id] : [])) };
  };
}

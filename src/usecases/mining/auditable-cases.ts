import { auditedScope } from '../audit/read-population.js';
import { mayAuditCase } from '../conformance/judge-case.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { CaseFilter, Page, PageRequest, Queries } from '../queries.js';

/**
 * Ids of the cases that the person may audit, the latest opened first: a page of those within his reach, less
 * those whose case bars him.
 *
 * @returns undefined to somebody who audits no case
 */
export function auditableCases(
  ports: Ports,
  queries: Pick<Queries, 'cases'>,
): (by: Asker, filter: CaseFilter, page: PageRequest) => Promise<Page<string> | undefined> {
  return async (by, filter, page) => {
    const scope = await auditedScope(ports, by);
    if (!scope) return undefined;
    const { items, ...more } = await queries.cases(scope, filter, page);
    const may = await Promise.all(items.map(({ id }) => mayAuditCase(ports, id, by)));
    return { ...more, items: items.flatMap(({ id }, i) => (may[i] ? [id] : [])) };
  };
}

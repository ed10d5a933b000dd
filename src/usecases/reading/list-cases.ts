import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { CaseFilter, ListedCase, Page, PageRequest, Queries, TaskRow } from '../queries.js';
import { maskedCase } from './masked-case.js';
import { readingScope } from './reading-scope.js';

const NOTHING = { items: [], endCursor: null, hasMore: false } as const;

type ListPorts = Pick<Ports, 'directory' | 'now' | 'installation' | 'recusalRequestBars'>;

/** The cases that the person may know of, the latest opened first; who is not party to one sees its people masked. */
export function listCases(
  ports: ListPorts,
  queries: Pick<Queries, 'cases'>,
): (by: Asker, filter: CaseFilter, page: PageRequest) => Promise<Page<ListedCase>> {
  return async (by, filter, page) => {
    const scope = await readingScope(ports, by, 'readCase');
    if (!scope) return NOTHING;
    const found = await queries.cases(scope, filter, page);
    return { ...found, items: found.items.map((row) => (row.asParty ? row : maskedCase(row))) };
  };
}

/** A task in somebody's inbox, with the name of the person for whom he holds it. */
export interface ListedTask extends TaskRow {
  /** A deputy's principal. */
  readonly principalName?: string;
}

/** The open tasks that the person may do, least remaining time first, and as what he may do them. */
export function listTasks(
  ports: ListPorts,
  queries: Pick<Queries, 'inbox'>,
): (by: Asker, page: PageRequest) => Promise<Page<ListedTask>> {
  return async (by, page) => {
    const scope = await readingScope(ports, by, 'holdTask');
    if (!scope) return NOTHING;
    const found = await queries.inbox(scope, page);
    const principals = found.items.flatMap(({ capacity }) =>
      capacity.kind === 'deputy' ? [capacity.principal] : [],
    );
    const names = await ports.directory.names([...new Set(principals)]);
    const items = found.items.map((row): ListedTask => {
      const shown = row.capacity.kind === 'party' ? row : maskedCase(row);
      const name = row.capacity.kind === 'deputy' ? names.get(row.capacity.principal) : undefined;
      return { ...shown, ...(name !== undefined && { principalName: name }) };
    });
    return { ...found, items };
  };
}

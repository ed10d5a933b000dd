import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Page, PageRequest } from '../queries.js';
import { maskedCase } from '../reading/masked-case.js';
import { readingScope } from '../reading/reading-scope.js';
import type { IncidentRow, ReadIncidents } from '../vacancies/vacancy-reads.js';

/** The post whose holders watch over the cases that they serve. */
const SUPERVISOR = 'supervisor';

/** Incidents in the cases that a supervisor watches; nobody else is shown any. People are masked. */
export function listIncidents(
  ports: Pick<Ports, 'directory' | 'now' | 'installation' | 'recusalRequestBars'>,
  read: ReadIncidents,
): (by: Asker, page: PageRequest) => Promise<Page<IncidentRow>> {
  return async (by, page) => {
    const scope = await readingScope(ports, by, 'readCase');
    const watched = scope?.ways.filter(({ post }) => post === SUPERVISOR) ?? [];
    if (!scope || watched.length === 0) return { items: [], endCursor: null, hasMore: false };
    const excluded = [...scope.sealed, ...scope.barred, ...watched.flatMap(({ barred }) => barred)];
    const parts = watched.map(({ units, procedures }) => ({
      ...(units && { units }),
      ...(procedures && { procedures }),
    }));
    const found = await read(parts, [...new Set(excluded)], page);
    return { ...found, items: found.items.map(maskedCase) };
  };
}

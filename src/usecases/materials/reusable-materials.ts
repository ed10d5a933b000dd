import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase, placeOf } from '../reading/known-case.js';
import { maskedCase } from '../reading/masked-case.js';
import { isParty, mayReadClass } from '../reading/may-read.js';
import type { MaterialPorts, ReusableMaterial } from './material-ports.js';

/** Candidates that are looked at, and of which the reader is shown those that he may read. */
const MOST = 200;

/**
 * 免再交: materials of earlier cases of the same applicant that may be filed again here, the latest first: those of
 * cases whose content the asker may read. Undefined: no such case, or none that he may know of.
 */
export function reusableMaterials(
  ports: Ports,
  { reads }: Pick<MaterialPorts, 'reads'>,
): (caseId: string, by: Asker) => Promise<readonly ReusableMaterial[] | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const parties = [...new Set(Object.values(found.state.parties).flat())];
    const candidates = await reads.reusable(caseId, parties, MOST);
    const shown: ReusableMaterial[] = [];
    for (const [earlier, rows] of byCase(candidates)) {
      const place = await knownCase(ports, earlier, by);
      if (!place || !mayReadClass(placeOf(place), 'personal').allowed) continue;
      const plain = isParty(placeOf(place));
      shown.push(...rows.map((row) => (plain ? row : maskedCase(row))));
    }
    return shown;
  };
}

function byCase(rows: readonly ReusableMaterial[]): ReadonlyMap<string, readonly ReusableMaterial[]> {
  const cases = new Map<string, ReusableMaterial[]>();
  for (const row of rows) cases.set(row.caseId, [...(cases.get(row.caseId) ?? []), row]);
  return cases;
}

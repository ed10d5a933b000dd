import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { entryOf } from '../../engine/organisation/entries.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { Asker } from '../powers/power-facts.js';
import { decideChange } from './change-organisation.js';
import { powerToChange } from './change-powers.js';
import type { OrganisationAnswer } from './organisation-answer.js';
import { planImport, type ImportPlan } from './plan-import.js';
import type { ReadTable } from './read-table.js';
import { refusedOutcome, transactOrganisation, type OrganisationPorts } from './transact-organisation.js';

/** Tables as they were read from a file, and how they are meant. */
export interface ImportWish {
  readonly by: Asker;
  readonly tables: readonly ReadTable[];
  /** What the tables no longer have ends today. */
  readonly complete: boolean;
}

/** A wish to make an import. */
export interface ImportRequest extends ImportWish {
  /** SHA-256 of the file: the same file under the same key is the same wish. */
  readonly file: string;
  readonly basis?: string;
  readonly key: string;
}

export type ImportPreview =
  | { readonly outcome: 'previewed'; readonly plan: ImportPlan }
  | { readonly outcome: 'refused'; readonly reasons: readonly PolicyReason[] };

export type ImportAnswer =
  | OrganisationAnswer
  /** The organisation is as the file has it already; nothing is written. */
  | { readonly outcome: 'unchanged' }
  /** Rows stand against it; nothing is written. */
  | { readonly outcome: 'rowConflicts'; readonly plan: ImportPlan };

/** What an import would come to as the organisation stands, row by row. Nothing is written. */
export function previewImport(ports: OrganisationPorts): (wish: ImportWish) => Promise<ImportPreview> {
  return async ({ by, tables, complete }) => {
    const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
    const today = civilDayOf(now, ports.installation.zone);
    const power = powerToChange(ports, { snapshot, today }, by, [{ action: 'changeStructure' }]);
    if (!power.allowed) return { outcome: 'refused', reasons: power.reasons };
    return {
      outcome: 'previewed',
      plan: await plan(ports, snapshot.organisation, tables, { today, complete }),
    };
  };
}

/**
 * Makes an import as one list of changes: compared, checked and written in one transaction. It is a proposal when it
 * gives power to somebody.
 */
export function importOrganisation(
  ports: OrganisationPorts,
): (request: ImportRequest) => Promise<ImportAnswer> {
  return async ({ by, tables, complete, file, basis, key }) => {
    const asked = { import: file, complete, ...(basis !== undefined && { basis }) };
    return transactOrganisation<ImportAnswer>(ports, { by, key, asked }, async (standing) => {
      const power = powerToChange(ports, standing, by, [{ action: 'changeStructure' }]);
      if (!power.allowed) return refusedOutcome(standing, by, asked, power.reasons);
      const { snapshot, today } = standing;
      const found = await plan(ports, snapshot.organisation, tables, { today, complete });
      const { changes, names } = found;
      if (found.conflicts > 0) return { answer: { outcome: 'rowConflicts', plan: found } };
      if (changes.length === 0 && names.length === 0) return { answer: { outcome: 'unchanged' } };
      return decideChange(ports, standing, by, { changes, names, ...(basis !== undefined && { basis }) });
    });
  };
}

async function plan(
  ports: Pick<OrganisationPorts, 'directory'>,
  organisation: Organisation,
  tables: readonly ReadTable[],
  terms: { readonly today: CivilDate; readonly complete: boolean },
): Promise<ImportPlan> {
  const codes = tables
    .filter(({ sheet }) => sheet === 'people')
    .flatMap(({ rows }) =>
      rows.flatMap(({ values }) => (typeof values['id'] === 'string' ? [values['id']] : [])),
    );
  const names = await ports.directory.names([...Object.keys(organisation.people), ...codes]);
  const taken = new Set(codes.filter((code) => names.has(code) && !entryOf(organisation.people, code)));
  return planImport(organisation, names, tables, { ...terms, taken });
}

import type { CivilDate } from '../../engine/clock/time.js';
import { checkChanges } from '../../engine/organisation/check-changes.js';
import { applyChanges } from '../../engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import { inOrder, type OwnedChange } from './change-order.js';
import { isOver, sheetRows, type Names, type RowValues } from './export-tables.js';
import type { GivenName } from './person-names.js';
import { conflict, type ReadRow, type ReadTable, type RowConflict } from './read-table.js';
import {
  addedRow,
  changedRow,
  fieldChanges,
  retiredRow,
  type FieldChange,
  type RowPlan,
} from './row-changes.js';
import { SHEETS, type SheetName } from './sheets.js';

/** What an import makes of a row: 新增, 变更, 停用, 无变化, 冲突. */
export type RowStatus = 'added' | 'changed' | 'retired' | 'unchanged' | 'conflict';

/** A row of an import, and what would come of it. */
export interface ImportRow {
  readonly sheet: SheetName;
  /** Place in the file; absent for what the file no longer has. */
  readonly at?: number;
  readonly id: string;
  readonly status: RowStatus;
  readonly fields: readonly FieldChange[];
  readonly conflicts: readonly RowConflict[];
}

/** What an import comes to as the organisation stands. With conflicts, none of it can be made. */
export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  readonly changes: readonly OrganisationChange[];
  readonly names: readonly GivenName[];
  readonly conflicts: number;
}

/** How a file is meant. */
export interface ImportTerms {
  readonly today: CivilDate;
  /** The tables are complete: what they no longer have ends today. */
  readonly complete: boolean;
  /** Codes of members of the public, which no officer may have. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Compares tables with the organisation: each row is the wanted state of one thing. What comes of all rows together is
 * checked as one list of changes, and the organisation after it must be the one that the file describes.
 */
export function planImport(
  organisation: Organisation,
  names: Names,
  tables: readonly ReadTable[],
  terms: ImportTerms,
): ImportPlan {
  const planned = tables.flatMap((table) => planTable(organisation, names, table, terms));
  const owned = planned.flatMap(({ row, plan }) => plan.changes.map((change) => ({ change, owner: row })));
  const ordered: readonly OwnedChange<ImportRow>[] = inOrder(organisation, owned);
  const changes = ordered.map(({ change }) => change);
  const refused = new Map<ImportRow, RowConflict[]>();
  const refuse = (row: ImportRow, why: RowConflict): void => {
    refused.set(row, [...(refused.get(row) ?? []), why]);
  };
  for (const { index, code, say, basis } of checkChanges(organisation, changes, terms.today)) {
    const row = ordered[index]?.owner;
    if (row) refuse(row, { code, say, basis });
  }
  const given = planned.flatMap(({ plan }) => (plan.name ? [plan.name] : []));
  if (refused.size === 0 && planned.every(({ row }) => row.status !== 'conflict')) {
    const after = applyChanges(organisation, changes);
    const named = new Map([...names, ...given.map(({ person, name }) => [person, name] as const)]);
    const rowsAfter = new Map(tables.map(({ sheet }) => [sheet, sheetRows(after, named, sheet)]));
    for (const { row, wanted } of planned) {
      if (!isAsWanted(row, wanted, rowsAfter.get(row.sheet), terms)) {
        refuse(row, conflict('not-as-wanted', NOT_AS_WANTED));
      }
    }
  }
  const rows = planned.map(({ row }) => withConflicts(row, refused.get(row)));
  const conflicts = rows.filter(({ status }) => status === 'conflict').length;
  return { rows, changes, names: given, conflicts };
}

function withConflicts(row: ImportRow, found: readonly RowConflict[] | undefined): ImportRow {
  return found ? { ...row, status: 'conflict', conflicts: [...row.conflicts, ...found] } : row;
}

interface Planned {
  readonly row: ImportRow;
  readonly plan: RowPlan;
  /** The row as it is to be; absent for what is to end. */
  readonly wanted?: RowValues;
}

const NOTHING: RowPlan = { changes: [], conflicts: [] };

function planTable(
  organisation: Organisation,
  names: Names,
  table: ReadTable,
  terms: ImportTerms,
): readonly Planned[] {
  const { sheet } = table;
  const known = sheetRows(organisation, names, sheet);
  if (table.header.length > 0) {
    const row = importRow(sheet, '', 'conflict', { at: table.headerAt, conflicts: table.header });
    return [{ row, plan: NOTHING }];
  }
  const seen = new Set<string>();
  const planned = table.rows.map((read) => planRow(table, read, known, seen, terms));
  if (!terms.complete) return planned;
  const missing = [...known].filter(([id, row]) => !seen.has(id) && !isOver(row, terms.today));
  return [
    ...planned,
    ...missing.map(([id]): Planned => {
      const changes = [retiredRow(sheet, id, terms.today)];
      return { row: importRow(sheet, id, 'retired', {}), plan: { changes, conflicts: [] } };
    }),
  ];
}

function planRow(
  { sheet, columns }: ReadTable,
  { at, values, conflicts }: ReadRow,
  known: ReadonlyMap<string, RowValues>,
  seen: Set<string>,
  { today, taken }: ImportTerms,
): Planned {
  const id = codeOf(sheet, values, known);
  const before = known.get(id);
  const wanted: RowValues = { ...before, ...values, id };
  const fields = fieldChanges(columns, before, wanted);
  const wrong = [...conflicts];
  if (id === '' && conflicts.length === 0) wrong.push(conflict('value-wrong', NO_CODE));
  if (id !== '' && seen.has(id)) wrong.push(conflict('id-twice', twice(id)));
  if (!before && sheet === 'people' && taken.has(id)) wrong.push(conflict('code-of-the-public', PUBLIC_CODE));
  if (before && fields.length > 0 && isOver(before, today)) wrong.push(conflict('entry-over', OVER));
  seen.add(id);
  const plan = wrong.length > 0 ? NOTHING : rowPlan(sheet, id, before, wanted, fields);
  const all = [...wrong, ...plan.conflicts];
  const status = all.length > 0 ? 'conflict' : statusOf(before, fields);
  return { row: importRow(sheet, id, status, { at, fields, conflicts: all }), plan, wanted };
}

function rowPlan(
  sheet: SheetName,
  id: string,
  before: RowValues | undefined,
  wanted: RowValues,
  fields: readonly FieldChange[],
): RowPlan {
  if (!before) return addedRow(sheet, id, wanted);
  return fields.length === 0 ? NOTHING : changedRow(sheet, id, wanted, fields);
}

function statusOf(before: RowValues | undefined, fields: readonly FieldChange[]): RowStatus {
  if (!before) return 'added';
  if (fields.length === 0) return 'unchanged';
  return fields.every(({ column }) => column.id === 'to') ? 'retired' : 'changed';
}

/** An entry without a code gets one from what it says, so that the same file imported twice means the same entry. */
function codeOf(sheet: SheetName, values: RowValues, known: ReadonlyMap<string, RowValues>): string {
  if (typeof values['id'] === 'string') return values['id'];
  if (SHEETS[sheet].of !== 'entries') return '';
  const words = SHEETS[sheet].columns
    .filter(({ id }) => CODING.has(id))
    .map(({ id }) => String(values[id] ?? ''))
    .filter((word) => word !== '');
  const code = [sheet.slice(0, 1), ...words]
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 110);
  const used = known.get(code);
  // Two different entries may come to the same words: a portfolio of other units, say.
  return used && !sameEntry(sheet, used, values) ? `${code}-${known.size}` : code;
}

const CODING = new Set(['person', 'post', 'units', 'kind', 'principal', 'deputy', 'posts', 'from']);

function sameEntry(sheet: SheetName, a: RowValues, b: RowValues): boolean {
  const fixed = SHEETS[sheet].columns.filter(({ id }) => id !== 'id' && id !== 'to');
  return fieldChanges(fixed, a, b).length === 0;
}

/** A row must be as the file has it; another one may have changed it, such as the end of a person his appointments. */
function isAsWanted(
  row: ImportRow,
  wanted: RowValues | undefined,
  after: ReadonlyMap<string, RowValues> | undefined,
  { today }: ImportTerms,
): boolean {
  const is = after?.get(row.id);
  if (!wanted) return is === undefined || isOver(is, today);
  return is !== undefined && fieldChanges(SHEETS[row.sheet].columns, is, wanted).length === 0;
}

function importRow(
  sheet: SheetName,
  id: string,
  status: RowStatus,
  more: {
    readonly at?: number;
    readonly fields?: readonly FieldChange[];
    readonly conflicts?: readonly RowConflict[];
  },
): ImportRow {
  const { at, fields = [], conflicts = [] } = more;
  return { sheet, ...(at !== undefined && { at }), id, status, fields, conflicts };
}

const NO_CODE = { zh: '缺少代码', en: 'the code is missing' };
const PUBLIC_CODE = { zh: '此代码已属于公众账号', en: 'this is the code of a member of the public' };
const OVER = { zh: '此行已经终止，不再变更', en: 'this row is over and is not changed any more' };
const NOT_AS_WANTED = {
  zh: '与文件中其他行矛盾：全部导入后，此行不会如文件所写',
  en: 'contradicts other rows of the file: after all of it, this row would not be as the file has it',
};

function twice(id: string): RowConflict['say'] {
  return { zh: `“${id}”在文件中重复`, en: `"${id}" comes twice in the file` };
}

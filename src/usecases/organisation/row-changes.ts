import type { CivilDate } from '../../engine/clock/time.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Person, Post, Unit } from '../../engine/organisation/organisation.js';
import { dayAfter } from '../../engine/organisation/periods.js';
import type { CellValue } from './cell-values.js';
import { sameValue } from './cell-values.js';
import type { RowValues } from './export-tables.js';
import type { GivenName } from './person-names.js';
import { conflict, type RowConflict } from './read-table.js';
import { type Column, SHEETS, type SheetName } from './sheets.js';

/** A value of a row that the file wants otherwise. */
export interface FieldChange {
  readonly column: Column;
  readonly before: CellValue;
  readonly after: CellValue;
}

/** What a row comes to: changes of the organisation, a name, or why it cannot be. */
export interface RowPlan {
  readonly changes: readonly OrganisationChange[];
  readonly name?: GivenName;
  readonly conflicts: readonly RowConflict[];
}

/** The columns in which two rows differ; an absent row differs in all that has a value. */
export function fieldChanges(
  columns: readonly Column[],
  before: RowValues | undefined,
  after: RowValues,
): readonly FieldChange[] {
  return columns
    .map((column) => ({ column, before: before?.[column.id], after: after[column.id] }))
    .filter((field) => !sameValue(field.before, field.after));
}

/** The changes that bring in what a new row describes. */
export function addedRow(sheet: SheetName, id: string, row: RowValues): RowPlan {
  const { name, ...content } = contentOf(sheet, row);
  switch (sheet) {
    case 'units':
      return plan({ change: 'unit.put', id, unit: content as unknown as Unit });
    case 'posts':
      return plan({ change: 'post.put', id, post: content as unknown as Post });
    case 'people': {
      const put = { change: 'person.put', id, person: content as unknown as Person } as const;
      return { ...plan(put), name: { person: id, name: name as string } };
    }
    case 'appointments':
    case 'portfolios':
    case 'substitutions': {
      const entry = ENTRY_OF[sheet];
      return plan({ change: `${entry}.begun`, id, [entry]: content } as unknown as OrganisationChange);
    }
  }
}

/** The changes that turn a known row into the wanted one. */
export function changedRow(
  sheet: SheetName,
  id: string,
  row: RowValues,
  fields: readonly FieldChange[],
): RowPlan {
  const end = fields.find(({ column }) => column.id === 'to');
  const others = fields.filter((field) => field !== end);
  if (sheet === 'units' || sheet === 'posts') {
    return end && others.length === 0 && shortens(end)
      ? plan(ending(sheet, id, end))
      : addedRow(sheet, id, row);
  }
  if (end && !shortens(end)) return { changes: [], conflicts: [conflict('entry-fixed', PROLONGED)] };
  const ended = end ? [ending(sheet, id, end)] : [];
  if (sheet !== 'people') {
    if (others.length > 0) return { changes: [], conflicts: [fixed(sheet, others)] };
    return { changes: ended, conflicts: [] };
  }
  const renamed = others.find(({ column }) => column.id === 'name');
  const put = others.some((field) => field !== renamed);
  // His time in service is not changed by a put, which therefore keeps the end that he has.
  const kept = end ? { ...row, to: end.before } : row;
  return {
    changes: [...(put ? addedRow(sheet, id, kept).changes : []), ...ended],
    ...(renamed && { name: { person: id, name: renamed.after as string } }),
    conflicts: [],
  };
}

/** The change that ends what a row stands for; `on` is the first day without it. */
export function retiredRow(sheet: SheetName, id: string, on: CivilDate): OrganisationChange {
  return { change: ENDS[sheet], id, on };
}

const ENTRY_OF = {
  appointments: 'appointment',
  portfolios: 'portfolio',
  substitutions: 'substitution',
} as const;

const ENDS = {
  units: 'unit.retired',
  posts: 'post.retired',
  people: 'person.ended',
  appointments: 'appointment.ended',
  portfolios: 'portfolio.ended',
  substitutions: 'substitution.ended',
} as const;

const PROLONGED = {
  zh: '截止日只能提前；需要延续的，另起一行（新的编号）；恢复人员须另行办理',
  en: 'an end can only be brought forward; to go on, begin a new row with a new code; people are restored by a change of its own',
};

function fixed(sheet: SheetName, fields: readonly FieldChange[]): RowConflict {
  const zh = fields.map(({ column }) => column.zh).join('、');
  const en = fields.map(({ column }) => column.id).join(', ');
  return conflict('entry-fixed', {
    zh: `${SHEETS[sheet].zh}一经登记不得改动（${zh}）；请终止原行（填写截止日），另起一行`,
    en: `an entry is never altered (${en}): end this row by its last day and begin a new one`,
  });
}

function shortens({ before, after }: FieldChange): boolean {
  return typeof after === 'string' && (typeof before !== 'string' || after < before);
}

function ending(sheet: SheetName, id: string, { after }: FieldChange): OrganisationChange {
  return retiredRow(sheet, id, dayAfter(after as CivilDate));
}

/** The row as the organisation holds it: without its code, and without what is absent. No table shows all that it has. */
function contentOf(sheet: SheetName, row: RowValues): Readonly<Record<string, CellValue>> {
  const known = new Set([...SHEETS[sheet].columns.map(({ id }) => id), 'suspensions', 'particulars']);
  return Object.fromEntries(
    Object.entries(row).filter(
      ([id, value]) => id !== 'id' && known.has(id) && value !== undefined && value !== false,
    ),
  );
}

function plan(change: OrganisationChange): RowPlan {
  return { changes: [change], conflicts: [] };
}

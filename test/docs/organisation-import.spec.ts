import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../src/engine/clock/time.js';
import { applyChanges } from '../../src/engine/organisation/evolve-organisation.js';
import { emptyOrganisation } from '../../src/engine/organisation/organisation.js';
import { tableFiles } from '../../src/outside/tables/table-files.js';
import { exportTable } from '../../src/usecases/organisation/export-tables.js';
import { planImport, type ImportPlan } from '../../src/usecases/organisation/plan-import.js';
import type { ReadTable } from '../../src/usecases/organisation/read-table.js';
import { readTables } from '../../src/usecases/organisation/read-tables.js';
import { SHEETS, SHEET_NAMES, titleOf, type SheetName } from '../../src/usecases/organisation/sheets.js';
import { marked } from './marked-blocks.js';

const terms = { today: '2026-10-01' as CivilDate, complete: true, taken: new Set<string>() };

function exampleOf(sheet: SheetName): readonly ReadTable[] {
  const [example] = marked(`csv ${sheet}`);
  const read = readTables(tableFiles.readCsv(Buffer.from(example?.text ?? '')), sheet);
  if (!read.ok) throw new Error(read.say.en);
  return read.tables;
}

const conflicts = ({ rows }: ImportPlan): readonly string[] =>
  rows.flatMap((row) => row.conflicts.map(({ say }) => `${row.sheet}:${row.at} ${say.en}`));

describe('the examples of docs/organisation-import.md', () => {
  const planned = planImport(emptyOrganisation('云岭市'), new Map(), SHEET_NAMES.flatMap(exampleOf), terms);
  const made = applyChanges(emptyOrganisation('云岭市'), planned.changes);
  const names = new Map(planned.names.map(({ person, name }) => [person, name]));

  it('make an organisation together, from nothing', () => {
    expect(conflicts(planned)).toEqual([]);
    expect(Object.keys(made.people)).toEqual(['o-201', 'o-202', 'o-303', 'e-001']);
    expect(Object.values(made.substitutions)).toMatchObject([{ kind: 'standing', principal: 'o-201' }]);
  });

  it.each(SHEET_NAMES)('%s: names every column as an export does, and is what is exported', (sheet) => {
    const [example] = marked(`csv ${sheet}`);
    const header = SHEETS[sheet].columns.map((column) => titleOf(column, column.id)).join(',');
    expect(example?.text.split('\n')[0]).toBe(header);
    const written = new TextDecoder().decode(
      tableFiles.writeCsv(exportTable(made, names, sheet, terms.today)),
    );
    const rows = written.replace('\ufeff', '').trim().split('\r\n').length;
    expect(rows).toBe(example?.text.trim().split('\n').length);
    expect(planImport(made, names, exampleOf(sheet), terms).changes).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { tableFiles } from '../../../src/outside/tables/table-files.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { importOrganisation, previewImport } from '../../../src/usecases/organisation/import-organisation.js';
import { readTables } from '../../../src/usecases/organisation/read-tables.js';
import type { SheetName } from '../../../src/usecases/organisation/sheets.js';
import { confirmProposal } from '../../../src/usecases/organisation/settle-proposal.js';
import { askerOf, Office, type Who } from '../../support/office.js';

describe('importing tables', () => {
  let office: Office;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  const wish = (who: Who, sheet: SheetName, text: string) => {
    const read = readTables(tableFiles.readCsv(Buffer.from(text)), sheet);
    if (!read.ok) throw new Error(read.say.en);
    return { by: askerOf(who), tables: read.tables, complete: false, file: nodeHash.sha256(text) };
  };
  const make = (who: Who, sheet: SheetName, text: string, key = `import-${keys++}`) =>
    importOrganisation(office.ports)({ ...wish(who, sheet, text), key });
  const records = async () => (await office.records(LIBRARY_STREAMS.organisation)).length;

  it('the same file under the same key is answered again, though nothing is left to do', async () => {
    const text = 'id,title,parent,from\nlaw,法规科,office,2026-09-28\n';
    const first = await make('system', 'units', text, 'same');
    expect(first).toMatchObject({ outcome: 'changed', changes: 1 });
    const before = await records();
    expect(await make('system', 'units', text, 'same')).toEqual(first);
    expect(await make('system', 'units', `${text}x,某科,office,2026-09-28\n`, 'same')).toMatchObject({
      outcome: 'keyReused',
    });
    expect(await make('system', 'units', text)).toEqual({ outcome: 'unchanged' });
    expect(await records()).toBe(before);
  });

  it('rows in conflict: nothing is written, and every row says what it would come to', async () => {
    const before = await records();
    const text = 'id,title,parent,from\ngood,甲科,office,2026-09-28\nbad,乙科,nowhere,2026-09-28\n';
    expect(await make('system', 'units', text)).toMatchObject({
      outcome: 'rowConflicts',
      plan: {
        conflicts: 1,
        rows: [
          { id: 'good', status: 'added' },
          { id: 'bad', status: 'conflict' },
        ],
      },
    });
    expect(await records()).toBe(before);
  });

  it('only the system administrator may, and may preview', async () => {
    const text = 'id,title,parent,from\nnew,新科,office,2026-09-28\n';
    for (const who of ['security', 'head', 'applicant'] as const) {
      expect(await make(who, 'units', text)).toMatchObject({ outcome: 'refused' });
      expect(await previewImport(office.ports)(wish(who, 'units', text))).toMatchObject({
        outcome: 'refused',
      });
    }
    const before = await records();
    expect(await previewImport(office.ports)(wish('system', 'units', text))).toMatchObject({
      outcome: 'previewed',
    });
    expect(await records()).toBe(before);
  });

  it('10,000 people, then a post for each', async () => {
    const people = Array.from({ length: 10_000 }, (_, i) => `n-${i},人员${i},工作人员,bureau,2026-09-28`);
    const held = Array.from({ length: 10_000 }, (_, i) => `n-${i},bureau-reviewer,任字${i}号,2026-09-28`);
    expect(await make('system', 'people', `id,name,kind,unit,from\n${people.join('\n')}\n`)).toMatchObject({
      outcome: 'changed',
      changes: 10_000,
    });
    const proposed = await make('system', 'appointments', `person,post,basis,from\n${held.join('\n')}\n`);
    if (proposed.outcome !== 'proposed') throw new Error(proposed.outcome);
    const { proposal } = proposed;
    const ports = { ...office.ports, queries: office.store.queries };
    const confirmed = await confirmProposal(ports)({ by: askerOf('security'), proposal, key: 'confirm-all' });
    expect(confirmed).toMatchObject({ outcome: 'changed', changes: 10_000 });
    expect(
      Object.keys((await office.ports.directory.current()).organisation.appointments).length,
    ).toBeGreaterThan(10_000);
  }, 60_000);

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  }, 60_000);
});

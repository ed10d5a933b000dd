import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../src/engine/clock/time.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { changeOrganisation } from '../../src/usecases/organisation/change-organisation.js';
import { askerOf, Office } from '../support/office.js';

const STREAM = LIBRARY_STREAMS.organisation;

describe('the check of the organisation', () => {
  let office: Office;
  beforeEach(async () => {
    office = await Office.open();
    await changeOrganisation(office.ports)({
      by: askerOf('system'),
      changes: [
        {
          change: 'unit.put',
          id: 'law',
          unit: { title: '法规科', parent: 'office', from: '2026-09-28' as CivilDate },
        },
      ],
      key: 'law',
    });
  });
  afterEach(() => office.close());

  const codes = async () => [...new Set((await office.findings()).map(({ code }) => code))];
  const plant = async (table: string, sql: string, values: readonly unknown[] = []) => {
    await office.rows(`alter table ${table} disable trigger all`);
    await office.rows(sql, values);
    await office.rows(`alter table ${table} enable trigger all`);
  };

  it('finds nothing in a sound database', async () => {
    expect(await codes()).toEqual([]);
  });

  it('finds a state that the records do not fold to', async () => {
    await plant('streams', `update streams set state = replace(state, '法规科', '法制科') where id = $1`, [
      STREAM,
    ]);
    expect(await codes()).toEqual(expect.arrayContaining(['fold-wrong', 'state-wrong']));
  });

  it('finds a wrong version', async () => {
    await plant('streams', 'update streams set version = version + 1 where id = $1', [STREAM]);
    expect(await codes()).toEqual(['version-wrong']);
  });

  it('finds a record whose change is another', async () => {
    await plant(
      'records',
      `update records set text = replace(text, '法规科', '法制科') where stream = $1 and seq = 1`,
      [STREAM],
    );
    expect(await codes()).toEqual(expect.arrayContaining(['wrong-leaf', 'fold-wrong']));
  });

  it('finds a record that fits nothing', async () => {
    await plant(
      'records',
      `update records set text = replace(text, '"parent":"office"', '"parent":"nowhere"') where stream = $1 and seq = 1`,
      [STREAM],
    );
    expect(await codes()).toContain('fold-impossible');
  });

  it.each([
    ['is missing', `delete from people where person = 'o-101'`],
    ['has another kind', `update people set kind = 'expert' where person = 'o-101'`],
    [
      'belongs to nobody',
      `insert into people (person, name, kind, standing) values ('o-9', '某', 'officer', 'active')`,
    ],
  ])('finds a directory in which a row %s', async (_, sql) => {
    await plant('people', sql);
    expect(await codes()).toEqual(['person-row-wrong']);
  });

  it('finds a name and a telephone number in a record', async () => {
    await plant('people', `update people set name = '法规科' where person = 'o-101'`);
    expect(await codes()).toEqual(['personal-data']);
    await changeOrganisation(office.ports)({
      by: askerOf('system'),
      changes: [{ change: 'authority.named', authority: '电话13800138000' }],
      key: 'phone',
    });
    expect((await office.findings()).map(({ message }) => message)).toContain('holds a mobile number');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { emptyOrganisation, type Organisation } from '../../../src/engine/organisation/organisation.js';
import { tableFiles } from '../../../src/outside/tables/table-files.js';
import { exportTable } from '../../../src/usecases/organisation/export-tables.js';
import { planImport, type ImportPlan } from '../../../src/usecases/organisation/plan-import.js';
import { readTables } from '../../../src/usecases/organisation/read-tables.js';
import { SHEET_NAMES, type SheetName } from '../../../src/usecases/organisation/sheets.js';

const TODAY = '2026-09-28' as CivilDate;
const day = (text: string): CivilDate => text as CivilDate;
const FROM = { from: day('2020-01-01') };

const changes: readonly OrganisationChange[] = [
  { change: 'unit.put', id: 'gov', unit: { title: '云岭市人民政府', organ: true, ...FROM } },
  {
    change: 'unit.put',
    id: 'bureau',
    unit: { title: '市场监管局', parent: 'gov', organ: true, procedures: ['licence'], ...FROM },
  },
  { change: 'unit.put', id: 'hall', unit: { title: '政务大厅', parent: 'gov', serves: ['bureau'], ...FROM } },
  { change: 'unit.put', id: 'old', unit: { title: '旧局', parent: 'gov', ...FROM, to: day('2021-12-31') } },
  { change: 'post.put', id: 'reviewer', post: { title: '审查', unit: 'bureau', fills: 'reviewer', ...FROM } },
  {
    change: 'post.put',
    id: 'deputy',
    post: {
      title: '副局长',
      unit: 'bureau',
      fills: 'head',
      rank: 'organ-head',
      byPortfolio: true,
      procedures: ['licence'],
      ...FROM,
    },
  },
  ...['o-1', 'o-2', 'o-3'].map((id): OrganisationChange => ({
    change: 'person.put',
    id,
    person: { kind: 'officer', unit: 'bureau', ...FROM },
  })),
  { change: 'person.put', id: 'e-1', person: { kind: 'expert', ...FROM } },
  {
    change: 'appointment.begun',
    id: 'a-1',
    appointment: { person: 'o-1', post: 'reviewer', basis: '任字1号', ...FROM },
  },
  {
    change: 'appointment.begun',
    id: 'a-2',
    appointment: { person: 'o-2', post: 'deputy', basis: '任字2号', ...FROM },
  },
  {
    change: 'portfolio.begun',
    id: 'p-1',
    portfolio: { person: 'o-2', units: ['bureau', 'hall'], basis: '分工', ...FROM },
  },
  {
    change: 'substitution.begun',
    id: 's-1',
    substitution: {
      kind: 'standing',
      principal: 'o-1',
      deputy: 'o-3',
      posts: ['reviewer'],
      acts: ['accept'],
      basis: 'AB岗',
      ...FROM,
    },
  },
  { change: 'person.suspended', id: 'o-3', on: day('2026-01-01') },
];
const city = applyChanges(emptyOrganisation('云岭市人民政府'), changes);
const names = new Map([
  ['o-1', '李娜'],
  ['o-2', '陈刚'],
  ['o-3', "=赵'静"],
  ['e-1', '𠮷田'],
]);

const csv = (organisation: Organisation, sheet: SheetName): string =>
  new TextDecoder().decode(tableFiles.writeCsv(exportTable(organisation, names, sheet, TODAY)));

function plan(organisation: Organisation, sheet: SheetName, text: string, complete = false): ImportPlan {
  const tables = readTables(tableFiles.readCsv(Buffer.from(text)), sheet);
  if (!tables.ok) throw new Error(tables.say.en);
  return planImport(organisation, names, tables.tables, { today: TODAY, complete, taken: new Set(['p-9']) });
}

const statuses = ({ rows }: ImportPlan) => rows.map(({ id, status }) => `${id} ${status}`);
const codes = ({ rows }: ImportPlan) => rows.flatMap(({ conflicts }) => conflicts.map(({ code }) => code));
const after = (organisation: Organisation, planned: ImportPlan) =>
  applyChanges(organisation, planned.changes);

describe('what is exported', () => {
  it.each(SHEET_NAMES)('%s: comes back without change, also as the complete table', (sheet) => {
    for (const complete of [false, true]) {
      const planned = plan(city, sheet, csv(city, sheet), complete);
      expect(new Set(planned.rows.map(({ status }) => status))).toEqual(new Set(['unchanged']));
      expect(planned).toMatchObject({ changes: [], names: [], conflicts: 0 });
    }
  });

  it('leaves out what is over', () => {
    expect(csv(city, 'units')).not.toContain('旧局');
    expect(csv(city, 'units')).toContain('gov,云岭市人民政府,,是,,,2020-01-01,');
  });

  it('has Chinese titles with stable codes, and people’s words for closed values', () => {
    expect(csv(city, 'substitutions').replace('\ufeff', '').split('\r\n').slice(0, 2)).toEqual([
      '代理编号 id,类型 kind,被代理人 principal,代理人 deputy,代理岗位 posts,限于程序 procedures,限于行为 acts,依据文件 basis,起始日 from,截止日 to',
      's-1,AB岗,o-1,o-3,reviewer,,accept,AB岗,2020-01-01,',
    ]);
  });

  it('comes back as one workbook', async () => {
    const drafts = SHEET_NAMES.map((sheet) => exportTable(city, names, sheet, TODAY));
    const tables = readTables(await tableFiles.readXlsx(await tableFiles.writeXlsx(drafts)));
    if (!tables.ok) throw new Error(tables.say.en);
    const planned = planImport(city, names, tables.tables, {
      today: TODAY,
      complete: true,
      taken: new Set(),
    });
    expect(planned).toMatchObject({ changes: [], conflicts: 0 });
  });
});

describe('a table that is imported', () => {
  it('adds, changes and retires, in an order in which each finds what it rests on', () => {
    const text = [
      'id,title,parent,serves,from,to',
      'legal,法规科,office,new-hall,2026-10-01,',
      'office,办公室,bureau,,2026-10-01,',
      'new-hall,新大厅,gov,bureau,2026-10-01,',
      'bureau,市市场监管局,gov,,2020-01-01,',
      'hall,政务大厅,gov,bureau,2020-01-01,2026-12-31',
    ].join('\n');
    const planned = plan(city, 'units', text);
    expect(statuses(planned)).toEqual([
      'legal added',
      'office added',
      'new-hall added',
      'bureau changed',
      'hall retired',
    ]);
    const units = after(city, planned).units;
    expect(units['legal']).toEqual({
      title: '法规科',
      parent: 'office',
      serves: ['new-hall'],
      from: '2026-10-01',
    });
    expect(units['hall']).toMatchObject({ to: '2026-12-31' });
    // A column that the file does not have says nothing.
    expect(units['bureau']).toEqual({ ...city.units['bureau'], title: '市市场监管局' });
    const [, , , changed] = planned.rows;
    expect(changed?.fields).toMatchObject([
      { column: { id: 'title' }, before: '市场监管局', after: '市市场监管局' },
    ]);
  });

  it('turns a tree upside down without a cycle on the way', () => {
    const planned = plan(
      city,
      'units',
      'id,title,parent,from\ngov,云岭市人民政府,bureau,2020-01-01\nbureau,市场监管局,,2020-01-01\n',
    );
    expect(codes(planned)).toEqual([]);
    expect(after(city, planned).units['gov']?.parent).toBe('bureau');
    const cycle = plan(
      city,
      'units',
      'id,title,parent,from\ngov,云岭市人民政府,bureau,2020-01-01\nbureau,市场监管局,gov,2020-01-01\n',
    );
    expect(codes(cycle)).toContain('unit-cycle');
  });

  it('complete: what it no longer has ends today; otherwise it stays', () => {
    const text = 'id,person,post,basis,from,to\na-2,o-2,deputy,任字2号,2020-01-01,\n';
    expect(plan(city, 'appointments', text).changes).toEqual([]);
    const planned = plan(city, 'appointments', text, true);
    expect(statuses(planned)).toEqual(['a-2 unchanged', 'a-1 retired']);
    expect(after(city, planned).appointments['a-1']?.to).toBe('2026-09-27');
  });

  it('entries are ended and begun, never altered; without a code they get one that stays', () => {
    const altered = plan(
      city,
      'appointments',
      'id,person,post,basis,from\na-1,o-3,reviewer,任字1号,2020-01-01\n',
    );
    expect(codes(altered)).toEqual(['entry-fixed']);
    const prolonged = {
      ...city,
      appointments: { a: { ...city.appointments['a-1'], to: day('2026-12-31') } },
    } as Organisation;
    const text = 'id,person,post,basis,from,to\na,o-1,reviewer,任字1号,2020-01-01,2027-12-31\n';
    expect(codes(plan(prolonged, 'appointments', text))).toEqual(['entry-fixed']);
    const fresh = 'person,post,basis,from\no-2,reviewer,任字3号,2026-10-01\n';
    const planned = plan(city, 'appointments', fresh);
    expect(statuses(planned)).toEqual(['a-o-2-reviewer-2026-10-01 added']);
    expect(plan(after(city, planned), 'appointments', fresh).changes).toEqual([]);
  });

  it('people: renamed, moved, ended; their suspension stays; a new one brings a name', () => {
    const text = [
      '人员代码,姓名,类别,所属机构,起始日,截止日',
      'o-1,李娜娜,工作人员,bureau,2020-01-01,',
      "o-3,=赵'静,officer,hall,2020-01-01,",
      'o-2,陈刚,工作人员,bureau,2020/1/1,2026年12月31日',
      'o-9,新人,专家,,2026-10-01,',
    ].join('\n');
    const planned = plan(city, 'people', text);
    expect(statuses(planned)).toEqual(['o-1 changed', 'o-3 conflict', 'o-2 retired', 'o-9 added']);
    const moved = plan(
      city,
      'people',
      text.replace('officer,hall', 'officer,gov').replace("=赵'静,officer,gov", "=赵'静,officer,bureau"),
    );
    expect(codes(moved)).toEqual([]);
    expect(moved.names).toEqual([
      { person: 'o-1', name: '李娜娜' },
      { person: 'o-9', name: '新人' },
    ]);
    const people = after(city, moved).people;
    expect(people['o-3']?.suspensions).toEqual([{ from: '2026-01-01' }]);
    expect(people['o-2']?.to).toBe('2026-12-31');
  });

  it.each([
    ['units', 'id,title,from\nx,,2026-01-01', 'value-wrong', /名称.*必填/],
    ['units', 'id,title,from\nX!,甲,2026-01-01', 'value-wrong', /机构代码“X!”/],
    ['units', 'id,title,from\nx,甲,2026-02-30', 'value-wrong', /真实存在的日期/],
    ['units', 'id,title,organ,from\nx,甲,也许,2026-01-01', 'value-wrong', /是 或 否/],
    ['units', 'id,title,from\nx,甲,2026-01-01\nx,乙,2026-01-01', 'id-twice', /重复/],
    ['units', 'id,title,from\n,甲,2026-01-01', 'value-wrong', /机构代码.*必填/],
    ['units', 'id,title\nx,甲', 'header-wrong', /缺少“起始日 from”列/],
    ['units', 'id,title,titel,from\nx,甲,乙,2026-01-01', 'header-wrong', /是否应为“title”/],
    ['units', 'id,title,title,from\nx,甲,乙,2026-01-01', 'header-wrong', /列重复/],
    ['units', 'id,title,from\nx,甲,2026-01-01,多', 'value-wrong', /多于表头/],
    ['units', 'id,title,from,\nx,甲,2026-01-01,多', 'value-wrong', /没有表头/],
    ['units', 'id,title,from\nold,旧局二,2020-01-01', 'entry-over', /已经终止/],
    ['units', 'id,title,from\nx,电话13800138000,2026-01-01', 'value-wrong', /手机号码/],
    ['people', 'id,name,kind,from\np-9,某,专家,2026-01-01', 'code-of-the-public', /公众账号/],
    ['people', 'id,name,kind,from\no-9,某,官员,2026-01-01', 'value-wrong', /officer、expert/],
    [
      'appointments',
      'id,person,post,basis,from\na-9,o-3,reviewer,字,2026-10-01',
      'person-not-active',
      /停用/,
    ],
    ['appointments', 'id,person,post,basis,from\na-9,o-7,reviewer,字,2026-10-01', 'unknown-person', /o-7/],
    ['substitutions', 'kind,principal,deputy,basis,from\nAB岗,o-1,o-1,字,2026-10-01', 'own-deputy', /自己/],
  ] as const)('%s %j: %s', (sheet, text, code, sentence) => {
    const planned = plan(city, sheet, text);
    expect(codes(planned)).toContain(code);
    expect(planned.rows.flatMap(({ conflicts }) => conflicts.map(({ say }) => say.zh)).join()).toMatch(
      sentence,
    );
    expect(planned.conflicts).toBeGreaterThan(0);
  });

  it('names the line of the file at each row', () => {
    const planned = plan(city, 'units', '\nid,title,from\n\nx,甲,2026-01-01\ny,"乙\n丙",2026-01-01\n');
    expect(planned.rows.map(({ at }) => at)).toEqual([4, 5]);
  });

  it('rows that contradict each other are found, though each by itself is fine', async () => {
    const people = 'id,name,kind,unit,from,to\no-2,陈刚,officer,bureau,2020-01-01,2026-12-31\n';
    const appointments = 'id,person,post,basis,from,to\na-2,o-2,deputy,任字2号,2020-01-01,\n';
    const tables = [
      readTables(tableFiles.readCsv(Buffer.from(people)), 'people'),
      readTables(tableFiles.readCsv(Buffer.from(appointments)), 'appointments'),
    ].flatMap((one) => (one.ok ? one.tables : []));
    const planned = planImport(city, names, tables, { today: TODAY, complete: false, taken: new Set() });
    expect(statuses(planned)).toEqual(['o-2 retired', 'a-2 conflict']);
    expect(codes(planned)).toEqual(['not-as-wanted']);
  });

  it('whatever rows there are: no conflict means that the organisation becomes what the file says', () => {
    const row = fc.record({
      id: fc.constantFrom('gov', 'bureau', 'hall', 'x', 'y', 'z'),
      title: fc.constantFrom('甲', '乙', '丙'),
      parent: fc.constantFrom('', 'gov', 'bureau', 'x', 'y'),
      serves: fc.constantFrom('', 'bureau', 'x; y', 'z'),
      from: fc.constantFrom('2020-01-01', '2026-10-01'),
      to: fc.constantFrom('', '', '2026-12-31', '2019-01-01'),
    });
    const seen = { done: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 5 }),
        fc.boolean(),
        (rows, complete) => {
          const text = [
            'id,title,parent,serves,from,to',
            ...rows.map(({ id, title, parent, serves, from, to }) =>
              [id, title, parent, serves, from, to].join(','),
            ),
          ].join('\n');
          const planned = plan(city, 'units', text, complete);
          if (planned.conflicts > 0) {
            seen.refused += 1;
            return;
          }
          seen.done += 1;
          const made = after(city, planned);
          expect(plan(made, 'units', text, complete).changes).toEqual([]);
          for (const { id, title, from } of rows) expect(made.units[id]).toMatchObject({ title, from });
        },
      ),
      { numRuns: 400 },
    );
    expect(seen.done).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  });
});

describe('files', () => {
  it.each([
    ['a sheet that is no table', [{ name: '工资', rows: [{ at: 1, cells: ['x'] }] }], undefined],
    [
      'two sheets of one table',
      [
        { name: 'units', rows: [{ at: 1, cells: ['x'] }] },
        { name: '机构', rows: [{ at: 1, cells: ['x'] }] },
      ],
      undefined,
    ],
    ['nothing but notes', [{ name: '说明', rows: [{ at: 1, cells: ['x'] }] }], undefined],
  ])('refuses %s and names the tables that there are', (_, sheets, named) => {
    expect(readTables({ ok: true, sheets }, named)).toMatchObject({
      ok: false,
      say: { zh: expect.stringContaining('机构 units、岗位 posts') },
    });
  });

  it('10,000 people with a post each are compared, and come back without change', () => {
    const many = applyChanges(city, [
      ...Array.from({ length: 1000 }, (_, i): OrganisationChange => ({
        change: 'unit.put',
        id: `u-${i}`,
        unit: { title: `第${i}科`, parent: 'bureau', ...FROM },
      })),
    ]);
    const people = Array.from(
      { length: 10_000 },
      (_, i) => `o-1${i},人${i},officer,u-${i % 1000},2026-10-01`,
    );
    const posts = Array.from({ length: 1000 }, (_, i) => `post-${i},审查,u-${i},reviewer,2026-10-01`);
    const held = Array.from({ length: 10_000 }, (_, i) => `o-1${i},post-${i % 1000},任字${i}号,2026-10-01`);
    const tables = (
      [
        ['people', `id,name,kind,unit,from\n${people.join('\n')}`],
        ['posts', `id,title,unit,fills,from\n${posts.join('\n')}`],
        ['appointments', `person,post,basis,from\n${held.join('\n')}`],
      ] as const
    ).flatMap(([sheet, text]) => {
      const read = readTables(tableFiles.readCsv(Buffer.from(text)), sheet);
      return read.ok ? read.tables : [];
    });
    const planned = planImport(many, names, tables, { today: TODAY, complete: false, taken: new Set() });
    expect(planned).toMatchObject({ conflicts: 0 });
    expect(planned.changes).toHaveLength(21_000);
    const made = applyChanges(many, planned.changes);
    const named = new Map([...names, ...planned.names.map(({ person, name }) => [person, name] as const)]);
    const again = planImport(made, named, tables, { today: TODAY, complete: false, taken: new Set() });
    expect(again.changes).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32, deflateRawSync } from 'node:zlib';
import { tableFiles } from '../../../src/outside/tables/table-files.js';
import { packZip, unpackZip } from '../../../src/outside/tables/zip-archive.js';
import { MAX_TABLE_ROWS, type TableReading } from '../../../src/usecases/organisation/table-files.js';

const cellsOf = (reading: TableReading): readonly (readonly string[])[][] => {
  if (!reading.ok) throw new Error(reading.say.en);
  return reading.sheets.map(({ rows }) => rows.map(({ cells }) => cells));
};
const sayOf = (reading: TableReading) => (reading.ok ? undefined : reading.say);

/** Texts as an organisation holds them: trimmed, in form C, without control characters. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      '+86',
      '-x',
      '@a',
      "'",
      "'=1",
      "''x",
      '＝甲',
      '_x0041_',
      '_x005F_x0041_',
      '001',
      '1e9',
      'TRUE',
    ),
    fc.constantFrom(
      '含,逗号',
      '含"引号"',
      'a;b',
      '𠮷 䶮 㛃',
      '2026-01-01',
      '#REF!',
      'toString',
      '__proto__',
      '<c r="A1">',
      '&amp;',
      ']]>',
      '乱码\ufffd',
      '\ufffd',
      '甲\ufdd0\u{1fffe}乙',
    ),
  )
  .map((one) =>
    one
      .normalize('NFC')
      .replaceAll(/\p{Cc}|\p{Surrogate}/gu, '')
      .trim(),
  );
const table = fc.array(fc.tuple(text, text, text), { maxLength: 8 }).map((rows) => ({
  name: '机构 units',
  header: ['代码 id', '名称 title', '上级 parent'],
  rows: rows.filter((row) => row.some((cell) => cell !== '')),
}));

describe('CSV', () => {
  it('gives back what was written, whatever the cells hold', () => {
    fc.assert(
      fc.property(table, (draft) => {
        const [rows] = cellsOf(tableFiles.readCsv(tableFiles.writeCsv(draft)));
        expect(rows).toEqual([draft.header, ...draft.rows]);
      }),
    );
  });

  it('never writes a cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(table, (draft) => {
        const lines = new TextDecoder().decode(tableFiles.writeCsv(draft)).split('\r\n');
        const cells = lines.flatMap((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
        expect(cells.filter((cell) => /^"?[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
      }),
    );
  });

  const csv = '代码 id,名称 title\r\ngov,云岭市人民政府\r\n';
  // GB 18030 of the same, as a Chinese spreadsheet saves it.
  const gb = Buffer.from(
    'b4fac2eb2069642cc3fbb3c6207469746c650d0a676f762cd4c6c1ebcad0c8cbc3f1d5feb8ae0d0a',
    'hex',
  );
  const expected = [
    ['代码 id', '名称 title'],
    ['gov', '云岭市人民政府'],
  ];

  it.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${csv}`)],
    ['GB 18030', gb],
    ['UTF-16 with byte order mark', Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le')],
    ['semicolons', Buffer.from(csv.replaceAll(',', ';'))],
    ['line feeds alone', Buffer.from(csv.replaceAll('\r\n', '\n'))],
    [
      'empty lines and blanks around cells',
      Buffer.from('\r\n 代码 id , 名称 title \r\n,\r\n\r\ngov,云岭市人民政府'),
    ],
  ])('reads %s', (_, bytes) => {
    expect(cellsOf(tableFiles.readCsv(bytes))).toEqual([expected]);
  });

  it('says on which line of the file a row begins, also after cells of several lines', () => {
    const reading = tableFiles.readCsv(Buffer.from('id,title\n\na,"x\ny"\nb,z\n'));
    expect(reading).toMatchObject({ ok: true, sheets: [{ rows: [{ at: 1 }, { at: 3 }, { at: 5 }] }] });
  });

  it.each([
    ['bytes of no text', Buffer.from([0xff, 0xff, 0xff, 0x00]), /GB 18030/],
    ['NUL', Buffer.from('id\n\0'), /UTF-8/],
    ['an unpaired quotation mark', Buffer.from('id,title\na,"b\n'), /line \d+/],
    ['too many rows', Buffer.from(`id\n${'a\n'.repeat(MAX_TABLE_ROWS + 1)}`), /^more than 20000 rows/],
    ['too many columns', Buffer.from(`${'a,'.repeat(80)}\n`), /60 columns/],
    ['a huge cell', Buffer.from(`id\n${'a'.repeat(5000)}\n`), /4000 characters/],
    ['a row without end', Buffer.from(`id\n${'a,'.repeat(200_000)}\n`), /too long/],
  ])('refuses %s in a sentence', (_, bytes, sentence) => {
    expect(sayOf(tableFiles.readCsv(bytes))).toMatchObject({ en: expect.stringMatching(sentence) });
  });

  it('answers anything without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(typeof tableFiles.readCsv(bytes).ok).toBe('boolean');
      }),
    );
  });
});

describe('XLSX', () => {
  it('gives back what was written, whatever the cells hold', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (draft) => {
        const bytes = await tableFiles.writeXlsx([draft, { ...draft, name: '岗位 posts', rows: [] }]);
        const reading = await tableFiles.readXlsx(bytes);
        expect(cellsOf(reading)).toEqual([[draft.header, ...draft.rows], [draft.header]]);
        expect(reading).toMatchObject({ sheets: [{ name: '机构 units' }, { name: '岗位 posts' }] });
      }),
      { numRuns: 40 },
    );
  });

  it('holds the header still and every cell as text', async () => {
    const bytes = await tableFiles.writeXlsx([{ name: 'a', header: ['id'], rows: [['001'], ['=1+1']] }]);
    const files = await unpackZip(Buffer.from(bytes), { entries: 100, unpacked: 1e6 }, () => true);
    const sheet = files.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    expect(sheet).toContain('state="frozen"');
    expect(sheet).not.toMatch(/<f>|t="n"/);
    const [rows] = cellsOf(await tableFiles.readXlsx(bytes));
    expect(rows).toEqual([['id'], ['001'], ['=1+1']]);
  });

  it('reads 10,000 rows of a workbook', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [
      `o-${i}`,
      `姓名${i}`,
      'officer',
      `unit-${i % 90}`,
    ]);
    const bytes = await tableFiles.writeXlsx([{ name: 'p', header: ['id', 'name', 'kind', 'unit'], rows }]);
    expect(cellsOf(await tableFiles.readXlsx(bytes))[0]).toHaveLength(10_001);
  });
});

/** A workbook of one sheet with this XML. */
function workbook(sheet: string, name = 'xl/worksheets/sheet1.xml'): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pack = 'http://schemas.openxmlformats.org/package/2006';
  return packZip(
    new Map(
      Object.entries({
        '[Content_Types].xml': `<Types xmlns="${pack}/content-types"/>`,
        '_rels/.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="${name.replace('xl/', '')}"/></Relationships>`,
        'xl/styles.xml': `<styleSheet xmlns="${main}"/>`,
        [name]: sheet,
      }).map(([path, content]) => [path, Buffer.from(content)] as const),
    ),
  );
}

const sheetXml = (cells: string): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;

/** One deflated entry that says it is smaller or larger than it is. */
function lyingArchive(content: Buffer, said: number): Buffer {
  const packed = deflateRawSync(content);
  const archive = packZip(new Map([['xl/workbook.xml', packed]]));
  const at = archive.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive.writeUInt16LE(8, at + 10);
  archive.writeUInt32LE(crc32(content), at + 16);
  archive.writeUInt32LE(said, at + 24);
  return archive;
}

describe('hostile workbooks', () => {
  it('an honest one of the same making is read', async () => {
    const honest = workbook(sheetXml('<c r="A1" t="inlineStr"><is><t>id</t></is></c>'));
    expect(cellsOf(await tableFiles.readXlsx(honest))).toEqual([[['id']]]);
  });

  it.each([
    ['no archive', Buffer.from('id,title\na,b\n')],
    ['nothing', Buffer.alloc(0)],
    ['an archive cut off', workbook(sheetXml('')).subarray(0, 500)],
    ['an empty archive', packZip(new Map())],
    ['a cell far away', workbook(sheetXml('<c r="XFD1048576"><v>1</v></c>'))],
    ['a cell far down', workbook(sheetXml('<c r="A1048576"><v>1</v></c>'))],
    [
      'a cell far away in a sheet by another name',
      workbook(sheetXml('<c r="XFD9"><v>1</v></c>'), 'xl/other.xml'),
    ],
    ['a cell that hides where it is', workbook(sheetXml(`<c x=' r="A1"' r="XFD1048576"><v>1</v></c>`))],
    ['a cell in single quotes', workbook(sheetXml(`<c r='XFD1048576'><v>1</v></c>`))],
    ['a cell spelled by references', workbook(sheetXml('<c r="&#88;FD1048576"><v>1</v></c>'))],
    ['a cell without a place', workbook(sheetXml('<c><v>1</v></c>'))],
    ['entities', workbook(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetXml('')}`)],
    ['XML cut off', workbook('<worksheet><sheetData><row>')],
    ['a shared text that is not there', workbook(sheetXml('<c r="A1" t="s"><v>99</v></c>'))],
    ['a bomb that says it is small', lyingArchive(Buffer.alloc(50_000_000), 1000)],
    ['a bomb that says what it is', lyingArchive(Buffer.alloc(200_000_000), 200_000_000)],
    ['an entry shorter than it says', lyingArchive(Buffer.alloc(10), 1000)],
  ])('%s: refused in a sentence', async (_, bytes) => {
    const say = sayOf(await tableFiles.readXlsx(bytes));
    expect(say?.zh).toMatch(/\p{Script=Han}/u);
    expect(say?.en).toMatch(/[a-z]{3}/);
  });

  it('an archive of thousands of entries, of two entries of one name, with a wrong sum: refused', async () => {
    const many = packZip(new Map(Array.from({ length: 600 }, (_, i) => [`${i}.xml`, Buffer.alloc(0)])));
    const twice = packZip(
      new Map([
        ['a.xml', Buffer.from('x')],
        ['b.xml', Buffer.from('x')],
      ]),
    );
    const wrong = workbook(sheetXml(''));
    const body = wrong.indexOf('<sheetData>');
    wrong.write('<SheetData>', body);
    for (let at = twice.indexOf('b.xml'); at >= 0; at = twice.indexOf('b.xml')) twice.write('a', at);
    for (const bytes of [many, twice, wrong]) expect(sayOf(await tableFiles.readXlsx(bytes))).toBeDefined();
  });

  it('any change of one byte is answered without throwing', async () => {
    const good = Buffer.from(await tableFiles.writeXlsx([{ name: 'a', header: ['id'], rows: [['x']] }]));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        expect(typeof (await tableFiles.readXlsx(bad)).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../../src/outside/tables/table-files.js';
import { unpackZip } from '../../../src/outside/tables/zip-archive.js';
import type { TableReport } from '../../../src/usecases/organisation/table-files.js';

const REPORT: TableReport = {
  title: '公众意见研究采纳情况表',
  lines: ['共收到意见 2 条。'],
  table: {
    name: '表',
    header: ['序号', '意见'],
    rows: [
      ['1', '第一行\n第二行'],
      ['2', '<b>&\u202E\u0007'],
    ],
  },
  widths: [1, 9],
};

async function documentOf(report: TableReport): Promise<string> {
  const bytes = Buffer.from(await tableFiles.writeDocx(report));
  const parts = await unpackZip(bytes, { entries: 100, unpacked: 10_000_000 }, () => true);
  return parts.get('word/document.xml')?.toString('utf8') ?? '';
}

describe('a table as .docx', () => {
  it('has title, lines, the header on every page and every cell, on A4 across', async () => {
    const xml = await documentOf(REPORT);
    const said = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text);
    expect(said).toEqual([
      ...['公众意见研究采纳情况表', '共收到意见 2 条。', '序号', '意见'],
      ...['1', '第一行', '第二行', '2', '&lt;b&gt;&amp;［U+202E］［U+0007］'],
    ]);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/);
  });

  it('is whole without rows, and has the same bytes whenever it is written', async () => {
    const empty = { ...REPORT, table: { ...REPORT.table, rows: [] } };
    expect(await documentOf(empty)).toContain('序号');
    const [one, other] = [await tableFiles.writeDocx(REPORT), await tableFiles.writeDocx(REPORT)];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });
});

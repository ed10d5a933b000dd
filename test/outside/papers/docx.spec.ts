import { describe, expect, it } from '@jest/globals';
import { paperFiles } from '../../../src/outside/papers/paper-files.js';
import { sheetOf, textOf } from '../../../src/outside/papers/sheet.js';
import { unpackZip } from '../../../src/outside/tables/zip-archive.js';
import type { Paper } from '../../../src/usecases/papers/paper.js';
import { HOSTILE, ISSUED } from './sample-papers.js';

const LIMITS = { entries: 100, unpacked: 10_000_000 };

async function partsOf(paper: Paper): Promise<ReadonlyMap<string, Buffer>> {
  return unpackZip(Buffer.from(await paperFiles.docx(paper)), LIMITS, () => true);
}

/** The paragraphs of word/document.xml as plain text. */
async function paragraphsOf(paper: Paper): Promise<readonly string[]> {
  const xml = (await partsOf(paper)).get('word/document.xml')?.toString('utf8') ?? '';
  return [...xml.matchAll(/<w:p>([^]*?)<\/w:p>/g)]
    .map(([, inner = '']) =>
      [...inner.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    )
    .map(unescaped)
    .filter((text) => text !== '');
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => named[name] ?? '');
}

describe('a document as .docx', () => {
  it('says what the sheet says, in its order', async () => {
    expect(await paragraphsOf(ISSUED)).toEqual(textOf(sheetOf(ISSUED)));
  });

  it('says the same of hostile texts, and stays well formed', async () => {
    expect(await paragraphsOf(HOSTILE)).toEqual(textOf(sheetOf(HOSTILE)));
    const xml = (await partsOf(HOSTILE)).get('word/document.xml')?.toString('utf8') ?? '';
    expect(xml).not.toMatch(/<script|<img|\u202E/);
    // XML knows neither NUL nor BEL.
    for (const control of ['\u0000', '\u0007']) expect(xml).not.toContain(control);
  });

  it('is A4 with the margins of 公文 and pages numbered outside', async () => {
    const parts = await partsOf(ISSUED);
    const xml = parts.get('word/document.xml')?.toString('utf8') ?? '';
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    const footers = [...parts]
      .filter(([name]) => /^word\/footer\d\.xml$/.test(name))
      .map(([, part]) => part.toString());
    expect(footers).toHaveLength(2);
    for (const footer of footers) expect(footer).toContain('— ');
  });

  it('has the same bytes whenever it is written', async () => {
    const first = await paperFiles.docx(ISSUED);
    const second = await paperFiles.docx(ISSUED);
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    const parts = await unpackZip(Buffer.from(first), LIMITS, (name) => name === 'docProps/core.xml');
    expect(parts.get('docProps/core.xml')?.toString('utf8')).not.toMatch(/dcterms|\d{4}-\d{2}-\d{2}T/);
    // 1980-01-01 in every directory entry: nothing of the time of writing.
    expect(datesOf(first)).toEqual(new Set([0x00210000]));
  });
});

function datesOf(archive: Uint8Array): ReadonlySet<number> {
  const bytes = Buffer.from(archive);
  const dates = new Set<number>();
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    dates.add(bytes.readUInt32LE(at + 12));
  }
  return dates;
}

/**
 * Draws one of each document of the licence as the page that is printed, with Chromium, into `docs/documents`, and
 * shows them in `docs/documents.md`:
 * `node --import ./test/support/register-typescript.mjs test/support/write-document-pictures.ts [name ...]`
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { paperFiles } from '../../src/outside/papers/paper-files.js';
import { startChromium } from '../browser/chromium.js';
import { inSixteenColours } from './palette-png.js';
import { pictureName, samplePaper, withGallery } from './sample-paper.js';
import { samplePapers } from '../workflows/licence-papers.js';

const FOLDER = 'docs/documents';
const PAGE = 'docs/documents.md';
/** A4 at 96 dots an inch; what is longer than a page goes on below. */
const SHEET = { width: 794, height: 1123 };

const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const papers = [...samplePapers()].filter(([name]) => wanted.length === 0 || wanted.includes(name));
const browser = await startChromium();
try {
  const page = await browser.newPage({ viewport: SHEET });
  for (const [name, content] of papers) {
    await page.setContent(paperFiles.page(samplePaper(content)).html);
    writeFileSync(join(FOLDER, pictureName(name)), await drawn(page));
  }
} finally {
  await browser.close();
}
if (wanted.length === 0) {
  const drawnNames = new Set(papers.map(([name]) => pictureName(name)));
  for (const file of readdirSync(FOLDER)) if (!drawnNames.has(file)) rmSync(join(FOLDER, file));
  writeFileSync(PAGE, withGallery(readFileSync(PAGE, 'utf8'), new Map(papers)));
}

/** The sheet as it lies on the desk, the paper with its margins. */
async function drawn(page: Page): Promise<Buffer> {
  return inSixteenColours(await page.screenshot({ fullPage: true, type: 'png', animations: 'disabled' }));
}

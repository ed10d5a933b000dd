import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { paperFiles } from '../../src/outside/papers/paper-files.js';
import { HOSTILE, ISSUED, REFUSAL } from '../outside/papers/sample-papers.js';
import type { Paper } from '../../src/usecases/papers/paper.js';
import { startChromium } from './chromium.js';

/** 96 dots an inch. */
const MM = 96 / 25.4;
/** 版心: 210 - 28 - 26 and 297 - 37 - 35 mm. */
const TYPE_AREA = { width: 156 * MM, height: 225 * MM };

interface Box {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

describe('a printed document 公文', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: Math.round(TYPE_AREA.width), height: 1_000 } });
  }, 60_000);
  afterAll(() => browser.close());

  async function shown(paper: Paper): Promise<void> {
    await page.emulateMedia({ media: 'print' });
    await page.setContent(paperFiles.page(paper).html);
  }

  async function boxOf(selector: string): Promise<Box> {
    const box = await page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`${selector} is not to be seen`);
    return { left: box.x, right: box.x + box.width, height: box.height };
  }

  function paragraph(text: string): Paper {
    return { ...ISSUED, content: { ...REFUSAL, blocks: [{ kind: 'paragraph', text }] } };
  }

  it('prints on A4', async () => {
    await shown(ISSUED);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
    expect(sizes.length).toBeGreaterThan(0);
    for (const [, width, height] of sizes) {
      expect(Number(width)).toBeCloseTo(595, 0);
      expect(Number(height)).toBeCloseTo(842, 0);
    }
  });

  it('has the remedies to be seen, whole and within the type area', async () => {
    await shown(ISSUED);
    const remedies = page.locator('.remedies');
    expect(await remedies.isVisible()).toBe(true);
    expect(await remedies.innerText()).toContain('六十日内向云岭市人民政府申请行政复议');
    const { left, right, height } = await boxOf('.remedies');
    expect(left).toBeGreaterThanOrEqual(-0.5);
    expect(right).toBeLessThanOrEqual(TYPE_AREA.width + 0.5);
    expect(height).toBeLessThan(TYPE_AREA.height);
  });

  it('has twenty-eight characters on a line and twenty-two lines on a page', async () => {
    await shown(paragraph('测'.repeat(28 * 22 - 2)));
    // The first line is indented by two characters.
    const { height } = await boxOf('main > p:not(.to)');
    expect(height).toBeLessThanOrEqual(TYPE_AREA.height);
    expect(Math.round(height / (28.95 * (96 / 72)))).toBe(22);
    await shown(paragraph('测'.repeat(28 * 22 - 1)));
    expect(Math.round((await boxOf('main > p:not(.to)')).height / (28.95 * (96 / 72)))).toBe(23);
  });

  it('keeps very long words, tables and hostile texts within the page', async () => {
    await shown(HOSTILE);
    const wide = await page.evaluate(
      "Array.from(document.querySelectorAll('body *')).filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length",
    );
    expect(wide).toBe(0);
  });

  it('runs nothing and asks nobody for anything', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => asked.push('dialog')));
    await shown(HOSTILE);
    expect(asked).toEqual([]);
  });
});

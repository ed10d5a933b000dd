import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { paperFiles } from '../../../src/outside/papers/paper-files.js';
import { sheetOf, textOf } from '../../../src/outside/papers/sheet.js';
import { HOSTILE, ISSUED, REFUSAL } from './sample-papers.js';

const APPROVED = 'test/outside/papers/approved/refusal.html';

describe('a document as a page', () => {
  it('is the approved page, every time the same', () => {
    const { html } = paperFiles.page(ISSUED);
    if (process.env['DUECOURSE_APPROVE'] === '1') writeFileSync(APPROVED, html);
    expect(html).toBe(readFileSync(APPROVED, 'utf8'));
    expect(paperFiles.page(ISSUED).html).toBe(html);
  });

  it('says who issued it, under which number, when, with which remedies and how it is checked', () => {
    const { html } = paperFiles.page(ISSUED);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('<h1>不予行政许可决定书</h1>');
    expect(html).toContain('2026年9月28日');
    expect(html).toContain('（机关印章）');
    expect(html).toContain('六十日内向云岭市人民政府申请行政复议');
    expect(html).toContain('回执码：a1b2 c3d4 e5f6 0718 293a');
    expect(html).toContain('aria-label="核验二维码"');
    expect(html).not.toContain('预览件');
  });

  it('says of a preview that it is none yet, and shows no code', () => {
    const { html } = paperFiles.page({ content: REFUSAL });
    expect(html).toContain('预览件：尚未签发，不具有法律效力，不得送达。');
    expect(html).not.toContain('<svg');
    expect(html).not.toContain('回执码');
  });

  it('carries case, version, printer and time when it is printed from the record', () => {
    const print = {
      caseNumber: '0f8fad5b-d9cb-469f-a165-70867728950e',
      by: '任审查',
      at: '2026-09-28T09:05',
    };
    const { html } = paperFiles.page({ ...ISSUED, print });
    expect(html).toContain(
      '案件编号 0f8fad5b-d9cb-469f-a165-70867728950e　版本 feedc0de　打印人 任审查　打印时间 2026-09-28 09:05',
    );
  });

  it('keeps its policy: its own style by hash, no script, no inline style, nothing from elsewhere', () => {
    const { html, contentPolicy } = paperFiles.page(ISSUED);
    const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(contentPolicy).toContain(`style-src 'sha256-${hash}'`);
    expect(contentPolicy).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|src=|href=|url\(/);
  });

  it('lets nothing in a text be anything but text', () => {
    const { html } = paperFiles.page(HOSTILE);
    expect(html).not.toMatch(/<script|<img|<b>|<!--/);
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('局&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('𠮷野家 &amp; Söhne：');
    expect(html).toContain('W'.repeat(5_000));
  });

  it('shows what would turn or hide text by its code', () => {
    const { html } = paperFiles.page(HOSTILE);
    expect(html).toContain('<h1>决定［U+202E］书告［U+2066］</h1>');
    expect(html).toContain('［U+0000］［U+0007］');
    expect(html).toContain('［U+FEFF］［U+200B］𠮷');
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/);
  });

  it('has every line of the sheet', () => {
    const sheet = sheetOf(ISSUED);
    const shown = paperFiles.page(ISSUED).html.replaceAll(/<style>[^]*<\/style>|<[^>]+>/g, '\n');
    // The numbers of a list are drawn by the style.
    for (const line of textOf(sheet)) expect(shown).toContain(line.replace(/^\d\. /, ''));
  });
});

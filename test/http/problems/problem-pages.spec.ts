import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES, PROBLEM_TYPES } from '../../../src/http/problems/problem-types.js';

describe('the pages of problem codes', () => {
  it('there is one for each code and none besides', () => {
    const pages = readdirSync('docs/problems').map((name) => name.replace(/\.md$/, ''));
    expect(pages.toSorted()).toEqual([...PROBLEM_CODES].toSorted());
  });

  it.each(PROBLEM_CODES)('%s: title, status, meaning and what to do, in both languages', (code) => {
    const page = readFileSync(`docs/problems/${code}.md`, 'utf8');
    const { title, status } = PROBLEM_TYPES[code];
    expect(page.startsWith(`# \`${code}\`: ${title.zh}\n\n${title.en}. HTTP ${status}.\n`)).toBe(true);
    for (const heading of ['## 含义 · What it means', '## 下一步 · What to do next']) {
      const section = page.split(`${heading}\n`)[1]?.split('\n## ')[0] ?? '';
      expect(section).toMatch(/\p{Script=Han}/u);
      expect(section).toMatch(/[A-Za-z]{3,} [a-z]+/);
    }
  });

  it('names an article wherever the law itself refuses', () => {
    const lawful = [
      'power-missing',
      'separation-of-duties',
      'term-not-elapsed',
      'term-expired',
      'lead-too-short',
    ];
    for (const code of [...lawful, 'extension-exhausted', 'ground-not-allowed']) {
      expect(readFileSync(`docs/problems/${code}.md`, 'utf8')).toMatch(
        /行政许可法第[一二三四五六七八九十]+条/,
      );
    }
  });
});

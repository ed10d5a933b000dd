import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HOUSE, PAGES } from './marked-blocks.js';

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
);

/** Scripts that a page tells the reader to run: `npm run x`, `npm test`, `npm start`. */
function commandsOf(text: string): string[] {
  const runs = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map((found) => found[1] ?? '');
  const short = [...text.matchAll(/npm (test|start)\b/g)].map((found) => found[1] ?? '');
  return [...runs, ...short];
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(HOUSE, page), 'utf8');

  it('links to files that exist', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((found) => found[1] ?? '');
    const missing = targets.filter((target) => !existsSync(resolve(HOUSE, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it('names commands that exist', () => {
    expect(commandsOf(text).filter((command) => !scripts.includes(command))).toEqual([]);
  });
});

describe('the decisions', () => {
  it('are numbered without a gap and say their status, context, options, outcome and consequences', () => {
    const adrs = readdirSync(join(HOUSE, 'docs/adr')).toSorted();
    expect(adrs.map((name) => Number(name.slice(0, 4)))).toEqual(adrs.map((_, index) => index + 1));
    for (const name of adrs) {
      const text = readFileSync(join(HOUSE, 'docs/adr', name), 'utf8');
      const parts = ['status:', 'date:', '## Context', '## Options', '## Outcome', '## Consequences'];
      expect({ name, missing: parts.filter((part) => !text.includes(part)) }).toEqual({ name, missing: [] });
    }
  });
});

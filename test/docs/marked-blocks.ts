import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const HOUSE = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Every page that a reader of the project is sent to. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(HOUSE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

/** A fenced block that says what it is, such as ```yaml procedure, with its page. */
export interface MarkedBlock {
  readonly page: string;
  readonly marker: string;
  readonly text: string;
}

/** All blocks with a marker, in the order of pages and lines. */
export const BLOCKS: readonly MarkedBlock[] = PAGES.flatMap((page) =>
  [...readFileSync(join(HOUSE, page), 'utf8').matchAll(/^```(\w+) (\w+)\n([\s\S]*?)^```$/gm)].map(
    (found) => ({
      page,
      marker: `${found[1]} ${found[2]}`,
      text: found[3] ?? '',
    }),
  ),
);

/** Blocks of one kind. */
export function marked(marker: string): readonly MarkedBlock[] {
  return BLOCKS.filter((block) => block.marker === marker);
}

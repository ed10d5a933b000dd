import type { DataSource } from 'typeorm';
import { normalised, queryGrams } from '../../case-search.js';
import { runNamed } from '../../named-statement.js';
import type { BoundValues } from './bound-values.js';

/** Words of a query that are looked at. */
const MOST_WORDS = 5;

/** Cases up to which the hits of the index are taken; more of them than this are met soon on any walk. */
const MOST_HITS = 3_000;

/** A search as the statements run it. */
export interface Search {
  /** Normalised words, all of which a case must have. */
  readonly words: readonly string[];
  /** All cases that have them. Undefined: they are too many to name. */
  readonly hits?: readonly string[];
}

const HITS = {
  name: 'search-hits',
  text: `select c.id from cases c where c.grams @> $1::text[] and not exists (
      select 1 from unnest($2::text[]) w(word) where position(w.word in c.search) = 0
    ) limit $3`,
};

/** Whether a row of \`cases\`, named so in the statement, has the words. */
export function hasWords(table: string, words: readonly string[], bound: BoundValues): string {
  return words.map((word) => `position(${bound.bind(word)} in ${table}.search) > 0`).join(' and ');
}

/**
 * Asks the index of grams for the cases that have all words of a query. A query without a word that could be found (signs
 * alone) finds nothing.
 */
export async function searchHits(dataSource: DataSource, query: string): Promise<Search> {
  const words = query
    .split(/\s+/u)
    .map(normalised)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  if (words.length === 0) return { words, hits: [] };
  const grams = [...new Set(words.flatMap(queryGrams))];
  const rows = await runNamed<{ id: string }>(dataSource, HITS, [grams, words, MOST_HITS + 1]);
  return rows.length > MOST_HITS ? { words } : { words, hits: rows.map(({ id }) => id) };
}

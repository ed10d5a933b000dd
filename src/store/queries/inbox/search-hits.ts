import type { DataSource } from 'typeorm';
import { normalised, queryGrams } from '../../case-search.js';
import { runNamed } from '../../named-statement.js';
import type { BoundValues } from './bound-values.js';

/** Words of a query that are looked at. */
const MOST_WORDS = 5;

/** Cases up to which the hits of the index are taken; more of them than this are met soon on any walk. */
const MOST_HITS = 3_000;

/**
 * Share of all cases from which on the index is not asked: to collect so many costs more than to walk a list on which
 * every fiftieth row is a hit.
 */
const COMMON = 0.02;

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

/** Shares of the cases that have each of some grams, where the last count of the table knows them. */
const SHARES = {
  name: 'search-shares',
  text: `select g.gram, f.share from unnest($1::text[]) g(gram) join (
      select unnest(s.most_common_elems::text::text[]) as gram, unnest(s.most_common_elem_freqs) as share
      from pg_stats s where s.schemaname = current_schema and s.tablename = 'cases' and s.attname = 'grams'
    ) f using (gram)`,
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
  if ((await shareOf(dataSource, words)) >= COMMON) return { words };
  const grams = [...new Set(words.flatMap(queryGrams))];
  const rows = await runNamed<{ id: string }>(dataSource, HITS, [grams, words, MOST_HITS + 1]);
  return rows.length > MOST_HITS ? { words } : { words, hits: rows.map(({ id }) => id) };
}

/** About how many of all cases have the words: at most as many as have the rarest gram of each. */
async function shareOf(dataSource: DataSource, words: readonly string[]): Promise<number> {
  const grams = words.map(queryGrams);
  const rows = await runNamed<{ gram: string; share: number }>(dataSource, SHARES, [grams.flat()]);
  const shares = new Map(rows.map(({ gram, share }) => [gram, share]));
  return grams
    .map((ofWord) => Math.min(...ofWord.map((gram) => shares.get(gram) ?? 0)))
    .reduce((product, share) => product * share, 1);
}

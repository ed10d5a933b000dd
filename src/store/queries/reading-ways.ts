import type { ReadingScope } from '../../usecases/queries.js';

/**
 * The ways of a scope, numbered in their order, as the statements read them (`WAYS`).
 *
 * @param walks by the place of a way: the procedures whose cases are to be walked for it, rather than its units'
 */
export function waysJson(
  { person, ways }: ReadingScope,
  walks: ReadonlyMap<number, readonly string[]> = new Map(),
): string {
  return JSON.stringify(
    ways.map(({ post, whole, barred, units, procedures, cases, acts, deputy }, n) => ({
      ...{ n, post, whole, barred },
      // Who must not be party to the case, or have acted where another must: he himself, and for whom he acts.
      persons: deputy ? [person, deputy.principal] : [person],
      units: units ?? null,
      procedures: procedures ?? null,
      cases: cases ?? null,
      acts: acts ?? null,
      walk: walks.get(n) ?? null,
    })),
  );
}

/** The common table that holds the ways of the statement's first argument. */
export const WAYS = `ways as materialized (
    select * from json_to_recordset($1) as w(n integer, post text, whole boolean, barred text[], persons text[],
      units text[], procedures text[], cases text[], acts text[], walk text[])
  )`;

import { canonicalJson } from '../audit/canonical-form.js';
import type { Hash } from '../audit/record.js';
import { drawTicket } from '../panel/draw.js';

/** A population that is fixed: cases by id, in whatever order, each once. */
export type Population = readonly string[];

/** Digest of a population, hex: the same however it is listed. It is on record before anybody knows the seed. */
export function populationDigest(population: Population, hash: Hash): string {
  return hash.sha256(`audit-sample/population/v1\n${canonicalJson(ordered(population))}`);
}

/** What decides a sample, once the public value is announced. */
export interface SampleTerms {
  readonly population: Population;
  /** Cases wanted; all of them where the population is smaller. */
  readonly size: number;
  /** Which public value was named beforehand, word for word: `福利彩票双色球 2026118 期`. */
  readonly source: string;
  /** That value, word for word. */
  readonly value: string;
}

/** The seed, hex: of the terms and the public value, so that none of them can be changed afterwards. */
export function sampleSeed({ population, size, source, value }: SampleTerms, hash: Hash): string {
  const fixed = { population: populationDigest(population, hash), size, source, value };
  return hash.sha256(`audit-sample/seed/v1\n${canonicalJson(fixed)}`);
}

/**
 * The sample, in the order of the draw: those whose tickets are the lowest. Tickets are those of every draw by lot here
 * (docs/expert-draw.md): anybody can compute them with `sha256sum`.
 */
export function drawSample(terms: SampleTerms, hash: Hash): readonly string[] {
  const seed = sampleSeed(terms, hash);
  return ordered(terms.population)
    .map((id) => ({ id, ticket: drawTicket(seed, id, 'sha256', hash) }))
    .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .slice(0, terms.size)
    .map(({ id }) => id);
}

function ordered(population: Population): Population {
  return [...new Set(population)].toSorted();
}

import { receiptOf } from '../engine/case/receipt.js';

/** What a case is found by: its normalised text, and the grams of that text, which the index holds. */
export interface SearchValues {
  readonly search: string;
  readonly grams: readonly string[];
}

/** What people write differently and mean the same: spaces, hyphens, zero-width marks; and what is no character. */
const IGNORED = /[\s\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}\p{Control}\p{Surrogate}]+/gu;

/** Between the fields of a search text; in no query. */
const FIELD_END = '\n';

/**
 * A text as it is compared: NFKC, small letters, without spaces and hyphens. Full-width and half-width forms are the
 * same; characters outside the basic plane (GB 18030-2022, such as 𠮷 and 𬺈) stay what they are.
 */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(IGNORED, '');
}

/**
 * The single characters and pairs of neighbours of a normalised text, by code point, each once and in order: whatever
 * contains a text has all of its grams. Pairs across the end of a field are none.
 */
export function gramsOf(search: string): readonly string[] {
  const grams = new Set<string>();
  for (const field of search.split(FIELD_END)) {
    const characters = Array.from(field);
    characters.forEach((character, i) => {
      grams.add(character);
      const next = characters[i + 1];
      if (next !== undefined) grams.add(character + next);
    });
  }
  return [...grams].sort();
}

/** The grams by which the index is asked for a normalised query: its pairs, or its only character. */
export function queryGrams(query: string): readonly string[] {
  const characters = Array.from(query);
  const pairs = characters.slice(1).map((character, i) => (characters[i] as string) + character);
  return pairs.length > 0 ? [...new Set(pairs)] : characters;
}

/** What a new case is found by: its subject, its applicant, and the number on its receipt. */
export function searchOf(id: string, subject: string, applicantName: string): SearchValues {
  const search = [subject, applicantName, receiptOf(id) ?? ''].map(normalised).join(FIELD_END);
  return { search, grams: gramsOf(search) };
}

/** What is added when documents of the case get numbers 文号. */
export function searchAddition(numbers: readonly string[]): { text: string; grams: readonly string[] } {
  const fields = numbers.map(normalised);
  return { text: fields.map((field) => FIELD_END + field).join(''), grams: gramsOf(fields.join(FIELD_END)) };
}

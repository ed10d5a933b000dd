import type { PowerRefusalCode } from './power-question.js';

/** Every code of a refusal for want of power, with what each one is about. */
const CODES: Readonly<Record<PowerRefusalCode, true>> = {
  'account-not-active': true,
  'administrator-on-case': true,
  'case-sealed': true,
  recused: true,
  'own-matter': true,
  'separation-of-duties': true,
  'scope-missing': true,
  'own-grant': true,
  'power-missing': true,
};

/** The codes in the order in which a refusal with several of them leads: what concerns the person himself first. */
export const POWER_REFUSAL_CODES = Object.keys(CODES) as readonly PowerRefusalCode[];

/** Whether a word is one of the codes. */
export function isPowerRefusalCode(word: string): word is PowerRefusalCode {
  return Object.hasOwn(CODES, word);
}

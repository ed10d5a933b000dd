import type { Instant } from '../../engine/clock/time.js';
import { COMMON_WORDS } from './common-words.js';
import { later } from './wall-time.js';

/**
 * The profiles of password rules. `nist`: long, unlike any common password, never expires (NIST SP 800-63B). `djcp3`:
 * besides, three kinds of characters and a new one every 90 days, as assessors of 等保三级 ask.
 */
export type PasswordProfile = 'nist' | 'djcp3';

/** Why a password is not allowed. */
export interface PasswordFault {
  readonly zh: string;
  readonly en: string;
}

const SHORTEST = 12;
const LONGEST = 128;
const KINDS_WANTED = 3;
const DAYS_OF_A_PASSWORD = 90;

/** Fewer characters than this beside common words are as good as none. */
const OWN_CHARACTERS = 6;

/** Everything that is wrong with a new password. */
export function passwordFaults(
  profile: PasswordProfile,
  password: string,
  known: { readonly login: string; readonly old?: string },
): readonly PasswordFault[] {
  const length = [...password].length;
  const faults: PasswordFault[] = [];
  if (length < SHORTEST) {
    faults.push({ zh: `至少 ${SHORTEST} 个字符`, en: `at least ${SHORTEST} characters` });
  }
  if (length > LONGEST) faults.push({ zh: `至多 ${LONGEST} 个字符`, en: `at most ${LONGEST} characters` });
  else if (length >= SHORTEST && isCommon(password, known.login)) {
    faults.push({
      zh: '除常见词、顺序或重复的字符和账号外，余下的字符太少',
      en: 'too little is left beside common words, runs, repetitions and the account’s name',
    });
  }
  if (profile === 'djcp3' && kindsOf(password) < KINDS_WANTED) {
    faults.push({
      zh: '大写字母、小写字母、数字、其他字符中至少三种',
      en: 'at least three of upper case, lower case, digits and other characters',
    });
  }
  if (password === known.old) faults.push({ zh: '不得与现用口令相同', en: 'not the one in use' });
  return faults;
}

/** Whether a password must be changed before it opens anything again. */
export function passwordExpired(profile: PasswordProfile, setAt: Instant | null, now: Instant): boolean {
  return profile === 'djcp3' && (setAt === null || now >= later(setAt, DAYS_OF_A_PASSWORD * 86_400));
}

function kindsOf(password: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(password))
    .length;
}

const SUBSTITUTES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function isCommon(password: string, login: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  const plain = [...lower].map((one) => SUBSTITUTES[one] ?? one).join('');
  const words = [...COMMON_WORDS, ...loginWords(login)].toSorted((a, b) => b.length - a.length);
  // Substitution turns digits into letters: a run of digits is seen in the text as it was typed.
  return [lower, plain].some((text) => ownCharacters(without(text, words)) < OWN_CHARACTERS);
}

/** The name itself and its parts, where they are long enough to be more than a coincidence. */
function loginWords(login: string): readonly string[] {
  return [login, ...login.split(/[._@-]+/)].filter((one) => [...one].length >= 3);
}

/** Common words become a mark, so that what stood around them does not grow together. */
function without(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, '\u0000'), text);
}

/** Characters that are neither the same as the one before, nor its neighbour in a run such as 1234, nor met twice before. */
function ownCharacters(text: string): number {
  const points = [...text].map((one) => one.codePointAt(0) ?? 0);
  const met = new Map<number, number>();
  return points.filter((point, at) => {
    const times = (met.get(point) ?? 0) + 1;
    met.set(point, times);
    if (point === 0 || times > 2) return false;
    const step = at === 0 ? undefined : point - (points[at - 1] as number);
    return step === undefined || Math.abs(step) > 1;
  }).length;
}

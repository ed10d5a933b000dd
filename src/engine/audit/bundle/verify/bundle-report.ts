import type { Instant } from '../../../clock/time.js';
import type { NoteKey } from '../../log/note-key.js';
import type { SigningKey } from '../../log/signed-note.js';
import type { Violation, ViolationClass, Wording } from './violation.js';

/** What the check of a bundle came to. */
export type BundleVerdict = 'proven' | ViolationClass;

/** Something that is proven, or is not. The code is for machines. */
export interface Statement extends Wording {
  readonly code: string;
}

/** Section 13 of the format, as data. */
export interface BundleReport {
  readonly verdict: BundleVerdict;
  /** 0 proven, 1 altered, 2 incomplete, 3 unanchored, 4 unreadable. */
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  readonly violations: readonly Violation[];
  /** How many more violations there are than those listed. */
  readonly unlisted: number;
  readonly proven: readonly Statement[];
  readonly notProven: readonly Statement[];
  /** As of when certificates of time stamps were looked at; left out when there was none to look at. */
  readonly at?: Instant;
}

/** Exit code of a program that checks a bundle, by its verdict. */
export const EXIT_CODES = { proven: 0, altered: 1, incomplete: 2, unanchored: 3, unreadable: 4 } as const;
const WORST_FIRST: readonly ViolationClass[] = ['unreadable', 'altered', 'incomplete', 'unanchored'];

/** The report of these findings. The verdict is the first class of the format's table that has a violation. */
export function reportOf(
  { list: violations, unlisted }: { readonly list: readonly Violation[]; readonly unlisted: number },
  said: Pick<BundleReport, 'proven' | 'notProven' | 'at'>,
): BundleReport {
  const verdict = WORST_FIRST.find((one) => violations.some((found) => found.class === one)) ?? 'proven';
  return { verdict, exitCode: EXIT_CODES[verdict], violations, unlisted, ...said };
}

/** A statement in both languages. */
export function statement(code: string, zh: string, en: string): Statement {
  return { code, zh, en };
}

/** A key as people compare it: its name and id. */
export function keyText({ name, id }: NoteKey): string {
  return `${name}+${id}`;
}

/** A witness and when it says to have seen the checkpoint. A time that no calendar has is left out. */
export function witnessText({ key, time }: SigningKey): string {
  const isDay = time !== undefined && time < 253_402_300_800n;
  return isDay ? `${key.name} ${new Date(Number(time) * 1000).toISOString()}` : key.name;
}

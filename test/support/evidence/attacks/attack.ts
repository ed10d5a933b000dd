import type { BundleReport } from '../../../../src/engine/audit/bundle/verify/bundle-report.js';
import type { ViolationCode, ViolationPlace } from '../../../../src/engine/audit/bundle/verify/violation.js';

/** What is done to a bundle (docs/formats/attacks.md), by class. */
export type AttackClass =
  | 'bits'
  | 'bits-rebuilt'
  | 'drop'
  | 'swap'
  | 'add'
  | 'truncate'
  | 'rechain'
  | 'rewrite'
  | 'fork'
  | 'restore'
  | 'files'
  | 'redaction'
  | 'backdate'
  | 'keys'
  | 'container'
  | 'stamps';

/** Files of a bundle by their names without the base directory. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** One change, and what a verifier must make of it. */
export interface Attack {
  readonly kind: AttackClass;
  readonly how: string;
  /** The files that are handed over, or the bytes of the container. */
  readonly given: Files | Uint8Array;
  /** The editor rebuilt the manifests; with a container of bytes it says nothing. */
  readonly rebuild: boolean;
  /** Whom the auditor believes; the policy of the sample unless told otherwise. */
  readonly policy?: string;
  /** Places of which a violation must name one; whatever they do not say may be anything. */
  readonly places?: readonly Partial<ViolationPlace>[];
  /** A violation that must be among those found. */
  readonly code?: ViolationCode;
  /** No record or proof before this line may be accused. */
  readonly notBefore?: number;
  /**
   * The bundle may pass: it says no more than it can prove, and the report says so by this statement of what is not proven.
   * Whoever changes it this way only discloses less.
   */
  readonly lesser?: string;
}

/** Why an attack was not met as it must be; undefined when it was. */
export function flawIn(
  attack: Attack,
  { exitCode, violations, notProven }: BundleReport,
): string | undefined {
  const { places, code, notBefore = 0, lesser } = attack;
  if (violations.some((one) => one.code === 'not-readable')) return 'the verifier broke off';
  if (exitCode === 0) {
    if (lesser === undefined) return 'not detected';
    return notProven.some((one) => one.code === lesser) ? undefined : `passes without saying ${lesser}`;
  }
  const found = violations.map((one) => `${one.code} ${JSON.stringify(one.place)}`).slice(0, 4);
  if (code !== undefined && !violations.some((one) => one.code === code))
    return `no ${code}: ${found.join()}`;
  if (places && !violations.some(({ place }) => places.some((one) => isAt(place, one))))
    return `not located at ${JSON.stringify(places)}: ${found.join()}`;
  const isSpared = (place: ViolationPlace): boolean =>
    /^data\/(records|proofs\/\w+)\.jsonl$/.test(place.file) && (place.line ?? notBefore) < notBefore;
  return violations.some(({ place }) => isSpared(place))
    ? `accuses before line ${notBefore}: ${found.join()}`
    : undefined;
}

function isAt(place: ViolationPlace, wanted: Partial<ViolationPlace>): boolean {
  return Object.entries(wanted).every(([member, value]) => place[member as keyof ViolationPlace] === value);
}

/** What came of many attacks, by class. */
export class Tally {
  readonly #counts = new Map<AttackClass, number[]>();
  /** Attacks that were not met as they must be, each in words. */
  readonly flaws: string[] = [];

  /** @param flaw as `flawIn` has it */
  add(kind: AttackClass, how: string, exitCode: number, flaw: string | undefined): void {
    const counts = this.#counts.get(kind) ?? [0, 0, 0, 0, 0];
    this.#counts.set(kind, counts);
    counts[exitCode] = (counts[exitCode] as number) + 1;
    if (flaw !== undefined) this.flaws.push(`${kind}, ${how}: ${flaw}`);
  }

  /** Changes in all; of one class when it is named. */
  changes(kind?: AttackClass): number {
    const counted = kind ? [this.#counts.get(kind) ?? []] : [...this.#counts.values()];
    return counted.flat().reduce((sum, count) => sum + count, 0);
  }

  /** One line for each class. */
  print(): void {
    for (const [kind, [lesser = 0, ...codes]] of this.#counts) {
      const detected = codes.reduce((sum, count) => sum + count, 0);
      const byCode = codes.map((count, at) => `${at + 1}: ${count}`).join(', ');
      process.stdout.write(
        `attacks, ${kind}: ${this.changes(kind)} changes, ${detected} detected (exit ${byCode}), ${lesser} disclose less\n`,
      );
    }
  }
}

/** Numbers below a bound, the same at each run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 on, below `bound`. */
  below(bound: number): number {
    // Mulberry32: every state leads to another, and the high bits are as good as the low ones.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  /** One of several. */
  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

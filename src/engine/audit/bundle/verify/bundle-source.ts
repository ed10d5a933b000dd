import type { TrustPolicy } from '../../log/trust-policy.js';
import type { SignatureCheck } from '../../log/signed-note.js';
import type { BytesHash } from '../../log/tree-hash.js';
import type { RevocationState } from '../../stamp/revocation.js';
import type { StampVerdict } from '../../stamp/stamp-verdict.js';
import type { Instant } from '../../../clock/time.js';

/** The two hash suites of a bundle. */
export type Suite = 'sha256' | 'sm3';

/** The files of a bundle, without the base directory. What is read is untrusted. */
export interface BundleFiles {
  /** Every name once, in the order of the container. */
  names(): readonly string[];
  /** Bytes of a file that is there. */
  size(name: string): number;
  /** The bytes of a file that is there, piece by piece; a piece is valid until the next one is asked for. */
  read(name: string): Iterable<Uint8Array>;
}

/** Digests of bytes that come in pieces. */
export interface RunningDigest {
  update(bytes: Uint8Array): void;
  /** Lower-case hex by suite, of the suites that were asked for. Ends the digest. */
  hex(): Readonly<Partial<Record<Suite, string>>>;
}

/** What a verifier needs from the machine: the engine has no Node API. Nothing here reads a clock or a network. */
export interface VerifierTools {
  readonly hash: Readonly<Record<Suite, BytesHash>>;
  digest(suites: readonly Suite[]): RunningDigest;
  /** Text of well-formed UTF-8, a byte order mark included; undefined for anything else. */
  decode(bytes: Uint8Array): string | undefined;
  readonly checkSignature: SignatureCheck;
  /** Judges a time stamp over a text, by the roots that were given from outside. */
  judgeStamp(token: Uint8Array, text: string): StampVerdict;
  /** The certificates of a stamp that holds were valid at that time too, up to one of the roots. */
  isTrustedAt(token: Uint8Array, at: Instant): boolean;
  /** What lists of revoked certificates (DER) say of a stamp that holds. */
  revocationOf(token: Uint8Array, lists: readonly Uint8Array[]): RevocationState;
  /** What is wrong with a list of revoked certificates beside these stamps; undefined: nothing. */
  flawInList(list: Uint8Array, tokens: readonly Uint8Array[]): string | undefined;
}

/** What somebody checks a bundle with; all of it comes from outside the bundle. */
export interface VerifierOptions {
  /** Whom he trusts. Without it nothing is anchored. `malformed`: his file is no policy, and why. */
  readonly policy?: TrustPolicy | { readonly malformed: string };
  /**
   * As of when: a time stamp whose certificates have ended by then counts only when it was renewed in time. Undefined: what was
   * good when it was stamped counts.
   */
  readonly at?: Instant;
  /** Which suites are computed; at least SHA-256. */
  readonly suites: readonly Suite[];
  /** Contents handed over beside the bundle, by their SHA-256. Undefined: not there. */
  readonly beside?: (sha256: string) => Iterable<Uint8Array> | undefined;
}

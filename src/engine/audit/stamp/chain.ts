import type { Instant } from '../../clock/time.js';
import { sameBytes } from '../log/bytes.js';
import { schemeOf } from './algorithms.js';
import { KEY_USAGE, readCertificate, type StampCertificate } from './certificate.js';
import { DerFault } from './der.js';
import type { StampCrypto } from './stamp-verdict.js';

/** Signatures that are tried for one chain at most: a token may carry many certificates of one name. */
const MOST_TRIES = 64;

interface Step {
  readonly certificate: StampCertificate;
  /** Authorities between this one and the signer. */
  readonly below: number;
  /** From the signer to here. */
  readonly path: readonly StampCertificate[];
}

/**
 * The certificates from a signer to a trusted root, both included, over certificates of the token, all of them valid at that
 * time; undefined when there is no such way. Revocation is for `revocationOf`.
 */
export function chainToRoot(
  signer: StampCertificate,
  others: readonly StampCertificate[],
  at: Instant,
  crypto: StampCrypto,
): readonly StampCertificate[] | undefined {
  const roots = rootsOf(crypto);
  if (signer.isStrange || !maySign(signer) || !isValidAt(signer, at)) return undefined;
  let tries = MOST_TRIES;
  const seen = new Set<StampCertificate>([signer]);
  // Nearest first: whoever is met again is met with more authorities below him, which allows nothing that was refused.
  const waiting: Step[] = [{ certificate: signer, below: 0, path: [signer] }];
  for (const { certificate, below, path } of waiting) {
    if (roots.some(({ whole }) => sameBytes(whole, certificate.whole))) return path;
    for (const issuer of [...roots, ...others]) {
      if (seen.has(issuer) || !mayIssue(issuer, certificate, below, at)) continue;
      if (tries-- === 0) return undefined;
      if (!isSignedBy(certificate, issuer, crypto)) continue;
      seen.add(issuer);
      waiting.push({ certificate: issuer, below: below + 1, path: [...path, issuer] });
    }
  }
  return undefined;
}

/** The certificates that are believed, those that can be read. */
export function rootsOf(crypto: StampCrypto): readonly StampCertificate[] {
  return crypto.roots.flatMap(readableCertificate);
}

/** Whether a certificate was valid at a time, both ends included. */
export function isValidAt({ notBefore, notAfter }: StampCertificate, at: Instant): boolean {
  return notBefore <= at && at <= notAfter;
}

function maySign({ usages }: StampCertificate): boolean {
  return !usages || usages.has(KEY_USAGE.digitalSignature) || usages.has(KEY_USAGE.nonRepudiation);
}

function mayIssue(issuer: StampCertificate, issued: StampCertificate, below: number, at: Instant): boolean {
  const { isAuthority, isStrange, usages, pathLength, subject } = issuer;
  if (!isAuthority || isStrange || !isValidAt(issuer, at) || !sameBytes(subject, issued.issuer)) return false;
  return (!usages || usages.has(KEY_USAGE.keyCertSign)) && (pathLength === undefined || below <= pathLength);
}

/** Whether what an authority issued, a certificate or a list, is signed by the key of this certificate. */
export function isSignedBy(
  issued: Pick<StampCertificate, 'algorithm' | 'signedPart' | 'signature'>,
  issuer: StampCertificate,
  crypto: StampCrypto,
): boolean {
  try {
    return crypto.verifies(issuer.key, schemeOf(issued.algorithm), issued.signedPart, issued.signature);
  } catch (fault) {
    if (fault instanceof DerFault) return false;
    throw fault;
  }
}

function readableCertificate(bytes: Uint8Array): readonly StampCertificate[] {
  try {
    return [readCertificate(bytes)];
  } catch (fault) {
    if (fault instanceof DerFault) return [];
    throw fault;
  }
}

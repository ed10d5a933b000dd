import type { Instant } from '../../clock/time.js';
import { sameBytes } from '../log/bytes.js';
import { schemeOf } from './algorithms.js';
import { KEY_USAGE, readCertificate, type StampCertificate } from './certificate.js';
import { DerFault } from './der.js';
import type { StampCrypto } from './stamp-verdict.js';

/** Signatures that are tried for one chain at most: a token may carry many certificates of one name. */
const MOST_TRIES = 64;

/**
 * Whether a certificate leads to a trusted root, over certificates of the token, all of them valid at that time.
 * Revocation is not looked at: what was revoked later was good then, and nobody has the lists of that day any more.
 */
export function leadsToRoot(
  signer: StampCertificate,
  others: readonly StampCertificate[],
  at: Instant,
  crypto: StampCrypto,
): boolean {
  const roots = crypto.roots.flatMap(readableCertificate);
  if (signer.isStrange || !maySign(signer)) return false;
  let tries = MOST_TRIES;
  const seen = new Set<StampCertificate>([signer]);
  // Nearest first: whoever is met again is met with more authorities below him, which allows nothing that was refused.
  const waiting = [{ certificate: signer, below: 0 }];
  for (const { certificate, below } of waiting) {
    if (roots.some(({ whole }) => sameBytes(whole, certificate.whole))) return true;
    for (const issuer of [...roots, ...others]) {
      if (seen.has(issuer) || !mayIssue(issuer, certificate, below, at)) continue;
      if (tries-- === 0) return false;
      if (!isSignedBy(certificate, issuer, crypto)) continue;
      seen.add(issuer);
      waiting.push({ certificate: issuer, below: below + 1 });
    }
  }
  return false;
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

function isSignedBy(issued: StampCertificate, issuer: StampCertificate, crypto: StampCrypto): boolean {
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

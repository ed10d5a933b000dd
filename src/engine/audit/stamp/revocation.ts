import type { Instant } from '../../clock/time.js';
import { hex, sameBytes } from '../log/bytes.js';
import { KEY_USAGE, type StampCertificate } from './certificate.js';
import { chainToRoot, isSignedBy, rootsOf } from './chain.js';
import { DerFault } from './der.js';
import {
  readRevocationList,
  type Revocation,
  revocationAddresses,
  type RevocationList,
} from './revocation-list.js';
import type { StampCrypto } from './stamp-verdict.js';
import { readToken } from './token.js';
import { signerOf } from './verify-stamp.js';

/** Whether the certificates of a stamp were revoked: `unknown` where no list of that time says anything. */
export type RevocationState = 'good' | 'revoked' | 'unknown';

/** At that time too all certificates of a stamp up to a root were valid. @param token one that `verifyStamp` accepts */
export function isTrustedAt(token: Uint8Array, at: Instant, crypto: StampCrypto): boolean {
  return chainAt(token, crypto)(at) !== undefined;
}

/**
 * What lists of revoked certificates say of a stamp.
 *
 * @param token one that `verifyStamp` accepts
 * @param lists revocation lists, DER; what is none, or by nobody on the stamp's chain, says nothing
 */
export function revocationOf(
  token: Uint8Array,
  lists: readonly Uint8Array[],
  crypto: StampCrypto,
): RevocationState {
  const { genTime } = readToken(token).statement;
  const path = lists.length > 0 ? chainAt(token, crypto)(genTime) : undefined;
  return path ? stateOf(path, lists.flatMap(readableList), genTime, crypto) : 'unknown';
}

/** Addresses of the lists that may say something of a stamp's certificates. @param token one that `verifyStamp` accepts */
export function listAddresses(token: Uint8Array, crypto: StampCrypto): readonly string[] {
  const { statement, certificates } = readToken(token);
  const path = chainAt(token, crypto)(statement.genTime) ?? certificates;
  return [...new Set(path.flatMap(revocationAddresses))];
}

function chainAt(
  bytes: Uint8Array,
  crypto: StampCrypto,
): (at: Instant) => readonly StampCertificate[] | undefined {
  const token = readToken(bytes);
  const signer = signerOf(token, crypto);
  return (at) => signer && chainToRoot(signer, token.certificates, at, crypto);
}

function stateOf(
  path: readonly StampCertificate[],
  lists: readonly RevocationList[],
  at: Instant,
  crypto: StampCrypto,
): RevocationState {
  let isKnown = true;
  for (const [place, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[place + 1] as StampCertificate;
    const own = lists.filter((list) => !list.isPartial && isListOf(list, issuer, crypto));
    const found = own.map(({ revoked }) => revoked.get(hex(certificate.serial)));
    if (found.some((one) => one && undoes(one, at))) return 'revoked';
    isKnown &&= own.some((list) => covers(list, certificate, at));
  }
  return isKnown ? 'good' : 'unknown';
}

function isListOf(list: RevocationList, issuer: StampCertificate, crypto: StampCrypto): boolean {
  if (!sameBytes(list.issuer, issuer.subject)) return false;
  return (!issuer.usages || issuer.usages.has(KEY_USAGE.crlSign)) && isSignedBy(list, issuer, crypto);
}

/** Reasons for which what was stamped before stays good (RFC 3161 4.1): unspecified, affiliation, superseded, cessation. */
const HARMLESS: readonly (number | undefined)[] = [0, 3, 4, 5];

/** Without a reason given, or for one that casts doubt on the key, all stamps by the key are void. */
function undoes({ at: revokedAt, reason }: Revocation, at: Instant): boolean {
  return revokedAt <= at || !HARMLESS.includes(reason);
}

/** The list is of that time or later, and from before the end of the certificate: later ones leave it out. */
function covers(
  { thisUpdate, nextUpdate }: RevocationList,
  { notAfter }: StampCertificate,
  at: Instant,
): boolean {
  const isOfThatTime = thisUpdate >= at || (nextUpdate !== undefined && nextUpdate >= at);
  return thisUpdate <= notAfter && isOfThatTime;
}

/**
 * What is wrong with a revocation list that is kept beside stamps; undefined: nothing. It must be one, be by an issuer of a
 * certificate in one of the tokens, and, as far as that issuer is known by a token whose certificates lead to a root, be signed
 * by him.
 *
 * @param tokens those that `verifyStamp` accepts
 */
export function flawInList(
  bytes: Uint8Array,
  tokens: readonly Uint8Array[],
  crypto: StampCrypto,
): string | undefined {
  let list: RevocationList;
  try {
    list = readRevocationList(bytes);
  } catch (fault) {
    if (fault instanceof DerFault) return `no revocation list: ${fault.message}`;
    throw fault;
  }
  const concerned = tokens.filter((token) =>
    readToken(token).certificates.some(({ issuer }) => sameBytes(issuer, list.issuer)),
  );
  if (concerned.length === 0) return 'a list of an issuer of no certificate here';
  const trusted = concerned.filter(
    (token) => chainAt(token, crypto)(readToken(token).statement.genTime) !== undefined,
  );
  if (trusted.length === 0) return undefined;
  const known = [...rootsOf(crypto), ...trusted.flatMap((token) => readToken(token).certificates)];
  return known.some((issuer) => isListOf(list, issuer, crypto))
    ? undefined
    : 'the signature is not by the issuer';
}

function readableList(bytes: Uint8Array): readonly RevocationList[] {
  try {
    return [readRevocationList(bytes)];
  } catch (fault) {
    if (fault instanceof DerFault) return [];
    throw fault;
  }
}

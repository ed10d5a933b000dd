import type { Instant } from '../../clock/time.js';
import type { StampCertificate } from './certificate.js';
import { chainToRoot } from './chain.js';
import { DerMembers, type DerValue, readDer, TAG } from './der.js';
import { oidOf, wholeBits } from './der-values.js';
import { schemeOf } from './algorithms.js';
import type { StampCrypto } from './stamp-verdict.js';
import { readToken } from './token.js';
import { signerOf } from './verify-stamp.js';

/** For how long a stamp is good by itself, and on what that rests. */
export interface StampStrength {
  /** When the first certificate up to a root ends; without a root, that of the signer. */
  readonly endsAt: Instant;
  /** Digests and keys that it rests on, such as `sha256`, `rsa-2048`, `p256`, `sm2`; sorted. */
  readonly algorithms: readonly string[];
}

const RSA = '1.2.840.113549.1.1.1';
const CURVES: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'p256',
  '1.3.132.0.34': 'p384',
  '1.3.132.0.35': 'p521',
  '1.2.156.10197.1.301': 'sm2',
};

/**
 * For how long a stamp is good, and on what it rests. The root's own signature counts for nothing: it is believed from outside.
 *
 * @param token one that `verifyStamp` accepts
 * @throws DerFault for anything else
 */
export function strengthOf(bytes: Uint8Array, crypto: StampCrypto): StampStrength {
  const token = readToken(bytes);
  const { statement, signer, certificates } = token;
  const own = signerOf(token, crypto) as StampCertificate;
  const path = chainToRoot(own, certificates, statement.genTime, crypto) ?? [own];
  const below = path.length > 1 ? path.slice(0, -1) : path;
  const digests = [statement.imprint.digest, signer.digest, signer.scheme.digest];
  const signed = below.map(({ algorithm }) => schemeOf(algorithm).digest);
  const keys = path.flatMap(({ key }) => keyNames(key));
  return {
    endsAt: path.map(({ notAfter }) => notAfter).reduce((a, b) => (a < b ? a : b)),
    algorithms: [...new Set<string>([...digests, ...signed, ...keys])].toSorted(),
  };
}

/** The kind of a public key (SubjectPublicKeyInfo, DER) with its size; none for a kind that has no name here. */
function keyNames(key: Uint8Array): readonly string[] {
  const members = new DerMembers(readDer(key));
  const algorithm = new DerMembers(members.take(TAG.sequence));
  const kind = oidOf(algorithm.take(TAG.oid));
  if (kind === RSA)
    return [`rsa-${bitsOf(new DerMembers(readDer(wholeBits(members.any()))).take(TAG.integer))}`];
  const curve = algorithm.maybe(TAG.oid);
  const name = curve && CURVES[oidOf(curve)];
  return name === undefined ? [] : [name];
}

function bitsOf({ content }: DerValue): number {
  const octets = content[0] === 0 ? content.subarray(1) : content;
  return octets.length * 8 - Math.clz32(octets[0] as number) + 24;
}

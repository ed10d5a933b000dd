import { context, DerFault, DerMembers, type DerValue, TAG } from './der.js';
import { oidOf, smallInteger } from './der-values.js';
import type { SignatureScheme, StampDigest } from './stamp-verdict.js';

/** Object identifiers of the digests that stamps may be made with. */
export const DIGEST_OIDS = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  sm3: '1.2.156.10197.1.401',
} as const;

const DIGESTS = new Map<string, StampDigest>(
  Object.entries(DIGEST_OIDS).map(([digest, oid]) => [oid, digest as StampDigest]),
);

const SCHEMES = new Map<string, SignatureScheme>([
  ['1.2.840.113549.1.1.11', { family: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { family: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { family: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.4.3.2', { family: 'ecdsa', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { family: 'ecdsa', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { family: 'ecdsa', digest: 'sha512' }],
  ['1.2.156.10197.1.501', { family: 'sm2', digest: 'sm3' }],
]);
/** Algorithms of a signer that leave the digest to the line before (RFC 3370 3.2, GB/T 35275). */
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const SM2_SIGNATURE = ['1.2.156.10197.1.301', '1.2.156.10197.1.301.1'];
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** The digest that an AlgorithmIdentifier names. @throws DerFault when it is none that is accepted */
export function digestOf(value: DerValue): StampDigest {
  const { oid, parameters } = identifierOf(value);
  const digest = DIGESTS.get(oid);
  if (!digest) throw new DerFault(`the digest ${oid} is not accepted`);
  mustBeEmpty(parameters);
  return digest;
}

/**
 * The scheme that an AlgorithmIdentifier names.
 *
 * @param digest that of the signer, where the algorithm leaves it open
 * @throws DerFault when it is none that is accepted
 */
export function schemeOf(value: DerValue, digest?: StampDigest): SignatureScheme {
  const { oid, parameters } = identifierOf(value);
  if (oid === RSA_PSS) return pssOf(parameters);
  mustBeEmpty(parameters);
  const scheme =
    SCHEMES.get(oid) ??
    (oid === RSA_ENCRYPTION && digest ? ({ family: 'rsa', digest } as const) : undefined) ??
    (SM2_SIGNATURE.includes(oid) && digest === 'sm3' ? ({ family: 'sm2', digest } as const) : undefined);
  if (!scheme) throw new DerFault(`the signature ${oid} is not accepted`);
  return scheme;
}

/** RSASSA-PSS-params (RFC 8017 A.2.3). Their defaults are SHA-1, which is not accepted: the digest must stand there. */
function pssOf(parameters: DerValue | undefined): SignatureScheme {
  if (!parameters) throw new DerFault('RSASSA-PSS without parameters is not accepted');
  const members = new DerMembers(parameters);
  const digest = digestOf(explicit(members.take(context(0))));
  const mask = identifierOf(explicit(members.take(context(1))));
  if (mask.oid !== MGF1 || !mask.parameters || digestOf(mask.parameters) !== digest)
    throw new DerFault('RSASSA-PSS with two digests is not accepted');
  const saltBytes = smallInteger(explicit(members.take(context(2))));
  members.end();
  return { family: 'rsa-pss', digest, saltBytes };
}

function explicit(value: DerValue): DerValue {
  const members = new DerMembers(value, value.tag);
  const inner = members.any();
  members.end();
  return inner;
}

function identifierOf(value: DerValue): { readonly oid: string; readonly parameters: DerValue | undefined } {
  const members = new DerMembers(value);
  const oid = oidOf(members.take(TAG.oid));
  const parameters = members.isAtEnd ? undefined : members.any();
  members.end();
  return { oid, parameters };
}

/** Absent or NULL: both occur. */
function mustBeEmpty(parameters: DerValue | undefined): void {
  if (parameters && parameters.tag !== TAG.null) throw new DerFault('an algorithm with strange parameters');
}

import type { Instant } from '../../clock/time.js';
import { joined, sameBytes } from '../log/bytes.js';
import { digestOf, schemeOf } from './algorithms.js';
import { readCertificate, type StampCertificate } from './certificate.js';
import { context, DerFault, DerMembers, type DerValue, readDer, TAG } from './der.js';
import { oidOf, smallInteger, timeOf } from './der-values.js';
import { extensionsOf } from './extensions.js';
import type { SignatureScheme, StampDigest } from './stamp-verdict.js';

/** What an authority says it stamped (TSTInfo, RFC 3161 2.4.2). */
export interface StampStatement {
  readonly policy: string;
  readonly imprint: { readonly digest: StampDigest; readonly value: Uint8Array };
  readonly serial: Uint8Array;
  readonly genTime: Instant;
  /** Content octets of the integer; undefined when nobody asked with one. */
  readonly nonce: Uint8Array | undefined;
}

/** A time stamp as it is written, with one signer. Nothing of it counts before it was verified. */
export interface StampToken {
  readonly statement: StampStatement;
  /** The statement's bytes: their digest is among the signed attributes. */
  readonly content: Uint8Array;
  readonly certificates: readonly StampCertificate[];
  readonly signer: StampSigner;
}

export interface StampSigner {
  readonly is: (certificate: StampCertificate) => boolean;
  readonly digest: StampDigest;
  readonly scheme: SignatureScheme;
  /** The signed attributes as the set that is signed. */
  readonly signed: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** Digests of the signer's certificate: at least one. */
  readonly certificateDigests: readonly { readonly digest: StampDigest; readonly value: Uint8Array }[];
  readonly signature: Uint8Array;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const STATEMENT = '1.2.840.113549.1.9.16.1.4';
const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  certificate: '1.2.840.113549.1.9.16.2.12',
  certificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Reads a TimeStampToken. @throws DerFault when it is none, has several signers, or algorithms that are not accepted */
export function readToken(bytes: Uint8Array): StampToken {
  const outer = new DerMembers(readDer(bytes));
  if (oidOf(outer.take(TAG.oid)) !== SIGNED_DATA) throw new DerFault('no signed data');
  const data = new DerMembers(only(outer.take(context(0))));
  outer.end();
  if (smallInteger(data.take(TAG.integer)) !== 3) throw new DerFault('signed data of another version');
  const digests = new DerMembers(data.take(TAG.set), TAG.set).rest().map(digestOf);
  const content = contentOf(data.take(TAG.sequence));
  const list = data.maybe(context(0));
  // Revocation lists: they prove nothing by themselves.
  data.maybe(context(1));
  const signers = new DerMembers(data.take(TAG.set), TAG.set).rest();
  data.end();
  const [first, ...more] = signers;
  if (!first || more.length > 0) throw new DerFault('a stamp has one signer');
  const signer = readSigner(first);
  if (digests.length !== 1 || digests[0] !== signer.digest) throw new DerFault('digests that nobody uses');
  const certificates = list ? new DerMembers(list, context(0)).rest() : [];
  return {
    ...{ statement: readStatement(content), content, signer },
    certificates: certificates.map(({ whole }) => readCertificate(whole)),
  };
}

function contentOf(value: DerValue): Uint8Array {
  const members = new DerMembers(value);
  if (oidOf(members.take(TAG.oid)) !== STATEMENT) throw new DerFault('no time stamp');
  const { tag, content } = only(members.take(context(0)));
  members.end();
  if (tag !== TAG.octetString) throw new DerFault('no time stamp');
  return content;
}

function readStatement(bytes: Uint8Array): StampStatement {
  const members = new DerMembers(readDer(bytes));
  if (smallInteger(members.take(TAG.integer)) !== 1) throw new DerFault('a time stamp of another version');
  const policy = oidOf(members.take(TAG.oid));
  const imprint = new DerMembers(members.take(TAG.sequence));
  const digest = digestOf(imprint.take(TAG.sequence));
  const value = imprint.take(TAG.octetString).content;
  imprint.end();
  const serial = members.take(TAG.integer).content;
  const genTime = timeOf(members.take(TAG.generalizedTime));
  members.maybe(TAG.sequence); // Accuracy.
  members.maybe(TAG.boolean); // Ordering.
  const nonce = members.maybe(TAG.integer)?.content;
  members.maybe(context(0)); // A name of the authority, which its certificate has as well.
  const extensions = members.maybe(context(1));
  members.end();
  for (const [oid, { critical }] of extensions ? extensionsOf(extensions, context(1)) : [])
    if (critical) throw new DerFault(`the extension ${oid} is not understood`);
  return { policy, imprint: { digest, value }, serial, genTime, nonce };
}

function readSigner(value: DerValue): StampSigner {
  const members = new DerMembers(value);
  const version = smallInteger(members.take(TAG.integer));
  const identifier = members.any();
  if (version !== (identifier.tag === TAG.sequence ? 1 : 3))
    throw new DerFault('a signer of another version');
  const digest = digestOf(members.take(TAG.sequence));
  const attributes = members.take(context(0));
  const scheme = schemeOf(members.take(TAG.sequence), digest);
  const signature = members.take(TAG.octetString).content;
  // Unsigned attributes: whatever they say, nobody signed it.
  members.maybe(context(1));
  members.end();
  // What is signed is the set under its own tag (RFC 5652 5.4).
  const signed = joined(Uint8Array.of(TAG.set), attributes.whole.subarray(1));
  return {
    ...{ is: identified(identifier), digest, scheme, signed, signature },
    ...readAttributes(new DerMembers(attributes, context(0)).rest()),
  };
}

function identified(identifier: DerValue): StampSigner['is'] {
  if (identifier.tag === context(0, true))
    return ({ keyIdentifier }) => keyIdentifier !== undefined && sameBytes(keyIdentifier, identifier.content);
  const members = new DerMembers(identifier);
  const issuer = members.take(TAG.sequence).whole;
  const serial = members.take(TAG.integer).content;
  members.end();
  return (certificate) => sameBytes(certificate.issuer, issuer) && sameBytes(certificate.serial, serial);
}

function readAttributes(
  values: readonly DerValue[],
): Pick<StampSigner, 'messageDigest' | 'certificateDigests'> {
  const attributes = new Map<string, DerValue>();
  for (const value of values) {
    const members = new DerMembers(value);
    const oid = oidOf(members.take(TAG.oid));
    const set = members.take(TAG.set);
    members.end();
    if (attributes.has(oid)) throw new DerFault('a signed attribute stands there twice');
    attributes.set(oid, set);
  }
  const one = (name: keyof typeof ATTRIBUTE): DerValue | undefined => {
    const set = attributes.get(ATTRIBUTE[name]);
    return set && only(set);
  };
  const [contentType, messageDigest] = [one('contentType'), one('messageDigest')];
  if (!contentType || oidOf(contentType) !== STATEMENT) throw new DerFault('another content type was signed');
  if (messageDigest?.tag !== TAG.octetString) throw new DerFault('no digest was signed');
  const [v1, v2] = [one('certificate'), one('certificateV2')];
  const certificateDigests = [
    ...(v1 ? [namedCertificate(v1, 1)] : []),
    ...(v2 ? [namedCertificate(v2, 2)] : []),
  ];
  if (certificateDigests.length === 0) throw new DerFault('the signer did not sign which certificate is his');
  return { messageDigest: messageDigest.content, certificateDigests };
}

/** The first certificate of SigningCertificate (RFC 2634) or SigningCertificateV2 (RFC 5035): the signer's. */
function namedCertificate(value: DerValue, version: 1 | 2): StampSigner['certificateDigests'][number] {
  const list = new DerMembers(new DerMembers(value).take(TAG.sequence));
  const members = new DerMembers(list.take(TAG.sequence));
  const named = version === 2 ? members.maybe(TAG.sequence) : undefined;
  const digest = version === 1 ? 'sha1' : named ? digestOf(named) : 'sha256';
  return { digest, value: members.take(TAG.octetString).content };
}

function only(value: DerValue): DerValue {
  const members = new DerMembers(value, value.tag);
  const inner = members.any();
  members.end();
  return inner;
}

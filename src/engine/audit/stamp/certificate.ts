import type { Instant } from '../../clock/time.js';
import { hex, sameBytes } from '../log/bytes.js';
import { context, DerFault, DerMembers, type DerValue, readDer, TAG } from './der.js';
import { booleanOf, latin1, namedBits, oidOf, smallInteger, timeOf, wholeBits } from './der-values.js';
import { type Extension, extensionsOf } from './extensions.js';

/** What of an X.509 certificate matters for time stamps (RFC 5280). Nothing in it is believed before it was verified. */
export interface StampCertificate {
  readonly whole: Uint8Array;
  /** What its issuer signed, by which algorithm, and the signature. */
  readonly signedPart: Uint8Array;
  readonly algorithm: DerValue;
  readonly signature: Uint8Array;
  readonly serial: Uint8Array;
  /** Names as DER: compared by their bytes. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** For people. */
  readonly subjectText: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** SubjectPublicKeyInfo, DER. */
  readonly key: Uint8Array;
  readonly keyIdentifier: Uint8Array | undefined;
  /** Undefined: the certificate says nothing of it. */
  readonly extendedUsages: { readonly critical: boolean; readonly oids: readonly string[] } | undefined;
  /** Bits of the key usage; undefined: all. */
  readonly usages: ReadonlySet<number> | undefined;
  readonly isAuthority: boolean;
  /** Authorities that may stand between this one and a signer; undefined: any number. */
  readonly pathLength: number | undefined;
  /** Where lists of what its issuer revoked are, as it says: the extension's value, DER; undefined: it says nothing of it. */
  readonly distribution: Uint8Array | undefined;
  /** It has a critical extension that nobody here understands. */
  readonly isStrange: boolean;
}

/** Bits of the key usage (RFC 5280 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

const EXTENSION = {
  keyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  distribution: '2.5.29.31',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;
const UNDERSTOOD: readonly string[] = Object.values(EXTENSION);

/** Reads a certificate. @throws DerFault */
export function readCertificate(bytes: Uint8Array): StampCertificate {
  const outer = new DerMembers(readDer(bytes));
  const body = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = wholeBits(outer.take(TAG.bitString));
  outer.end();
  const members = new DerMembers(body);
  members.maybe(context(0));
  const serial = members.take(TAG.integer).content;
  if (!sameBytes(members.take(TAG.sequence).whole, algorithm.whole))
    throw new DerFault('a certificate with two algorithms');
  const issuer = members.take(TAG.sequence).whole;
  const validity = new DerMembers(members.take(TAG.sequence));
  const [notBefore, notAfter] = [timeOf(validity.any()), timeOf(validity.any())];
  validity.end();
  const subject = members.take(TAG.sequence);
  const key = members.take(TAG.sequence).whole;
  members.maybe(context(1, true));
  members.maybe(context(2, true));
  const list = members.maybe(context(3));
  members.end();
  const extensions = list ? extensionsOf(only(list, context(3))) : new Map<string, Extension>();
  return {
    ...{
      whole: bytes,
      signedPart: body.whole,
      algorithm,
      signature,
      serial,
      issuer,
      notBefore,
      notAfter,
      key,
    },
    ...{ subject: subject.whole, subjectText: nameText(subject) },
    ...saidIn(extensions),
  };
}

type Said = Pick<
  StampCertificate,
  'keyIdentifier' | 'extendedUsages' | 'usages' | 'isAuthority' | 'pathLength' | 'distribution' | 'isStrange'
>;

function saidIn(extensions: ReadonlyMap<string, Extension>): Said {
  const read = (name: keyof typeof EXTENSION): DerValue | undefined => {
    const found = extensions.get(EXTENSION[name]);
    return found && readDer(found.value);
  };
  const constraints = read('basicConstraints');
  const members = constraints && new DerMembers(constraints);
  const flag = members?.maybe(TAG.boolean);
  const length = members?.maybe(TAG.integer);
  members?.end();
  const usages = read('keyUsage');
  const extended = read('extendedKeyUsage');
  return {
    keyIdentifier: read('keyIdentifier')?.content,
    usages: usages && namedBits(usages),
    extendedUsages: extended && {
      critical: extensions.get(EXTENSION.extendedKeyUsage)?.critical === true,
      oids: new DerMembers(extended).rest().map(oidOf),
    },
    isAuthority: flag !== undefined && booleanOf(flag),
    pathLength: length && smallInteger(length),
    distribution: extensions.get(EXTENSION.distribution)?.value,
    isStrange: [...extensions].some(([oid, { critical }]) => critical && !UNDERSTOOD.includes(oid)),
  };
}

function only(value: DerValue, tag: number): DerValue {
  const members = new DerMembers(value, tag);
  const inner = members.any();
  members.end();
  return inner;
}

const ATTRIBUTES = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
]);

/** A name as people write it, `C=CN, O=..., CN=...`; control characters are shown as such. */
function nameText(name: DerValue): string {
  const pairs = new DerMembers(name).rest().flatMap((set) => new DerMembers(set, TAG.set).rest());
  const texts = pairs.map((pair) => {
    const members = new DerMembers(pair);
    const oid = oidOf(members.take(TAG.oid));
    const text = stringOf(members.any());
    members.end();
    return `${ATTRIBUTES.get(oid) ?? oid}=${text}`;
  });
  return texts.join(', ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}

const UTF8_STRING = 0x0c;
const BMP_STRING = 0x1e;
const PLAIN_STRINGS = [0x12, 0x13, 0x14, 0x16];

function stringOf({ tag, content }: DerValue): string {
  if (PLAIN_STRINGS.includes(tag)) return latin1(content);
  if (tag === BMP_STRING) {
    const units = Array.from(
      { length: content.length >> 1 },
      (_, at) => ((content[2 * at] as number) << 8) | (content[2 * at + 1] as number),
    );
    return String.fromCharCode(...units);
  }
  if (tag !== UTF8_STRING) return `#${hex(content)}`;
  try {
    return decodeURIComponent(hex(content).replaceAll(/../g, '%$&'));
  } catch {
    throw new DerFault('a text that is no UTF-8');
  }
}

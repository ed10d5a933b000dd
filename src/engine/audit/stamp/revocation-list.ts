import type { Instant } from '../../clock/time.js';
import { hex, sameBytes } from '../log/bytes.js';
import type { StampCertificate } from './certificate.js';
import { context, DerFault, DerMembers, type DerValue, readDer, TAG } from './der.js';
import { latin1, smallInteger, timeOf, wholeBits } from './der-values.js';
import { extensionsOf } from './extensions.js';

/** A certificate that its issuer revoked. */
export interface Revocation {
  readonly at: Instant;
  /** CRLReason (RFC 5280 5.3.1); undefined: the list gives none. */
  readonly reason: number | undefined;
}

/** What of an X.509 revocation list matters for time stamps (RFC 5280 5). Nothing in it is believed before it was verified. */
export interface RevocationList {
  readonly signedPart: Uint8Array;
  readonly algorithm: DerValue;
  readonly signature: Uint8Array;
  /** Name as DER. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant | undefined;
  /** By serial number, hex of its content octets. */
  readonly revoked: ReadonlyMap<string, Revocation>;
  /** It has a critical extension, so that it may be of some certificates only, or of other issuers. */
  readonly isPartial: boolean;
}

const ENUMERATED = 0x0a;
const REASON = '2.5.29.21';
/** `uniformResourceIdentifier` of a GeneralName. */
const ADDRESS = context(6, true);

/** Reads a revocation list (CRL, DER). @throws DerFault */
export function readRevocationList(bytes: Uint8Array): RevocationList {
  const outer = new DerMembers(readDer(bytes));
  const body = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = wholeBits(outer.take(TAG.bitString));
  outer.end();
  const members = new DerMembers(body);
  const version = members.maybe(TAG.integer);
  if (version && smallInteger(version) !== 1) throw new DerFault('a list of another version');
  if (!sameBytes(members.take(TAG.sequence).whole, algorithm.whole))
    throw new DerFault('a list with two algorithms');
  const issuer = members.take(TAG.sequence).whole;
  const thisUpdate = timeOf(members.any());
  const next = members.maybe(TAG.utcTime) ?? members.maybe(TAG.generalizedTime);
  const entries = members.maybe(TAG.sequence);
  const extensions = members.maybe(context(0));
  members.end();
  const read = (entries ? new DerMembers(entries).rest() : []).map(readEntry);
  return {
    ...{ signedPart: body.whole, algorithm, signature, issuer, thisUpdate },
    nextUpdate: next && timeOf(next),
    revoked: new Map(read.map(({ serial, revocation }) => [serial, revocation])),
    isPartial:
      (extensions !== undefined && hasCritical(only(extensions))) || read.some((one) => one.isStrange),
  };
}

interface Entry {
  readonly serial: string;
  readonly revocation: Revocation;
  readonly isStrange: boolean;
}

function readEntry(value: DerValue): Entry {
  const members = new DerMembers(value);
  const serial = hex(members.take(TAG.integer).content);
  const at = timeOf(members.any());
  const list = members.maybe(TAG.sequence);
  members.end();
  const extensions = list && extensionsOf(list);
  const reason = extensions?.get(REASON);
  return {
    ...{ serial, revocation: { at, reason: reason && reasonOf(reason.value) } },
    isStrange: list !== undefined && hasCritical(list, REASON),
  };
}

function hasCritical(list: DerValue, understood?: string): boolean {
  return [...extensionsOf(list)].some(([oid, { critical }]) => critical && oid !== understood);
}

function reasonOf(bytes: Uint8Array): number {
  const { tag, content } = readDer(bytes);
  const [reason] = content;
  if (tag !== ENUMERATED || reason === undefined || content.length > 1) throw new DerFault('no reason');
  return reason;
}

function only(value: DerValue): DerValue {
  const members = new DerMembers(value, value.tag);
  const inner = members.any();
  members.end();
  return inner;
}

/** Addresses at which the certificate's issuer publishes what it revoked, as the certificate has them. None when it has none that can be read. */
export function revocationAddresses({ distribution }: StampCertificate): readonly string[] {
  try {
    return distribution ? new DerMembers(readDer(distribution)).rest().flatMap(addressesOf) : [];
  } catch (fault) {
    if (fault instanceof DerFault) return [];
    throw fault;
  }
}

function addressesOf(point: DerValue): readonly string[] {
  const name = new DerMembers(point).maybe(context(0));
  const full = name && new DerMembers(name, name.tag).maybe(context(0));
  const names = full ? new DerMembers(full, full.tag).rest() : [];
  return names.filter(({ tag }) => tag === ADDRESS).map(({ content }) => latin1(content));
}

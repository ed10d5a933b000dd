import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { context, DerMembers, readDer, TAG } from '../../src/engine/audit/stamp/der.js';
import { der, derInteger, derOid } from '../../src/engine/audit/stamp/write-der.js';
import type { TimeStamper } from '../../src/usecases/log/stamp-checkpoint.js';

const ECDSA_SHA256 = der(TAG.sequence, derOid('1.2.840.10045.4.3.2'));
const SHA256 = der(TAG.sequence, derOid('2.16.840.1.101.3.4.2.1'));
const STATEMENT = derOid('1.2.840.113549.1.9.16.1.4');
const UTF8_STRING = 0x0c;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const bits = (bytes: Uint8Array): Uint8Array => der(TAG.bitString, Uint8Array.of(0), bytes);
const octets = (bytes: Uint8Array): Uint8Array => der(TAG.octetString, bytes);
const number = (value: number): Uint8Array => derInteger(Uint8Array.of(value));

/** A GeneralizedTime out of an instant with milliseconds. */
function generalized(instant: string): Uint8Array {
  const digits = instant
    .slice(0, 23)
    .replaceAll(/[-:T]/g, '')
    .replace(/\.?0+$/, '');
  const whole = instant.slice(0, 19).replaceAll(/[-:T]/g, '');
  return der(TAG.generalizedTime, Buffer.from(`${digits.includes('.') ? digits : whole}Z`));
}

function nameOf(text: string): Uint8Array {
  const attribute = der(TAG.sequence, derOid('2.5.4.3'), der(UTF8_STRING, Buffer.from(text)));
  return der(TAG.sequence, der(TAG.set, attribute));
}

function extension(oid: string, value: Uint8Array): Uint8Array {
  return der(TAG.sequence, derOid(oid), der(TAG.boolean, Uint8Array.of(0xff)), octets(value));
}

function distributionPoint(address: string): Uint8Array {
  const name = der(context(0), der(context(0), der(context(6, true), Buffer.from(address))));
  const value = der(TAG.sequence, der(TAG.sequence, name));
  return der(TAG.sequence, derOid('2.5.29.31'), octets(value));
}

/**
 * A time stamping authority (RFC 3161) in memory, with a root and a signer of P-256, for tests that need a token over
 * something new. That its tokens are right is shown by test/foreign, where OpenSSL makes them.
 */
export class TestAuthority implements TimeStamper {
  readonly root: Uint8Array;
  /** How often it was asked. */
  asked = 0;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly rootKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly certificate: Uint8Array;

  /**
   * @param now the time that it stamps
   * @param until end of the signer's certificate
   * @param listAt address of its revocation list that the certificate names
   */
  constructor(
    readonly name: string,
    private readonly now: () => string,
    until?: string,
    listAt?: string,
  ) {
    const root = this.rootKeys;
    const authority = extension('2.5.29.19', der(TAG.sequence, der(TAG.boolean, Uint8Array.of(0xff))));
    const stamping = extension('2.5.29.37', der(TAG.sequence, derOid('1.3.6.1.5.5.7.3.8')));
    this.root = issue({ subject: `${name} root`, key: root.publicKey, by: root.privateKey, more: authority });
    this.certificate = issue({
      ...{ subject: name, issuer: `${name} root`, key: this.keys.publicKey, by: root.privateKey },
      more: listAt === undefined ? stamping : Buffer.concat([stamping, distributionPoint(listAt)]),
      ...(until !== undefined && { until }),
    });
  }

  /** A list of what the root revoked: its signer, when a time is given, for this reason (CRLReason). */
  revocationList(times: {
    readonly from: string;
    readonly to?: string;
    readonly revoked?: string;
    readonly reason?: number;
  }): Uint8Array {
    const { from, to, revoked, reason } = times;
    const because = octets(der(0x0a, Uint8Array.of(reason ?? 0)));
    const why = der(TAG.sequence, der(TAG.sequence, derOid('2.5.29.21'), because));
    const entry =
      revoked !== undefined &&
      der(TAG.sequence, number(1), generalized(revoked), ...(reason === undefined ? [] : [why]));
    const body = der(
      TAG.sequence,
      number(1),
      ECDSA_SHA256,
      nameOf(`${this.name} root`),
      generalized(from),
      ...(to === undefined ? [] : [generalized(to)]),
      ...(entry ? [der(TAG.sequence, entry)] : []),
    );
    return der(TAG.sequence, body, ECDSA_SHA256, bits(sign('sha256', body, this.rootKeys.privateKey)));
  }

  stamp(request: Uint8Array): Promise<Uint8Array> {
    this.asked += 1;
    const members = new DerMembers(readDer(request));
    members.take(TAG.integer);
    const imprint = members.take(TAG.sequence).whole;
    const nonce = members.take(TAG.integer).whole;
    const token = this.token(imprint, nonce);
    return Promise.resolve(der(TAG.sequence, der(TAG.sequence, number(0)), token));
  }

  /** A token over a text that nobody asked with a request. */
  tokenOver(text: string): Uint8Array {
    return this.token(der(TAG.sequence, SHA256, octets(sha256(Buffer.from(text)))));
  }

  private token(imprint: Uint8Array, ...nonce: readonly Uint8Array[]): Uint8Array {
    const time = generalized(this.now());
    const content = der(TAG.sequence, number(1), derOid('1.2.3.4.1'), imprint, number(7), time, ...nonce);
    const attribute = (oid: string, value: Uint8Array): Uint8Array =>
      der(TAG.sequence, derOid(oid), der(TAG.set, value));
    const named = der(TAG.sequence, octets(sha256(this.certificate)));
    const attributes = [
      attribute('1.2.840.113549.1.9.3', STATEMENT),
      attribute('1.2.840.113549.1.9.4', octets(sha256(content))),
      attribute('1.2.840.113549.1.9.16.2.47', der(TAG.sequence, der(TAG.sequence, named))),
    ];
    const signature = sign('sha256', der(TAG.set, ...attributes), this.keys.privateKey);
    const identifier = der(TAG.sequence, nameOf(`${this.name} root`), number(1));
    const signed = [number(1), identifier, SHA256, der(context(0), ...attributes), ECDSA_SHA256];
    const data = der(
      TAG.sequence,
      number(3),
      der(TAG.set, SHA256),
      der(TAG.sequence, STATEMENT, der(context(0), octets(content))),
      der(context(0), this.certificate),
      der(TAG.set, der(TAG.sequence, ...signed, octets(signature))),
    );
    return der(TAG.sequence, derOid('1.2.840.113549.1.7.2'), der(context(0), data));
  }
}

function issue(wanted: {
  readonly subject: string;
  readonly issuer?: string;
  readonly key: KeyObject;
  readonly by: KeyObject;
  readonly more: Uint8Array;
  readonly until?: string;
}): Uint8Array {
  const { subject, issuer = subject, key, by, more, until = '2099-01-01T00:00:00.000Z' } = wanted;
  const validity = ['2000-01-01T00:00:00.000Z', until].map(generalized);
  const body = der(
    TAG.sequence,
    der(context(0), number(2)),
    number(1),
    ECDSA_SHA256,
    nameOf(issuer),
    der(TAG.sequence, ...validity),
    nameOf(subject),
    key.export({ format: 'der', type: 'spki' }),
    der(context(3), der(TAG.sequence, more)),
  );
  return der(TAG.sequence, body, ECDSA_SHA256, bits(sign('sha256', body, by)));
}

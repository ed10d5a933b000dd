import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDer, DerMembers, TAG, context } from '../../src/engine/audit/stamp/der.js';
import { readStampAnswer, stampRequest } from '../../src/engine/audit/stamp/request.js';
import { stampText } from '../../src/engine/audit/stamp/stamp-text.js';
import { flawInList, revocationOf } from '../../src/engine/audit/stamp/revocation.js';
import { strengthOf } from '../../src/engine/audit/stamp/stamp-strength.js';
import { verifyStamp } from '../../src/engine/audit/stamp/verify-stamp.js';
import { der, derInteger, derOid } from '../../src/engine/audit/stamp/write-der.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { parseNote } from '../../src/engine/audit/log/signed-note.js';
import { httpAuthority } from '../../src/outside/stamps/http-authority.js';
import { nodeStampCrypto } from '../../src/outside/stamps/node-stamp-crypto.js';
import type { KeptStamp } from '../../src/usecases/log/log-ports.js';
import { stampCheckpoints } from '../../src/usecases/log/stamp-checkpoint.js';
import { MemoryLog } from '../support/memory-log.js';
import { OpensslAuthority } from './openssl-authority.js';

const TEXT = 'duecourse-stamp/v1\nwhat is stamped\n';
const crypto = nodeStampCrypto([]);
/** Where the tokens go that test/engine/audit/stamp verifies without OpenSSL: written when asked for. */
const VECTORS = fileURLToPath(new URL('../engine/audit/vectors/stamps/', import.meta.url));
const isWriting = process.env['DUECOURSE_WRITE_VECTORS'] === '1';

function keep(name: string, bytes: Uint8Array): void {
  if (!isWriting) return;
  mkdirSync(VECTORS, { recursive: true });
  const pem = name.endsWith('.pem') ? new X509Certificate(bytes).toString() : bytes;
  writeFileSync(`${VECTORS}${name}`, pem);
}

const ask = (digest: 'sha256' | 'sha384' | 'sha512' | 'sm3') => ({
  imprint: { digest, value: crypto.digest(digest, Buffer.from(TEXT)) },
  nonce: randomBytes(8),
});

const time = (text: string): Uint8Array => der(TAG.generalizedTime, Buffer.from(text));
const algorithm = (oid: string): Uint8Array => der(TAG.sequence, derOid(oid));
const SM3 = '1.2.156.10197.1.401';

/** A statement as an authority writes it. */
function statement(genTime: string, digest: 'sha256' | 'sm3' = 'sha256'): Uint8Array {
  const oid = digest === 'sm3' ? SM3 : '2.16.840.1.101.3.4.2.1';
  return der(
    TAG.sequence,
    derInteger(Uint8Array.of(1)),
    derOid('1.2.3.4.1'),
    der(TAG.sequence, algorithm(oid), der(TAG.octetString, crypto.digest(digest, Buffer.from(TEXT)))),
    derInteger(Uint8Array.of(7)),
    time(genTime),
  );
}

/** Asked for when the certificates are there: they are valid from the second in which they were made. */
const now = (): string => `${new Date().toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

describe.each(['rsa', 'p256'] as const)('an authority of OpenSSL with %s', (keys) => {
  let authority: OpensslAuthority;
  beforeAll(() => {
    authority = new OpensslAuthority(keys);
    keep(`${keys}-root.pem`, authority.root);
  });
  afterAll(() => authority.close());
  const trusting = () => nodeStampCrypto([authority.root]);

  it.each(['sha256', 'sha384', 'sha512', 'sm3'] as const)(
    'stamps an imprint of %s that is accepted by both',
    (digest) => {
      const request = ask(digest);
      const bytes = stampRequest(request);
      const answer = authority.answer(bytes);
      expect(authority.accepts(bytes, answer)).toBe(true);
      const read = readStampAnswer(answer, request);
      if (!read.ok) throw new Error(read.problem);
      expect(verifyStamp(read.token, TEXT, trusting())).toMatchObject({
        ...{ ok: true, chain: 'trusted', signer: 'C=CN, O=测试机构, CN=signer' },
        genTime: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      expect(verifyStamp(read.token, TEXT, crypto)).toMatchObject({ ok: true, chain: 'untrusted' });
      if (digest === 'sha256' || digest === 'sm3') keep(`${keys}-${digest}.tsr`, read.token);
      expect(readStampAnswer(answer, { ...request, nonce: randomBytes(8) }).ok).toBe(false);
      expect(readStampAnswer(answer, { ...ask('sha256'), nonce: request.nonce }).ok).toBe(
        digest === 'sha256',
      );
    },
  );

  it('stamps over HTTP', async () => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('content-type', 'application/timestamp-reply');
        response.end(authority.answer(Buffer.concat(chunks)));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const log = new MemoryLog('audit.example/2026').append('first');
    const kept: KeptStamp[] = [];
    const at = new Date().toISOString() as Instant;
    const round = stampCheckpoints({
      log: { latest: () => Promise.resolve(log.published(at)) },
      store: {
        last: () => Promise.resolve(undefined),
        add: (_, stamp) => Promise.resolve(void kept.push(stamp)),
        hasDecision: () => Promise.resolve(false),
      },
      authorities: [httpAuthority('openssl', url, { networks: ['127.0.0.1'], timeoutMs: 10_000 })],
      ...{
        crypto: trusting(),
        imprint: 'sm3',
        onlyTrusted: true,
        everyMs: 1,
        random: (bytes) => randomBytes(bytes),
      },
      now: { now: () => Promise.resolve(at) },
    });
    expect(await round()).toMatchObject([{ outcome: 'stamped', size: 1 }]);
    server.close();
    const notes = [log.note('sha256'), log.note('sm3')].map((note) => parseNote(note)?.text ?? '');
    const text = stampText({ sha256: notes[0] as string, sm3: notes[1] as string });
    const token = kept[0]?.token as Uint8Array;
    expect(verifyStamp(token, text, trusting())).toMatchObject({ ok: true, chain: 'trusted' });
  });

  it('has its root in the token when asked to', () => {
    const request = ask('sha256');
    const read = readStampAnswer(authority.answer(stampRequest(request), '-chain', 'root.pem'), request);
    if (!read.ok) throw new Error(read.problem);
    expect(verifyStamp(read.token, TEXT, trusting())).toMatchObject({ ok: true, chain: 'trusted' });
  });

  it('is refused when the certificate is for something else, or for something more', () => {
    const plain = ['keyUsage=critical,digitalSignature'];
    authority.issue('mailer', [...plain, 'extendedKeyUsage=critical,emailProtection']);
    authority.issue('both', [...plain, 'extendedKeyUsage=critical,timeStamping,emailProtection']);
    authority.issue('casual', [...plain, 'extendedKeyUsage=timeStamping']);
    authority.issue('any', plain);
    for (const signer of ['mailer', 'both', 'casual', 'any']) {
      const token = authority.signedData(statement(now()), signer);
      expect(verifyStamp(token, TEXT, trusting())).toEqual({
        ...{ ok: false, problem: 'the certificate is not for time stamping alone' },
      });
      if (keys === 'p256') keep(`p256-${signer}.tsr`, token);
    }
  });

  it('is refused when the certificate was not valid at that time', () => {
    for (const [name, at] of [
      ['early', '20010101000000Z'],
      ['late', '22010101000000Z'],
    ] as const) {
      const token = authority.signedData(statement(at), 'signer');
      expect(verifyStamp(token, TEXT, trusting())).toEqual({
        ...{ ok: false, problem: 'the certificate was not valid at the time of the stamp' },
      });
      if (keys === 'p256') keep(`p256-${name}.tsr`, token);
    }
  });

  it('is trusted over an authority between, which must be one', () => {
    authority.issue('middle', [
      'basicConstraints=critical,CA:true,pathlen:0',
      'keyUsage=critical,keyCertSign',
    ]);
    authority.issue('below', undefined, 3_000, 'middle');
    authority.issue('leaf', ['basicConstraints=CA:false']);
    authority.issue('cuckoo', undefined, 3_000, 'leaf');
    const token = (signer: string, above: string): Uint8Array =>
      authority.signedData(statement(now()), signer, '-certfile', `${above}.pem`);
    const good = token('below', 'middle');
    expect(verifyStamp(good, TEXT, trusting())).toMatchObject({ ok: true, chain: 'trusted' });
    expect(verifyStamp(good, TEXT, crypto)).toMatchObject({ ok: true, chain: 'untrusted' });
    expect(verifyStamp(authority.signedData(statement(now()), 'below'), TEXT, trusting())).toMatchObject({
      ...{ ok: true, chain: 'untrusted' },
    });
    expect(verifyStamp(token('cuckoo', 'leaf'), TEXT, trusting())).toMatchObject({ chain: 'untrusted' });
    if (keys === 'p256') keep('p256-middle.tsr', good);
  });

  it('has its lists of revoked certificates read, for every reason that it gives', () => {
    const request = ask('sha256');
    const read = readStampAnswer(authority.answer(stampRequest(request)), request);
    if (!read.ok) throw new Error(read.problem);
    const { token } = read;
    const states = [{}, { signer: 'superseded' }, { signer: 'keyCompromise' }].map((revoked) => {
      const list = authority.revocationList(revoked);
      expect(flawInList(list, [token], trusting())).toBeUndefined();
      return revocationOf(token, [list], trusting());
    });
    // Revoked after it stamped: only a key that was no secret any more makes that void.
    expect(states).toEqual(['good', 'good', 'revoked']);
    const list = Buffer.from(authority.revocationList());
    const other = new OpensslAuthority(keys);
    expect(flawInList(other.revocationList(), [token], trusting())).toBe(
      'the signature is not by the issuer',
    );
    other.close();
    list[list.length - 1] = (list.at(-1) as number) ^ 1;
    expect(flawInList(list, [token], trusting())).toBe('the signature is not by the issuer');
    expect(strengthOf(token, trusting()).algorithms).toEqual(
      keys === 'rsa' ? ['rsa-3072', 'sha256'] : ['p256', 'sha256'],
    );
  });

  it('is read also when the signer is named by his key, and when RSA is with PSS', () => {
    const options = keys === 'rsa' ? ['-keyopt', 'rsa_padding_mode:pss'] : [];
    for (const more of [['-keyid'], options]) {
      const token = authority.signedData(statement(now()), 'signer', ...more);
      expect(verifyStamp(token, TEXT, trusting())).toMatchObject({ ok: true, chain: 'trusted' });
    }
  });
});

describe('an authority with SM2', () => {
  it('is trusted: certificates by OpenSSL, and its signature under the standard identity', () => {
    const authority = new OpensslAuthority('sm2');
    try {
      const token = sm2Token(authority, statement(now(), 'sm3'));
      expect(verifyStamp(token, TEXT, nodeStampCrypto([authority.root]))).toMatchObject({
        ...{ ok: true, chain: 'trusted' },
      });
      keep('sm2-sm3.tsr', token);
      keep('sm2-root.pem', authority.root);
      const other = new OpensslAuthority('sm2');
      expect(verifyStamp(token, TEXT, nodeStampCrypto([other.root]))).toMatchObject({ chain: 'untrusted' });
      other.close();
    } finally {
      authority.close();
    }
  });
});

/** `openssl ts` cannot sign with SM2: the token is put together here, all signatures are OpenSSL's. */
function sm2Token(authority: OpensslAuthority, content: Uint8Array): Uint8Array {
  const STATEMENT = derOid('1.2.840.113549.1.9.16.1.4');
  const certificate = authority.certificate('signer');
  const attribute = (oid: string, value: Uint8Array): Uint8Array =>
    der(TAG.sequence, derOid(oid), der(TAG.set, value));
  const named = der(TAG.sequence, algorithm(SM3), der(TAG.octetString, crypto.digest('sm3', certificate)));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', STATEMENT),
    attribute('1.2.840.113549.1.9.4', der(TAG.octetString, crypto.digest('sm3', content))),
    attribute('1.2.840.113549.1.9.16.2.47', der(TAG.sequence, der(TAG.sequence, named))),
  ];
  const body = new DerMembers(new DerMembers(readDer(certificate)).take(TAG.sequence));
  body.take(context(0));
  const serial = body.take(TAG.integer).whole;
  body.take(TAG.sequence);
  const issuer = body.take(TAG.sequence).whole;
  const signer = der(
    TAG.sequence,
    derInteger(Uint8Array.of(1)),
    der(TAG.sequence, issuer, serial),
    algorithm(SM3),
    der(context(0), ...attributes),
    algorithm('1.2.156.10197.1.501'),
    der(TAG.octetString, authority.sm2Signature(der(TAG.set, ...attributes), 'signer')),
  );
  const data = der(
    TAG.sequence,
    derInteger(Uint8Array.of(3)),
    der(TAG.set, algorithm(SM3)),
    der(TAG.sequence, STATEMENT, der(context(0), der(TAG.octetString, content))),
    der(context(0), certificate),
    der(TAG.set, signer),
  );
  return der(TAG.sequence, derOid('1.2.840.113549.1.7.2'), der(context(0), data));
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificatesIn } from '../../src/outside/stamps/node-stamp-crypto.js';

const CONFIGURATION = `[tsa]
default_tsa = authority
[authority]
serial = serial
digests = sha256, sha384, sha512, sm3
default_policy = 1.2.3.4.1
accuracy = millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = sha256
signer_digest = sha256
`;

const LISTS = `[ca]
default_ca = lists
[lists]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 7
`;

const KEYS = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  sm2: ['-algorithm', 'SM2'],
} as const;

/** SM2 is signed and verified under the standard's identity; OpenSSL has none unless told. */
const SIGNING = { rsa: ['-sha256'], p256: ['-sha256'], sm2: ['-sm3', '-sigopt', 'distid:1234567812345678'] };
const VERIFYING = { rsa: [], p256: [], sm2: ['-vfyopt', 'distid:1234567812345678'] };

/** What a certificate for time stamps has. */
const FOR_STAMPS = [
  'basicConstraints=critical,CA:false',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=critical,timeStamping',
  'subjectKeyIdentifier=hash',
];

/** A time stamping authority out of the `openssl` program: a root, and signers that it issued certificates to. */
export class OpensslAuthority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'stamps-'));

  constructor(private readonly keys: keyof typeof KEYS) {
    writeFileSync(join(this.folder, 'tsa.cnf'), CONFIGURATION);
    writeFileSync(join(this.folder, 'serial'), '01\n');
    this.key('root');
    const name = ['-subj', '/CN=Root of tests', '-days', '36500'];
    const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
    this.run('req', '-x509', '-key', 'root.key', '-out', 'root.pem', ...SIGNING[keys], ...name, ...usage);
    this.issue('signer');
  }

  get root(): Uint8Array {
    return certificatesIn(this.read('root.pem').toString())[0] as Uint8Array;
  }

  certificate(name: string): Uint8Array {
    return certificatesIn(this.read(`${name}.pem`).toString())[0] as Uint8Array;
  }

  /** A certificate and its key; `extensions` are those of a time stamping certificate unless given. */
  issue(name: string, extensions: readonly string[] = FOR_STAMPS, days = 36_000, by = 'root'): void {
    writeFileSync(join(this.folder, `${name}.ext`), `${extensions.join('\n')}\n`);
    this.key(name);
    const files = { key: `${name}.key`, request: `${name}.csr`, certificate: `${name}.pem` };
    const subject = ['-utf8', '-subj', `/C=CN/O=测试机构/CN=${name}`];
    this.run('req', '-new', '-key', files.key, '-out', files.request, ...SIGNING[this.keys], ...subject);
    const issuer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', ...SIGNING[this.keys]];
    const asked = ['-in', files.request, ...VERIFYING[this.keys], '-extfile', `${name}.ext`];
    this.run('x509', '-req', ...asked, ...issuer, '-days', String(days), '-out', files.certificate);
  }

  /** The answer (TimeStampResp) to a request, both DER. */
  answer(request: Uint8Array, ...more: readonly string[]): Uint8Array {
    writeFileSync(join(this.folder, 'request'), request);
    this.run(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'authority',
      '-queryfile',
      'request',
      ...[...['-signer', 'signer.pem', '-inkey', 'signer.key', '-out', 'answer', ...more]],
    );
    return this.read('answer');
  }

  /** What OpenSSL makes of an answer to its own request. */
  accepts(request: Uint8Array, answer: Uint8Array): boolean {
    writeFileSync(join(this.folder, 'request'), request);
    writeFileSync(join(this.folder, 'answer'), answer);
    try {
      this.run('ts', '-verify', '-queryfile', 'request', '-in', 'answer', '-CAfile', 'root.pem');
      return true;
    } catch {
      return false;
    }
  }

  /** Signs any statement (TSTInfo) as whoever: what a faithful authority would not do. */
  signedData(statement: Uint8Array, signer: string, ...more: readonly string[]): Uint8Array {
    writeFileSync(join(this.folder, 'statement'), statement);
    this.run(
      'cms',
      '-sign',
      '-binary',
      '-nodetach',
      '-cades',
      '-outform',
      'DER',
      '-in',
      'statement',
      ...[
        ...['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-md', 'sha256', '-nosmimecap'],
        ...['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, '-out', 'token', ...more],
      ],
    );
    return this.read('token');
  }

  /** A list of what the root revoked, DER: these certificates, in 2030, each for a reason as `openssl ca` names it. */
  revocationList(revoked: Readonly<Record<string, string>> = {}): Uint8Array {
    writeFileSync(join(this.folder, 'ca.cnf'), LISTS);
    writeFileSync(join(this.folder, 'index.txt'), '');
    writeFileSync(join(this.folder, 'crlnumber'), '01\n');
    const root = ['-config', 'ca.cnf', '-cert', 'root.pem', '-keyfile', 'root.key'];
    for (const [name, reason] of Object.entries(revoked))
      this.run('ca', ...root, '-revoke', `${name}.pem`, '-crl_reason', reason);
    const index = this.read('index.txt').toString();
    writeFileSync(join(this.folder, 'index.txt'), index.replaceAll(/\t\d{12}Z,/g, '\t300101000000Z,'));
    this.run('ca', ...root, '-gencrl', '-out', 'list.pem');
    this.run('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
    return this.read('list.crl');
  }

  /** SM2 with SM3 under the standard's identity. */
  sm2Signature(message: Uint8Array, signer: string): Uint8Array {
    writeFileSync(join(this.folder, 'message'), message);
    this.run(
      'dgst',
      '-sm3',
      '-sign',
      `${signer}.key`,
      '-sigopt',
      'distid:1234567812345678',
      ...[...['-out', 'signature', 'message']],
    );
    return this.read('signature');
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private key(name: string): void {
    const isSmall = this.keys === 'rsa' && !['root', 'signer'].includes(name);
    const size = isSmall ? ['-pkeyopt', 'rsa_keygen_bits:2048'] : [];
    this.run('genpkey', ...KEYS[this.keys], ...size, '-out', `${name}.key`);
  }

  private read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  private run(...words: readonly string[]): void {
    execFileSync('openssl', words, { cwd: this.folder, stdio: 'pipe' });
  }
}

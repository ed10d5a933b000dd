import { constants, createPublicKey, hash, verify, createVerify, X509Certificate } from 'node:crypto';
import { sm2Message } from '../../engine/audit/log/sm2-message.js';
import type { StampCrypto } from '../../engine/audit/stamp/stamp-verdict.js';

/** Octets at the end of an SM2 key's SubjectPublicKeyInfo: the uncompressed point. */
const POINT_BYTES = 65;

/** Certificates and signatures of time stamps by OpenSSL, out of what Node has built in. */
export function nodeStampCrypto(roots: readonly Uint8Array[]): StampCrypto {
  return {
    roots,
    digest: (algorithm, bytes) => hash(algorithm, bytes, 'buffer'),
    verifies(key, scheme, message, signature) {
      try {
        const publicKey = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
        if (scheme.family === 'sm2') {
          const whole = sm2Message(key.subarray(-POINT_BYTES), message, (data) =>
            hash('sm3', data, 'buffer'),
          );
          return createVerify('sm3').update(whole).verify(publicKey, signature);
        }
        const type = publicKey.asymmetricKeyType;
        if (scheme.family === 'ecdsa')
          return type === 'ec' && verify(scheme.digest, message, publicKey, signature);
        if (type !== 'rsa' && type !== 'rsa-pss') return false;
        const padding =
          scheme.family === 'rsa-pss'
            ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltBytes }
            : { padding: constants.RSA_PKCS1_PADDING };
        return verify(scheme.digest, message, { key: publicKey, ...padding }, signature);
      } catch {
        // A key on no curve, or a signature of another shape: not signed by this key.
        return false;
      }
    },
  };
}

/**
 * Certificates in a PEM file, as DER.
 *
 * @throws Error when one of them is none
 */
export function certificatesIn(pem: string): readonly Uint8Array[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw);
}

import type { Instant } from '../../clock/time.js';

/** Digests that occur in time stamps. SHA-1 is met as the name of a certificate only (RFC 2634), never under a signature. */
export type StampDigest = 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'sm3';

/** How a signature was made. SM2 is with SM3 and the standard's user id. */
export type SignatureScheme =
  | { readonly family: 'rsa' | 'ecdsa'; readonly digest: StampDigest }
  | { readonly family: 'rsa-pss'; readonly digest: StampDigest; readonly saltBytes: number }
  | { readonly family: 'sm2'; readonly digest: 'sm3' };

/** What the checking of a time stamp needs from outside: the engine has no Node API. */
export interface StampCrypto {
  /** Certificates (DER) of authorities that are believed. None: every chain is untrusted. */
  readonly roots: readonly Uint8Array[];
  digest(algorithm: StampDigest, bytes: Uint8Array): Uint8Array;
  /** Whether the key (SubjectPublicKeyInfo, DER) signed the message. False for anything malformed; never throws. */
  verifies(key: Uint8Array, scheme: SignatureScheme, message: Uint8Array, signature: Uint8Array): boolean;
}

/** What an RFC 3161 token comes to. */
export type StampVerdict =
  | {
      readonly ok: true;
      /** What is stamped existed at that time, as the authority says; fractions below a millisecond are cut off. */
      readonly genTime: Instant;
      /** Subject of the certificate that signed. */
      readonly signer: string;
      /** Whether the certificate leads to one of the roots. An untrusted stamp fits what it stamps and anchors nothing. */
      readonly chain: 'trusted' | 'untrusted';
    }
  | { readonly ok: false; readonly problem: string };

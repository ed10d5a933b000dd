import { utf8 } from '../utf8.js';
import { fromHex, joined } from './bytes.js';
import type { BytesHash } from './tree-hash.js';

/** The identity that signatures are made under when no other was agreed (GM/T 0009). */
const IDENTITY = utf8('1234567812345678');

/** a, b and the base point of the curve of SM2 (GB/T 32918.5). */
const CURVE = fromHex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
);

/**
 * What an SM2 signature is over, before the hash: Z and the message (GB/T 32918.2, 5.5). Libraries that sign `SM3(message)`
 * leave Z out, and then no other implementation verifies it.
 *
 * @param publicKey uncompressed point, 65 bytes
 */
export function sm2Message(publicKey: Uint8Array, message: Uint8Array, sm3: BytesHash): Uint8Array {
  const bits = IDENTITY.length * 8;
  const identity = joined(Uint8Array.of(bits >> 8, bits & 0xff), IDENTITY);
  return joined(sm3(joined(identity, CURVE, publicKey.subarray(1))), message);
}

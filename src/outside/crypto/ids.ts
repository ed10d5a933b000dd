import { randomFillSync, randomUUID } from 'node:crypto';
import type { Instant } from '../../engine/clock/time.js';
import type { Ids } from '../../usecases/ports.js';

const MAX_COUNTER = 0xfff;
const POOL_BYTES = 4_096;

/**
 * Identifiers from the operating system's randomness. `uuid` is a UUIDv7 (RFC 9562): 48 bits of milliseconds, a
 * 12-bit counter that keeps ids of one process ascending within a millisecond and when time stands still or goes
 * back, 62 random bits.
 */
export class SystemIds implements Ids {
  #milliseconds = 0;
  #counter = 0;
  readonly #pool = Buffer.alloc(POOL_BYTES);
  #used = POOL_BYTES;

  uuid(now: Instant): string {
    this.#advance(Date.parse(now));
    const bytes = this.#random(16);
    bytes.writeUIntBE(this.#milliseconds, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.#counter, 6);
    bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  randomUuid(): string {
    return randomUUID();
  }

  salt(): string {
    return this.#random(32).toString('hex');
  }

  /** Random bytes, each given out once; the operating system is asked for many at a time. */
  #random(count: number): Buffer {
    if (this.#used + count > this.#pool.length) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const given = Buffer.from(this.#pool.subarray(this.#used, this.#used + count));
    this.#used += count;
    return given;
  }

  #advance(milliseconds: number): void {
    if (milliseconds > this.#milliseconds) {
      this.#milliseconds = milliseconds;
      this.#counter = 0;
    } else if (this.#counter < MAX_COUNTER) this.#counter++;
    else {
      this.#milliseconds++;
      this.#counter = 0;
    }
  }
}

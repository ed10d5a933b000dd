import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../../engine/clock/time.js';
import type { Ids } from '../../usecases/ports.js';

const MAX_COUNTER = 0xfff;

/**
 * Identifiers from the operating system's randomness. `uuid` is a UUIDv7 (RFC 9562): 48 bits of milliseconds, a
 * 12-bit counter that keeps ids of one process ascending within a millisecond and when time stands still or goes
 * back, 62 random bits.
 */
export class SystemIds implements Ids {
  #milliseconds = 0;
  #counter = 0;

  uuid(now: Instant): string {
    this.#advance(Date.parse(now));
    const bytes = randomBytes(16);
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
    return randomBytes(32).toString('hex');
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

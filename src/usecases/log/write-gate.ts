import { LedgerBehind } from './ledger-behind.js';
import type { LogStanding } from './log-standing.js';

/** Stands before every append: shut while the database is not what was signed. */
export class WriteGate {
  #standing: LogStanding = { kind: 'sound', size: 0 };

  /** Opens or shuts the gate by what was found. */
  found(standing: LogStanding): void {
    this.#standing = standing;
  }

  /** How the database stands, as last looked at. */
  get standing(): LogStanding {
    return this.#standing;
  }

  /** @throws LedgerBehind while it is shut */
  pass(): void {
    if (this.#standing.kind !== 'sound') throw new LedgerBehind(this.#standing);
  }
}

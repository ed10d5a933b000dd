import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import type { AttemptKeys, Attempts, LockLimits, Turn } from '../../usecases/identity/identity-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

const TAKE: NamedStatement = {
  name: 'attempts-take',
  text: 'select failures, until from duecourse_take_turn($1, $2, $3, $4, $5, $6, $7)',
};

// The address keeps the failures of others, and with them how long it waits after the next one. Its row is changed
// first, as a turn does: whoever locks the two rows in the other order waits for somebody who waits for him.
const SUCCEEDED: NamedStatement = {
  name: 'attempts-succeeded',
  text: `with address as (
      update sign_in_attempts set failures = greatest(0, failures - 1), free_at = least(free_at, $3)
      where key = $2 returning 1
    )
    delete from sign_in_attempts where key = $1 and (select count(*) from address) is not null`,
};

const LOCKED: NamedStatement = {
  name: 'attempts-locked',
  text: 'select free_at from sign_in_attempts where key = $1 and free_at > $2',
};

const CLEAR: NamedStatement = { name: 'attempts-clear', text: 'delete from sign_in_attempts where key = $1' };

/** Guesses counted on PostgreSQL, for all processes together. */
export class StoredAttempts implements Attempts {
  constructor(private readonly dataSource: DataSource) {}

  async take({ account, address }: AttemptKeys, now: Instant, limits: LockLimits): Promise<Turn> {
    const { freeForAccount, freeForAddress, longestSeconds, forgetSeconds } = limits;
    const [row] = await runNamed<{ failures: number; until: Date | null }>(this.dataSource, TAKE, [
      ...[account, address, now, freeForAccount, freeForAddress, longestSeconds, forgetSeconds],
    ]);
    if (!row) throw new Defect('a turn is granted or not');
    if (row.until) return { granted: false, until: row.until.toISOString() as Instant };
    return { granted: true, failures: row.failures };
  }

  async succeeded({ account, address }: AttemptKeys, now: Instant): Promise<void> {
    await runNamed(this.dataSource, SUCCEEDED, [account, address, now]);
  }

  async lockedUntil(account: string, now: Instant): Promise<Instant | undefined> {
    const [row] = await runNamed<{ free_at: Date }>(this.dataSource, LOCKED, [account, now]);
    return row && (row.free_at.toISOString() as Instant);
  }

  async clear(account: string): Promise<void> {
    await runNamed(this.dataSource, CLEAR, [account]);
  }
}

import type { DataSource } from 'typeorm';
import type { Instant, Zone } from '../engine/clock/time.js';
import type { Installation, Now } from '../usecases/ports.js';
import { LIBRARY_STREAMS } from '../usecases/law/library-streams.js';
import { runNamed } from './named-statement.js';

/** What an operator asks an installation to be. */
export interface WantedInstallation {
  /** Origin of the log, such as `audit.example.gov.cn/xzsp/2026`. */
  readonly log: string;
  readonly mode: 'real' | 'simulated';
  readonly zone: Zone;
  readonly engine: string;
  /** Simulated installations: where their clock begins. Only the first start looks at it. */
  readonly simulatedStart?: Instant;
}

/** The database was set up as something else; nothing can change that. */
export class OtherInstallation extends Error {
  override readonly name = 'OtherInstallation';
}

interface InstallationValues {
  readonly log: string;
  readonly mode: 'real' | 'simulated';
  readonly zone: Zone;
}

const CREATE = {
  name: 'installation-create',
  text: 'insert into installation (id, log, mode, zone, simulated_start) values (1, $1, $2, $3, $4) on conflict do nothing',
};
const READ = { name: 'installation-read', text: 'select log, mode, zone from installation where id = 1' };
const NOW = {
  name: 'installation-now',
  text: `select i.simulated_start, s.state from installation i left join streams s on s.id = $1 where i.id = 1`,
};

/**
 * Makes the database this installation at its first start, and checks ever after that it still is the same one.
 *
 * @throws OtherInstallation when log, mode or zone differ: a simulated database never becomes a real one.
 */
export async function openInstallation(
  dataSource: DataSource,
  wanted: WantedInstallation,
): Promise<Installation> {
  const { log, mode, zone, engine } = wanted;
  if (mode === 'simulated' && wanted.simulatedStart === undefined) {
    throw new Error('a simulated installation needs the instant at which its clock begins');
  }
  await runNamed(dataSource, CREATE, [log, mode, zone, mode === 'simulated' ? wanted.simulatedStart : null]);
  const [found] = await runNamed<InstallationValues>(dataSource, READ, []);
  for (const member of ['log', 'mode', 'zone'] as const) {
    if (found?.[member] !== wanted[member]) {
      throw new OtherInstallation(
        `this database is an installation with ${member} "${found?.[member]}", not "${wanted[member]}"; ` +
          `that can never be changed: use another database`,
      );
    }
  }
  return { log, mode, zone, engine };
}

/** The installation that a database is, without making one. Undefined for an empty database. */
export async function findInstallation(
  dataSource: DataSource,
): Promise<Omit<Installation, 'engine'> | undefined> {
  const [found] = await runNamed<InstallationValues>(dataSource, READ, []);
  return found;
}

/**
 * The clock of a simulated installation: where it began, or where the last act on record moved it. It is read from
 * the folded state of the installation's stream, so it cannot move without a record.
 */
export function simulatedNow(dataSource: DataSource): Now {
  return {
    now: async () => {
      const [row] = await runNamed<{ simulated_start: Date | null; state: string | null }>(dataSource, NOW, [
        LIBRARY_STREAMS.installation,
      ]);
      if (row?.state) return (JSON.parse(row.state) as { now: Instant }).now;
      if (!row?.simulated_start) throw new OtherInstallation('this database is not a simulated installation');
      return row.simulated_start.toISOString() as Instant;
    },
  };
}

import type { DataSource } from 'typeorm';
import { APPLICATION_ROLE, ROLES } from './database-roles.js';

/** A setting as every connection of the pool has it, in the unit in which `pg_settings` shows it. */
export type SessionSettings = Readonly<Record<string, string>>;

/** Longer statements are broken off, milliseconds. */
export const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * What every connection asks for itself, because the server's defaults wait for ever: a statement, a lock, a
 * transaction whose process has stopped. Days and instants are written the same way whatever the server's zone.
 */
export const BOUNDS: SessionSettings = {
  statement_timeout: String(STATEMENT_TIMEOUT_MS),
  lock_timeout: '5000',
  idle_in_transaction_session_timeout: '10000',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
};

/**
 * What not every version and system knows. Short statements are not compiled: that takes longer by far than they do. And
 * how soon the server notices that our machine or the network has gone: 10 s idle, then 3 questions 5 s apart, 15 s for
 * what was sent, and a look at the connection every 5 s of a running statement.
 */
const WHERE_KNOWN: SessionSettings = {
  jit: 'off',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '15000',
  client_connection_check_interval: '5000',
};

/** How the pool works on a given server. */
export interface Session {
  /** Work as the application's role; false where this login may not. */
  readonly asApplication: boolean;
  /** Work as the sealer's role instead. Default: no. */
  readonly asSealer?: boolean;
  /** Beside `BOUNDS`: what this server and its system know, and the schema's search path. */
  readonly settings: SessionSettings;
}

/** Finds out on a connection of the service's login, not yet bound to a role, what the pool can ask for there. */
export async function learnSession(dataSource: DataSource): Promise<Session> {
  const runner = dataSource.createQueryRunner();
  const accepts = async (statement: string, values: readonly string[] = []): Promise<boolean> => {
    try {
      await runner.query(statement, [...values]);
      return true;
    } catch {
      // An unknown setting, one that this system cannot keep, or a role that this login may not take on.
      return false;
    }
  };
  try {
    const settings: Record<string, string> = {};
    for (const [name, value] of Object.entries(WHERE_KNOWN)) {
      if (await accepts('select set_config($1, $2, false)', [name, value])) settings[name] = value;
    }
    const [{ schema }] = (await runner.query('select quote_ident(current_schema()) as schema')) as [
      { schema: string },
    ];
    // Temporary tables last: nobody shall put one in front of ours.
    settings['search_path'] = `${schema}, pg_temp`;
    return { asApplication: await accepts(`set role ${APPLICATION_ROLE}`), settings };
  } finally {
    await runner.release();
  }
}

/** The words that make a server set all this as a connection begins. */
export function startupOptions({ asApplication, asSealer = false, settings }: Session): string {
  const role = asSealer ? ROLES.sealer : asApplication ? APPLICATION_ROLE : undefined;
  const all = { ...(role && { role }), ...settings };
  return Object.entries(all)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, String.raw`\$&`)}`)
    .join(' ');
}

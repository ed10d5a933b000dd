import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { errorCode } from './named-statement.js';
import type { Deviation } from './preflight/finding.js';
import { judge, preflight, type Judgement } from './preflight/preflight.js';
import { learnSession, type Session } from './preflight/session-settings.js';
import { describeFinding, UnsafeDatabase } from './preflight/unsafe-database.js';

/** Which database, as whom, and what is accepted of it. */
export interface DatabaseOptions {
  /** The login of the service. */
  readonly url: string;
  /** The login that owns the tables and changes the schema. Default: the service's own. */
  readonly migrationUrl?: string | null;
  /** Two to four connections for each core of the database. */
  readonly poolSize: number;
  /** False for the embedded server, whose only login is ours. Default: true. */
  readonly own?: boolean;
  /** Deviations that this installation accepts by name. Default: none. */
  readonly allow?: readonly Deviation[];
  /** `tell`: say what deviates and go on, for checks of a damaged database. Default: refuse. */
  readonly unsafe?: 'refuse' | 'tell';
}

/** How seriously deviations are meant: a demonstration is told of some that stop a real installation. */
export type Strictness = 'real' | 'simulated';

const NOT_PERMITTED = '42501';

/**
 * Brings the schema up to date, connects the service to it with as little power as it needs, and looks at the
 * database before anybody uses it. Several processes may start at once: one migrates, the others wait.
 *
 * @param warn is told each deviation that is accepted, in sentences for the operator.
 * @throws UnsafeDatabase with every deviation that is not accepted.
 */
export async function connectStore(
  options: DatabaseOptions,
  mode: Strictness,
  warn: (sentence: string) => void,
): Promise<DataSource> {
  await migrateAsOwner(options);
  const session = await learn(options);
  const dataSource = await createDataSource({ ...options, ...session }).initialize();
  try {
    const { refused, accepted } = await examine(dataSource, session, options, mode);
    if (refused.length > 0 && options.unsafe !== 'tell') throw new UnsafeDatabase(refused);
    for (const finding of [...refused, ...accepted]) warn(describeFinding(finding));
    return dataSource;
  } catch (problem) {
    await dataSource.destroy();
    throw problem;
  }
}

/** What the preflight says of a database as it stands, without changing or starting anything. */
export async function inspectStore(options: DatabaseOptions, mode: Strictness): Promise<Judgement> {
  const session = await learn(options);
  const dataSource = await createDataSource({ ...options, ...session }).initialize();
  try {
    return await examine(dataSource, session, options, mode);
  } finally {
    await dataSource.destroy();
  }
}

async function examine(
  dataSource: DataSource,
  session: Session,
  options: DatabaseOptions,
  mode: Strictness,
): Promise<Judgement> {
  const { own = true, poolSize, allow = [] } = options;
  const findings = await preflight(dataSource, { own, poolSize, settings: session.settings });
  return judge(findings, mode, allow);
}

async function migrateAsOwner({ url, migrationUrl }: DatabaseOptions): Promise<void> {
  const owner = await createDataSource({
    url: migrationUrl ?? url,
    poolSize: 2,
    asApplication: false,
    bare: true,
  }).initialize();
  try {
    await migrate(owner);
  } catch (problem) {
    if (errorCode(problem) !== NOT_PERMITTED) throw problem;
    throw new UnsafeDatabase([
      {
        code: 'schema-older',
        zh: '登录名无权执行迁移：请在 database.migrationUrl 中给出表的所有者',
        en: 'the login may not migrate the schema: name the owner of the tables in database.migrationUrl',
      },
    ]);
  } finally {
    await owner.destroy();
  }
}

async function learn({ url }: DatabaseOptions): Promise<Session> {
  const login = await createDataSource({ url, poolSize: 1, asApplication: false, bare: true }).initialize();
  try {
    return await learnSession(login);
  } finally {
    await login.destroy();
  }
}

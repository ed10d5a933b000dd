import type { DataSource } from 'typeorm';
import { checkGrants } from './check-grants.js';
import { checkGuards } from './check-guards.js';
import { checkRoles } from './check-roles.js';
import { checkSchema } from './check-schema.js';
import { checkSchemaRights } from './check-schema-rights.js';
import { checkServer } from './check-server.js';
import { ROLES } from './database-roles.js';
import { ALLOWABLE, TOLD_ONLY, type Deviation, type Finding } from './finding.js';
import type { SessionSettings } from './session-settings.js';

/** What the preflight holds a database against. */
export interface Expectations {
  /** The operator's own PostgreSQL; false for the embedded one. */
  readonly own: boolean;
  /** What the pool asks for at the start of each connection, beside `BOUNDS`. */
  readonly settings: SessionSettings;
  readonly poolSize: number;
}

/**
 * Compares the database, over the very connections on which the service will work, with what it needs: who it is
 * there, every right, every guard, the whole schema, and the server's settings. Reads the catalogue only.
 *
 * @returns every deviation; none for a sound database.
 */
export async function preflight(
  dataSource: DataSource,
  { own, settings, poolSize }: Expectations,
): Promise<readonly Finding[]> {
  if (!(await maySee(dataSource))) return [NOT_SEEN];
  const schema = await checkSchema(dataSource);
  // Of another build's schema only this can be said; its grants and guards are that build's.
  const comparable = !schema.some(({ code }) => code === 'schema-newer' || code === 'schema-older');
  const roles = await dataSource.query<{ name: string }[]>(
    'select rolname as name from pg_roles where rolname = any ($1)',
    [Object.values(ROLES)],
  );
  return [
    ...(await checkServer(dataSource, settings, poolSize)),
    ...(await checkRoles(dataSource, own)),
    ...schema,
    ...(comparable
      ? [
          ...(await checkGrants(
            dataSource,
            roles.map(({ name }) => name),
          )),
          ...(await checkSchemaRights(dataSource)),
          ...(await checkGuards(dataSource)),
        ]
      : []),
  ];
}

const NOT_SEEN: Finding = {
  code: 'grant-missing',
  zh: '缺少授权：服务看不到本产品的模式或 schema_migrations，其余无从检查',
  en: "not granted: the product's schema or schema_migrations cannot be seen, so nothing else can be looked at",
};

async function maySee(dataSource: DataSource): Promise<boolean> {
  const [{ seen }] = await dataSource.query<[{ seen: boolean | null }]>(
    `select has_table_privilege(to_regclass('schema_migrations')::oid, 'SELECT') as seen`,
  );
  return seen === true;
}

/** Which findings an installation lives with, and which stop its start. */
export interface Judgement {
  readonly refused: readonly Finding[];
  readonly accepted: readonly Finding[];
}

/** Sorts findings by what this installation allows by name, and by how seriously it is meant. */
export function judge(
  findings: readonly Finding[],
  mode: 'real' | 'simulated',
  allow: readonly Deviation[],
): Judgement {
  const isAccepted = ({ code }: Finding): boolean => {
    const name = ALLOWABLE[code];
    return TOLD_ONLY.has(code) || (name !== undefined && (mode === 'simulated' || allow.includes(name)));
  };
  return {
    refused: findings.filter((finding) => !isAccepted(finding)),
    accepted: findings.filter(isAccepted),
  };
}

import type { DataSource } from 'typeorm';
import { ROLES } from './database-roles.js';
import { EXPECTED_GRANTS } from './expected-grants.js';
import type { Finding } from './finding.js';

// Superusers may do everything anyway; the owner of the tables and that of the schema must be able to migrate.
const CREATORS = `select case x.grantee when 0 then 'PUBLIC' else pg_get_userbyid(x.grantee) end as role
  from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as x
  where n.oid = current_schema()::regnamespace and x.privilege_type = 'CREATE' and x.grantee <> n.nspowner
    and not exists (select 1 from pg_class c where c.relname = 'records' and c.relnamespace = n.oid
      and c.relowner = x.grantee)
    and not exists (select 1 from pg_roles r where r.oid = x.grantee and r.rolsuper)`;

const DATABASE_CREATORS = `select rolname as role from pg_roles
  where rolname = any ($1) and not rolsuper and has_database_privilege(oid, current_database(), 'CREATE')`;

const NO_USAGE = `select rolname as role from pg_roles
  where rolname = any ($1) and not has_schema_privilege(oid, current_schema(), 'USAGE')`;

// What is created one day must not be open to others from its first moment.
const DEFAULTS = `select distinct case x.grantee when 0 then 'PUBLIC' else pg_get_userbyid(x.grantee) end as role
  from pg_default_acl d, aclexplode(d.defaclacl) as x
  where d.defaclnamespace in (0, current_schema()::regnamespace) and x.grantee <> d.defaclrole
    and not (x.grantee = 0 and d.defaclobjtype in ('f', 'T') and d.defaclnamespace = 0)
    and d.defaclrole in (select relowner from pg_class where relname = any ($1)
      and relnamespace = current_schema()::regnamespace)`;

/** Who may create things in the schema, who may not even use it, and what future tables would be granted to whom. */
export async function checkSchemaRights(dataSource: DataSource): Promise<Finding[]> {
  const ask = async (query: string, values: readonly unknown[]): Promise<string[]> =>
    (await dataSource.query<{ role: string }[]>(query, [...values])).map(({ role }) => role);
  const ours = Object.values(ROLES);
  const findings: Finding[] = [];
  for (const role of await ask(CREATORS, [])) {
    findings.push({
      code: 'schema-create',
      zh: `${role} 可以在本产品的模式中创建对象`,
      en: `${role} may create objects in the product's schema`,
    });
  }
  for (const role of await ask(DATABASE_CREATORS, [ours])) {
    findings.push({
      code: 'schema-create',
      zh: `${role} 可以在数据库中创建模式`,
      en: `${role} may create schemas in the database`,
    });
  }
  for (const role of await ask(NO_USAGE, [ours])) {
    findings.push({
      code: 'grant-missing',
      zh: `缺少授权：${role} 不能使用本产品的模式`,
      en: `not granted: ${role} USAGE on the product's schema`,
    });
  }
  for (const role of await ask(DEFAULTS, [Object.keys(EXPECTED_GRANTS)])) {
    findings.push({
      code: 'default-privileges',
      zh: `新建对象将自动授权给 ${role}`,
      en: `what is created in the future would be granted to ${role} by default`,
    });
  }
  return findings;
}

import type { DataSource } from 'typeorm';
import { ROLES, type DatabaseRole } from './database-roles.js';
import { EXPECTED_GRANTS, FUNCTION_GRANTS, type Grants } from './expected-grants.js';
import type { Finding } from './finding.js';

/** A right as the catalogue has it. */
interface Grant {
  /** Table, view, `table.column`, function or sequence. */
  readonly object: string;
  /** Empty: everybody. */
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

// What is not granted explicitly has the defaults of its kind; the owner's own rights are nobody's business.
const GRANTS = `with schema as (select current_schema()::regnamespace as oid), acl as (
    select c.relname::text as object, c.relowner as owner,
      coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner)) as items
    from pg_class c, schema
    where c.relnamespace = schema.oid and (c.relname = any ($1) or c.relkind = 'S' and exists (
      select 1 from pg_depend d join pg_class t on t.oid = d.refobjid
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i') and t.relname = any ($1)
    ))
    union all
    select c.relname || '.' || a.attname, c.relowner, a.attacl
    from pg_attribute a join pg_class c on c.oid = a.attrelid, schema
    where c.relnamespace = schema.oid and c.relname = any ($1) and not a.attisdropped
    union all
    select p.proname || '()', p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
    from pg_proc p, schema where p.pronamespace = schema.oid and p.proname like 'duecourse\\_%'
  )
  select acl.object, case x.grantee when 0 then '' else pg_get_userbyid(x.grantee) end as grantee,
    x.privilege_type as privilege, x.is_grantable as grantable
  from acl, aclexplode(acl.items) as x where x.grantee <> acl.owner`;

/** Compares every right on every table, column, view, sequence and function with the list of what is granted. */
export async function checkGrants(dataSource: DataSource, roles: readonly string[]): Promise<Finding[]> {
  const found = await dataSource.query<Grant[]>(GRANTS, [Object.keys(EXPECTED_GRANTS)]);
  const expected = new Set(expectedGrants().filter((line) => roles.includes(line.split(' ')[0] as string)));
  const met = new Set<string>();
  const findings: Finding[] = [];
  for (const grant of found) {
    const line = lineOf(grant.grantee, grant.privilege, grant.object);
    if (expected.has(line) && !grant.grantable) met.add(line);
    else findings.push(excess(grant));
  }
  for (const line of expected) {
    if (met.has(line)) continue;
    findings.push({ code: 'grant-missing', zh: `缺少授权：${line}`, en: `not granted: ${line}` });
  }
  return findings;
}

function excess({ object, grantee, privilege, grantable }: Grant): Finding {
  const right = `${privilege} on ${object}${grantable ? ' with grant option' : ''}`;
  if (grantee === '') {
    return {
      code: 'grant-to-everybody',
      zh: `所有人（PUBLIC）有权 ${right}`,
      en: `everybody (PUBLIC) has ${right}`,
    };
  }
  const harmless = privilege === 'SELECT' && !grantable && !Object.values(ROLES).includes(grantee);
  return {
    code: harmless ? 'grant-to-stranger' : 'grant-additional',
    zh: `角色 ${grantee} 多有权限 ${right}`,
    en: `role ${grantee} has ${right} beyond the list`,
  };
}

function lineOf(role: string, privilege: string, object: string): string {
  return `${role} ${privilege} on ${object}`;
}

/** Every expected right as a line: role, right, object. */
function expectedGrants(): string[] {
  const relations = Object.entries(EXPECTED_GRANTS).flatMap(([relation, grants]) =>
    relationLines(relation, grants),
  );
  const functions = Object.entries(FUNCTION_GRANTS).flatMap(([name, roles]) =>
    roles.map((role) => lineOf(ROLES[role], 'EXECUTE', `${name}()`)),
  );
  return [...relations, ...functions];
}

function relationLines(relation: string, grants: Grants): string[] {
  return (Object.keys(grants) as DatabaseRole[]).flatMap((role) => {
    const { update = [], ...whole } = grants[role] ?? {};
    return [
      ...Object.keys(whole).map((right) => lineOf(ROLES[role], right.toUpperCase(), relation)),
      ...update.map((column) => lineOf(ROLES[role], 'UPDATE', `${relation}.${column}`)),
    ];
  });
}

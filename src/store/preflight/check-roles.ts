import type { DataSource } from 'typeorm';
import { APPLICATION_ROLE, ROLES } from './database-roles.js';
import { EXPECTED_GRANTS, FUNCTION_GRANTS } from './expected-grants.js';
import type { Finding } from './finding.js';

interface Acting {
  readonly role: string;
  readonly login: string;
  readonly login_super: boolean;
}

interface RoleRow {
  readonly rolname: string;
  readonly powers: readonly string[];
  readonly groups: readonly string[];
}

const POWERS = `select r.rolname::text as rolname,
    array_remove(array[case when r.rolsuper then 'SUPERUSER' end, case when r.rolcreaterole then 'CREATEROLE' end,
      case when r.rolcreatedb then 'CREATEDB' end, case when r.rolreplication then 'REPLICATION' end,
      case when r.rolbypassrls then 'BYPASSRLS' end, case when r.rolcanlogin then 'LOGIN' end], null) as powers,
    array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid
      order by 1) as groups
  from pg_roles r where r.rolname = any ($1) order by r.rolname`;

const OWNERS = `select distinct pg_get_userbyid(owner) as owner from (
    select c.relowner as owner from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1)
    union all select p.proowner from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and p.proname = any ($2)
  ) as objects order by 1`;

/**
 * Who the service is in the database: the application's role and nobody stronger, by whatever way.
 *
 * @param own the database is not the embedded one, whose only login is the superuser that the service itself made.
 */
export async function checkRoles(dataSource: DataSource, own: boolean): Promise<Finding[]> {
  const [acting] = await dataSource.query<[Acting]>(
    `select current_user as role, session_user as login,
      (select rolsuper from pg_roles where rolname = session_user) as login_super`,
  );
  const roles = await dataSource.query<RoleRow[]>(POWERS, [Object.values(ROLES)]);
  const owners = await dataSource.query<{ owner: string }[]>(OWNERS, [
    Object.keys(EXPECTED_GRANTS),
    Object.keys(FUNCTION_GRANTS),
  ]);
  return [
    ...checkActing(acting, own),
    ...roles.flatMap(checkRole),
    ...checkOwners(owners.map(({ owner }) => owner)),
  ];
}

function checkActing({ role, login, login_super }: Acting, own: boolean): Finding[] {
  const findings: Finding[] = [];
  if (role !== APPLICATION_ROLE) {
    findings.push({
      code: 'role-not-application',
      zh: `服务以角色 ${role} 而非 ${APPLICATION_ROLE} 工作，只有触发器保护已记录的内容`,
      en: `the service works as ${role}, not as ${APPLICATION_ROLE}: triggers alone protect what is recorded`,
    });
  }
  if (own && login_super) {
    findings.push({
      code: 'login-superuser',
      zh: `服务的登录名 ${login} 是超级用户`,
      en: `the login of the service, ${login}, is a superuser`,
    });
  }
  return findings;
}

function checkRole({ rolname, powers, groups }: RoleRow): Finding[] {
  return [
    ...powers.map((power): Finding => ({
      code: 'role-powerful',
      zh: `角色 ${rolname} 具有 ${power} 属性`,
      en: `role ${rolname} has the attribute ${power}`,
    })),
    ...groups.map((group): Finding => ({
      code: 'role-member',
      zh: `角色 ${rolname} 是 ${group} 的成员，因而有其权限`,
      en: `role ${rolname} is a member of ${group} and has its rights`,
    })),
  ];
}

function checkOwners(owners: readonly string[]): Finding[] {
  const ours = owners.filter((owner) => Object.values(ROLES).includes(owner));
  if (ours.length > 0) {
    return ours.map((owner) => ({
      code: 'role-owns',
      zh: `角色 ${owner} 拥有表或函数，可以解除其保护`,
      en: `role ${owner} owns tables or functions and can take their guards away`,
    }));
  }
  if (owners.length <= 1) return [];
  return [
    {
      code: 'owner-differs',
      zh: `表和函数分属多个所有者：${owners.join('、')}`,
      en: `tables and functions have several owners: ${owners.join(', ')}`,
    },
  ];
}

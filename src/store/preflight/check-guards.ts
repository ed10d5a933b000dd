import type { DataSource } from 'typeorm';
import { EXPECTED_GRANTS } from './expected-grants.js';
import type { Finding } from './finding.js';

// Enabled for what the service does: O (origin) or A (always). R fires on replicas only.
const DISABLED = `select c.relname || '.' || t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1) and t.tgenabled not in ('O', 'A')`;

const RULES = `select c.relname || '.' || r.rulename as name from pg_rewrite r join pg_class c on c.oid = r.ev_class
  where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1) and r.rulename <> '_RETURN'`;

const ROW_SECURITY = `select c.relname as name from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1)
    and (c.relrowsecurity or c.relforcerowsecurity)`;

// Rows of a child are read as rows of ours, and none of our guards stands before them.
const CHILDREN = `select i.inhrelid::regclass::text as name from pg_inherits i join pg_class c on c.oid = i.inhparent
  where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1)`;

const RECORDERS = `select array(select evtname::text from pg_event_trigger
    where evtname in ('duecourse_change', 'duecourse_drop') and evtenabled in ('O', 'A')) as active,
  exists (select 1 from schema_changes where command = 'CREATE EVENT TRIGGER') as were_made`;

/** Whether every trigger fires, and whether anything stands between a statement and our tables. */
export async function checkGuards(dataSource: DataSource): Promise<Finding[]> {
  const ask = async (query: string): Promise<string[]> =>
    (await dataSource.query<{ name: string }[]>(query, [Object.keys(EXPECTED_GRANTS)])).map(
      ({ name }) => name,
    );
  const findings: Finding[] = [];
  for (const name of await ask(DISABLED)) {
    findings.push({
      code: 'trigger-disabled',
      zh: `触发器 ${name} 已被停用`,
      en: `trigger ${name} is disabled`,
    });
  }
  for (const name of await ask(RULES)) {
    findings.push({
      code: 'rule-additional',
      zh: `规则 ${name} 会改写语句`,
      en: `rule ${name} rewrites statements`,
    });
  }
  for (const name of await ask(ROW_SECURITY)) {
    findings.push({
      code: 'row-security',
      zh: `表 ${name} 启用了行级安全，会隐藏记录`,
      en: `row-level security on ${name} hides rows`,
    });
  }
  for (const name of await ask(CHILDREN)) {
    findings.push({
      code: 'child-table',
      zh: `表 ${name} 继承本产品的表，其记录不受保护`,
      en: `table ${name} inherits from one of ours, and its rows are not guarded`,
    });
  }
  return [...findings, ...(await checkRecorders(dataSource))];
}

/** Event triggers are a superuser's to make. That they were made is on record, so their loss is noticed. */
async function checkRecorders(dataSource: DataSource): Promise<Finding[]> {
  const [found] = await dataSource.query<[{ active: string[]; were_made: boolean }]>(RECORDERS);
  if (found.active.length === 2) return [];
  if (found.were_made) {
    return [
      {
        code: 'changes-recorder-lost',
        zh: '登记结构变更的事件触发器被删除或停用',
        en: 'an event trigger that records changes of the schema is gone or disabled',
      },
    ];
  }
  return [
    {
      code: 'changes-unrecorded',
      zh: '结构变更不会登记：执行迁移的登录名不是超级用户，不能创建事件触发器',
      en: 'changes of the schema are not recorded: the migrating login is no superuser and cannot make event triggers',
    },
  ];
}

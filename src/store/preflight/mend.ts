import type { FindingCode, Sentence } from './finding.js';

const say = (zh: string, en: string): Sentence => ({ zh, en });

const REAPPLY = say(
  '以表的所有者运行 duecourse preflight --mend，并查明是谁改动的',
  'run duecourse preflight --mend as the owner of the tables, and find out who changed it',
);
const RESTORE = say(
  '结构被改动过：查明原因，由备份恢复，或以交付的迁移重建该对象',
  'the schema was changed: find out why; restore a backup, or make the object anew as the migrations ship it',
);
const SERVER = say(
  '由数据库管理员改正该服务器参数并重新加载',
  'have the administrator of the database correct this setting and reload the server',
);
const STRIP = say(
  '由数据库管理员收回该属性、成员资格或所有权',
  'have the administrator of the database take the attribute, membership or ownership away',
);

/** What an operator does about each finding. The long form is docs/operations/database.md. */
export const MEND: Readonly<Record<FindingCode, Sentence>> = {
  'role-not-application': say(
    '由管理员创建角色 duecourse_app 并授予服务的登录名（docs/operations/database.md）',
    'have an administrator create the role duecourse_app and grant it to the login (docs/operations/database.md)',
  ),
  'role-powerful': STRIP,
  'role-member': STRIP,
  'role-owns': STRIP,
  'login-superuser': say(
    '为服务建立普通登录名（docs/operations/database.md）',
    'make a plain login for the service (docs/operations/database.md)',
  ),
  'grant-missing': REAPPLY,
  'grant-additional': REAPPLY,
  'grant-to-everybody': REAPPLY,
  'grant-to-stranger': say(
    '收回该权限，或在 database.allow 中写明',
    'take the right away, or name it in database.allow',
  ),
  'default-privileges': say(
    '以 ALTER DEFAULT PRIVILEGES ... REVOKE 收回',
    'take it back with ALTER DEFAULT PRIVILEGES ... REVOKE',
  ),
  'schema-create': say('收回创建权限：REVOKE CREATE', 'take the right to create away: REVOKE CREATE'),
  'owner-differs': say(
    '以 ALTER ... OWNER TO 归还执行迁移的登录名',
    'give it back to the migrating login with ALTER ... OWNER TO',
  ),
  'trigger-missing': RESTORE,
  'trigger-additional': RESTORE,
  'trigger-differs': RESTORE,
  'trigger-disabled': say(
    '以 ALTER TABLE ... ENABLE TRIGGER 恢复，运行 duecourse fsck，并查明停用期间的改动',
    'enable it with ALTER TABLE ... ENABLE TRIGGER, run duecourse fsck, and find out what was done meanwhile',
  ),
  'function-missing': RESTORE,
  'function-additional': say(
    '删除它，或让本产品独占一个模式',
    'drop it, or give the product a schema of its own',
  ),
  'function-differs': RESTORE,
  'rule-additional': RESTORE,
  'row-security': RESTORE,
  'child-table': RESTORE,
  'changes-unrecorded': say(
    '如需登记，请以超级用户运行一次 duecourse preflight --mend',
    'if they shall be recorded, run duecourse preflight --mend once as a superuser',
  ),
  'changes-recorder-lost': say(
    '以超级用户运行 duecourse preflight --mend，并查明是谁停用的',
    'run duecourse preflight --mend as a superuser, and find out who took it away',
  ),
  'schema-newer': say('改用写入该数据库的版本或更新的版本', 'start the build that wrote it, or a newer one'),
  'schema-older': say(
    '以表的所有者启动一次，使迁移得以执行',
    'start once as the owner, so that migrations can run',
  ),
  'table-missing': RESTORE,
  'table-differs': RESTORE,
  'view-differs': RESTORE,
  fsync: SERVER,
  'full-page-writes': SERVER,
  'synchronous-commit': SERVER,
  'data-checksums': say(
    '停机后以 pg_checksums --enable 启用',
    'enable them with pg_checksums --enable on the stopped server',
  ),
  autovacuum: SERVER,
  'damage-ignored': SERVER,
  'replication-role': SERVER,
  isolation: SERVER,
  'read-only': SERVER,
  standby: say('连接主库', 'connect to the primary server'),
  encoding: say('新建 UTF8 编码的数据库', 'create a database with encoding UTF8'),
  'reading-of-words': SERVER,
  'event-triggers-off': SERVER,
  'server-version': say('升级到 PostgreSQL 12 或更高', 'upgrade to PostgreSQL 12 or later'),
  connections: say(
    '提高连接上限，或减小 database.poolSize',
    'raise the limit of connections or lower database.poolSize',
  ),
  'session-setting': say(
    '不要让连接代理或连接串参数改写会话设置',
    'let no proxy and no parameter of the address overwrite what a connection asks for',
  ),
};

import pg from 'pg';
import { gramsOf, normalised } from '../src/store/case-search.js';
import { openCases } from './use-case-load.js';
import { performAct } from '../src/usecases/cases/perform-act.js';
import type { BenchOffice } from './bench-office.js';
import { askerOf, JOURNEY } from './licence-journey.js';

/** The tables that are filled, in the order in which others refer to them. */
const TABLES = [
  ...['streams', 'cases', 'tasks', 'clocks', 'case_parties', 'case_performers', 'case_initiated'],
  ...['case_doings', 'case_referrals', 'case_referred', 'case_follows'],
];

const SUBJECTS = [
  ...['食品经营许可', '建设工程规划许可', '道路运输经营许可', '人力资源服务许可', '特种设备使用登记'],
  ...['出版物零售许可', '医疗机构执业登记', '河道采砂许可', '户外广告设置许可', '占用城市道路许可'],
];
const PLACES = ['城东', '城西', '高新区', '老城', '云岭', '河畔', '新桥', '南关', '北仓', '火车站'];
const WORKS = ['便利店', '餐馆', '面馆', '药房', '书店', '诊所', '工程', '车队', '招牌', '仓储'];
const SURNAMES = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
);
const GIVEN = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文海燕春梅雪松立新宏亮𠮷㐂𬺈',
);

/**
 * Fills the database with so many cases that each have one open task, as many years of use leave them: in 37 departments,
 * of windows, reviewers and deciders, a third in somebody's hand. The rows are those that an append writes; records, which
 * no list reads, are left out.
 */
export async function loadInbox(office: BenchOffice, url: string, from: number, to: number): Promise<void> {
  // A connection of its own: what takes minutes here would be broken off in the service.
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query('set session_replication_role = replica');
    await owner.query(
      `set statement_timeout = 0; set maintenance_work_mem = '512MB'; set work_mem = '256MB'`,
    );
    await words(owner);
    await templates(owner, office);
    const indexes = to - from > 100_000 ? await dropIndexes(owner) : [];
    for (const statement of FILL) await owner.query(statement, statement.includes('$1') ? [from, to] : []);
    for (const index of indexes) await owner.query(index);
    for (const table of TABLES) await owner.query(`vacuum analyze ${table}`);
  } finally {
    await owner.end();
  }
}

/** Words of subjects and names, each with its grams: made once, put together in the database. */
async function words(owner: pg.Client): Promise<void> {
  const subjects = SUBJECTS.flatMap((subject) =>
    PLACES.flatMap((place) => WORKS.map((work) => `${place}${work}${subject}`)),
  );
  const names = SURNAMES.flatMap((surname) =>
    GIVEN.flatMap((one) => GIVEN.map((other) => `${surname}${one}${other}`)),
  );
  for (const [table, texts] of [
    ['load_subjects', subjects],
    ['load_names', names],
  ] as const) {
    await owner.query(`drop table if exists ${table}`);
    await owner.query(
      `create temp table ${table} (n integer primary key, word text, search text, grams text[])`,
    );
    const rows = texts.map((word, n) => ({
      n,
      word,
      search: normalised(word),
      grams: gramsOf(normalised(word)),
    }));
    for (let at = 0; at < rows.length; at += 10_000) {
      await owner.query(
        `insert into ${table} select * from json_to_recordset($1) as r(n integer, word text, search text, grams text[])`,
        [JSON.stringify(rows.slice(at, at + 10_000))],
      );
    }
  }
}

/** States as the product itself folds them, for a case at the window, with a reviewer and before its decision. */
async function templates(owner: pg.Client, { ports }: BenchOffice): Promise<void> {
  const perform = performAct(ports);
  const [atWindow = '', reviewed = '', toDecide = ''] = await openCases(ports, 3);
  for (const [caseId, acts] of [
    [reviewed, 1],
    [toDecide, 6],
  ] as const) {
    for (const { act, by, input } of JOURNEY.slice(0, acts)) {
      await perform({ caseId, act, input, by: askerOf(by), key: `${caseId}-${act}-${by}` });
    }
  }
  await owner.query('drop table if exists load_templates');
  await owner.query(
    `create temp table load_templates as select n, s.state, s.definition, t.key, t.post, t.acts, t.clock
      from (values (0, $1), (1, $2), (2, $3)) x(n, id) join streams s on s.id = x.id
      join lateral (select * from tasks t where t.case_id = s.id and t.post = (array['window', 'reviewer', 'decider'])[n + 1]
        limit 1) t on true`,
    [atWindow, reviewed, toDecide],
  );
}

async function dropIndexes(owner: pg.Client): Promise<readonly string[]> {
  const { rows: indexes } = await owner.query<{ name: string; text: string }>(
    `select i.indexname as name, i.indexdef as text from pg_indexes i
      where i.tablename = any ($1) and i.indexname not like '%_pkey'`,
    [TABLES],
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  return indexes.map(({ text }) => text);
}

// Everything about a case follows from its number. Windows, reviewers and deciders are those of `bigOrganisation`.
const FILL = [
  'drop table if exists load_cases',
  `create temp table load_cases as
    select g as n, md5('a' || g)::uuid::text as id, 'd' || lpad((g % 37)::text, 2, '0') as unit,
      case when g % 10 < 3 then 0 when g % 10 < 8 then 1 else 2 end as stage,
      timestamptz '2026-01-05 01:00Z' + (g * 7919 % 20000000) * interval '1 second' as at,
      current_date - 12 + (g * 31 % 75)::integer as due_on, (g / 37) % 9 = 0 as waits, (g / 11) % 3 = 0 as held,
      'p-' || case when g % 20 = 0 then g % 500 else g end as applicant, (g * 7) % 10000 as whom
    from generate_series($1::bigint + 1, $2::bigint) g`,
  `alter table load_cases add column worker text, add column clerk text`,
  `update load_cases set clerk = 'o-' || right(unit, 2) || 'x' || 6 + n % 2,
    worker = case stage when 0 then 'o-' || right(unit, 2) || 'x' || 6 + n % 2
      when 1 then 'o-' || right(unit, 2) || lpad((whom % 26)::text, 2, '0') || whom % 4
      else 'o-' || right(unit, 2) || 'x' || 4 + n % 2 end`,
  'analyze load_cases',
  `insert into streams (id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state, definition)
    select c.id, 'case', 2, 2, repeat('0', 64), repeat('0', 64), c.at, t.state, t.definition
    from load_cases c join load_templates t on t.n = c.stage`,
  `insert into cases (id, procedure, definition, subject, applicant_name, unit, status, outcome, opened_on, search, grams)
    select c.id, 'administrative-licence', t.definition, s.word, a.word, c.unit, 'open', null, c.at::date,
      s.search || E'\\n' || a.search || E'\\n' || left(c.id, 13),
      s.grams || a.grams || array(select substr(left(c.id, 13), i, 2) from generate_series(1, 12) i)
    from load_cases c join load_templates t on t.n = c.stage
    join load_subjects s on s.n = c.n * 17 % 1000 join load_names a on a.n = c.n * 13 % (select count(*) from load_names)`,
  `insert into tasks (case_id, key, post, unit, procedure, acts, since, due_on, order_on, clock, from_person, waits_for,
      holder_person, holder_as, holder_on, came, opened_at)
    select c.id, t.key, t.post, c.unit, 'administrative-licence', t.acts, c.at::date,
      case when c.waits then null else c.due_on end, case when c.waits then date '9999-12-31' else c.due_on end, t.clock,
      c.clerk, case when c.held and c.n % 11 > 0 then 'holder' else 'post' end,
      case when c.held then c.worker end,
      case when not c.held then null when c.n % 11 = 0 then 'returned' when c.n % 11 < 3 then 'assigned' else 'claimed' end,
      case when c.held then c.at::date end, case when c.n % 11 = 0 then 'returned' end, c.at
    from load_cases c join load_templates t on t.n = c.stage`,
  `insert into clocks (case_id, clock, run, state, due_on, promised_due_on, provisional, sweep_at)
    select c.id, t.clock, 1, case when c.waits then 'suspended' else 'running' end, case when c.waits then null else c.due_on end,
      null, false, case when c.waits then null else (c.due_on + 1)::timestamptz end
    from load_cases c join load_templates t on t.n = c.stage`,
  `insert into case_parties (person, case_id, post) select c.applicant, c.id, 'applicant' from load_cases c`,
  `insert into case_performers (person, case_id, post) select c.clerk, c.id, 'window' from load_cases c`,
  `insert into case_initiated (person, case_id, capacity, since)
    select c.applicant, c.id, 'party', c.at from load_cases c union all select c.clerk, c.id, 'opener', c.at from load_cases c`,
  `insert into case_doings (case_id, seq, person, type, act, post, done_on, recorded_at)
    select c.id, 0, c.clerk, 'case.received', 'receive', 'window', c.at::date, c.at from load_cases c
    union all
    select c.id, 1, c.worker, 'desk.claimed', null, null, c.at::date, c.at + interval '1 hour' from load_cases c where c.held`,
  `insert into case_referrals (case_id, id, kind, person, from_person, since, blocks, due_on, order_on, clock)
    select c.id, 'r1', 'consultation', 'o-' || lpad((c.whom % 37)::text, 2, '0') || lpad((c.whom % 26)::text, 2, '0') || '3',
      c.clerk, c.at::date, true, c.due_on, c.due_on, t.clock
    from load_cases c join load_templates t on t.n = c.stage where c.n % 100 = 0`,
  `insert into case_referred (person, case_id, kind, since, from_person)
    select 'o-' || lpad((c.whom % 37)::text, 2, '0') || lpad((c.whom % 26)::text, 2, '0') || '3', c.id,
      case when c.n % 100 = 0 then 'consultation' else 'copy' end, c.at, c.clerk from load_cases c where c.n % 50 = 0`,
  `insert into case_follows (person, case_id, since)
    select c.worker, c.id, c.at from load_cases c where c.n % 40 = 0`,
];

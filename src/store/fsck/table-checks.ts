import type { QueryRunner } from 'typeorm';
import { REDACTION } from '../../engine/audit/redaction.js';
import { RESTRICTION } from '../../engine/audit/restriction.js';
import { APPLICATION_ROLE } from '../migrations/0004-application-role.js';
import type { FindingCode, Report } from './finding.js';

interface Place {
  readonly stream: string;
  readonly seq: number | null;
  readonly what: string;
}

// Each gives one row for each thing that refers to nothing. `limit` keeps a ruined database from flooding memory.
const REFERENCES: readonly (readonly [FindingCode, string])[] = [
  [
    'orphan-record',
    `select r.stream, r.seq, 'record' as what from records r
      where not exists (select 1 from streams s where s.id = r.stream)`,
  ],
  [
    'orphan-part',
    `select p.stream, p.seq, 'part ' || p.name as what from record_parts p
      where not exists (select 1 from records r where r.stream = p.stream and r.seq = p.seq)`,
  ],
  [
    'orphan-part',
    `select p.stream, p.seq, 'restricted part ' || p.name as what from restricted_parts p
      where not exists (select 1 from records r where r.stream = p.stream and r.seq = p.seq)`,
  ],
  [
    'orphan-row',
    `select f.stream, null::integer as seq, 'restricted content ' || f.sha256 as what from restricted_files f
      where not exists (select 1 from records r where r.stream = f.stream and r.type = '${RESTRICTION}')`,
  ],
  [
    'answer-without-record',
    `select k.stream, k.seq, 'stored answer' as what from idempotency k
      where not exists (select 1 from records r where r.stream = k.stream and r.seq = k.seq)`,
  ],
  [
    'effect-without-record',
    `select o.stream, o.seq, o.topic as what from outbox o
      where not exists (select 1 from records r where r.stream = o.stream and r.seq = o.seq)`,
  ],
  [
    'orphan-row',
    `select x.id as stream, null::integer as seq, x.what from (
        select id, 'case' as what from cases union all select case_id, 'task ' || key from tasks
        union all select case_id, 'clock ' || clock from clocks
        union all select case_id, 'party ' || post from case_parties
        union all select case_id, 'performer ' || post from case_performers
        union all select case_id, 'vacancy ' || task from vacancies
        union all select case_id, 'signer ' || person from task_signers
        union all select case_id, 'referral ' || id from case_referrals
        union all select case_id, 'reader ' || person from case_referred
        union all select case_id, 'owner ' || person from case_initiated
        union all select case_id, 'deed ' || seq from case_doings
        union all select case_id, 'follower ' || person from case_follows
        union all select case_id, 'material ' || id from case_materials
        union all select case_id, 'document ' || id from case_documents
        union all select case_id, 'number of ' || document from document_numbers
      ) x where not exists (select 1 from streams s where s.id = x.id and s.kind = 'case')`,
  ],
  [
    'orphan-row',
    `select x.id as stream, null::integer as seq, x.what from (
        select id, 'account' as what from accounts union all select account, 'identity ' || id from identities
        union all select account, 'session ' || id from sessions where account is not null
      ) x where not exists (select 1 from streams s where s.id = x.id and s.kind = 'account')`,
  ],
  [
    'orphan-row',
    `select x.id as stream, null::integer as seq, x.what from (
        select stream as id, 'draft' as kind, 'version ' || version as what from draft_versions
        union all select stream, 'draft', 'comment ' || comment from draft_comments
        union all select stream, 'draft', 'answer to comment ' || comment from draft_answers
        union all select stream, 'consultation', 'consultation' from consultations
        union all select stream, 'consultation', 'comment ' || n from consultation_comments
        union all select stream, 'consultation', 'group ' || group_no from consultation_groups
        union all select stream, 'panel', 'pool' from panel_pools
        union all select stream, 'meeting', 'meeting' from meetings
        union all select stream, 'meeting', 'item ' || item from meeting_items
        union all select stream, 'meeting', 'follow-up ' || follow_up from meeting_follow_ups
        union all select stream, kind, 'standing as ' || name from stream_standings
      ) x where not exists (select 1 from streams s where s.id = x.id and s.kind = x.kind)`,
  ],
];

const MATERIALS: (typeof REFERENCES)[number] = [
  'material-not-stored',
  `select v.case_id as stream, null::integer as seq, 'material ' || v.id as what from case_material_versions v
    where not exists (
      select 1 from blobs b where b.sha256 = v.sha256 and b.size = v.size and b.filed and b.standing <> 'quarantined'
    ) and not exists (
      select 1 from records r where r.stream = v.case_id and r.type = '${REDACTION}'
        and r.text::jsonb->'data'->'redaction'->'files' @> to_jsonb(v.sha256)
    )`,
];

const MOST_FINDINGS_OF_A_KIND = 1_000;

/** Checks that nothing refers to a record or stream that is not there. */
export async function checkReferences(runner: QueryRunner, report: Report): Promise<void> {
  for (const [code, sql] of [...REFERENCES, MATERIALS]) {
    const places = (await runner.query(`${sql} limit ${MOST_FINDINGS_OF_A_KIND}`)) as Place[];
    for (const { stream, seq, what } of places) {
      report({ code, message: `${what} refers to nothing`, stream, ...(seq !== null && { seq }) });
    }
  }
}

const GUARDS = [
  ...['records_at_head', 'streams_head_has_record', 'record_parts_of_record'],
  ...['records_erase', 'record_parts_only_erased'],
  ...['records_restrict', 'records_bring_back', 'restricted_parts_only_released'],
  ...['restricted_parts_of_record', 'restricted_parts_frozen'],
  ...['records', 'record_parts', 'idempotency', 'documents', 'installation', 'streams'].map(
    (one) => `${one}_frozen`,
  ),
];

/** Checks that the database still refuses to change what is recorded. */
export async function checkGuards(runner: QueryRunner, report: Report): Promise<void> {
  const active = (await runner.query(
    `select tgname from pg_trigger where tgname = any ($1) and tgenabled <> 'D' and not tgisinternal`,
    [GUARDS],
  )) as { tgname: string }[];
  const names = new Set(active.map(({ tgname }) => tgname));
  for (const guard of GUARDS.filter((name) => !names.has(name))) {
    report({ code: 'guard-missing', message: `trigger ${guard} is missing or disabled` });
  }
  const powers = (await runner.query(
    `select t.name, has_table_privilege(r.oid, t.name, 'UPDATE, DELETE, TRUNCATE') as may
      from unnest($1::text[]) as t(name) join pg_roles r on r.rolname = $2`,
    [['records', 'record_parts', 'idempotency', 'documents', 'installation'], APPLICATION_ROLE],
  )) as { name: string; may: boolean }[];
  for (const { name } of powers.filter(({ may }) => may)) {
    report({ code: 'guard-missing', message: `role ${APPLICATION_ROLE} may change ${name}` });
  }
}

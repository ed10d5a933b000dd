import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { APPEND } from './0009-beside.js';

/**
 * Streams beside cases: drafts, consultations, panels of experts, meetings; and how each stands to a case. Every part of
 * what an append writes beside its stream is called by its name from here on, so that a new kind adds its own function
 * and changes nobody else's.
 */
export class StreamsBeside1780000000016 implements MigrationInterface {
  readonly name = 'StreamsBeside1780000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

/** Closed: a part of another name is a bug of the caller's. */
const PARTS: readonly string[] = [
  ...['desk', 'materials', 'papers', 'notices', 'publications'],
  ...['standings', 'drafts', 'consultations', 'panels', 'meetings'],
];

const EMPTY = ['drafts', 'consultations', 'panels', 'meetings'].map(
  (
    part,
  ) => `create function duecourse_append_${part}(p_stream text, p json) returns void language plpgsql as $$
begin
  raise exception 'nothing is known of % beside stream %', '${part}', p_stream;
end $$`,
);

// Who begins another stream under a name waits for the other who does: one of them is the later one.
const STANDINGS = `create function duecourse_append_standings(p_stream text, p json) returns void language plpgsql as $$
declare
  v record;
begin
  for v in
    select x.case_id, x.name, x.standing, s.kind, s.seq - 1 as seq, s.leaf_sha256 as leaf
    from json_to_recordset(p) as x(case_id text, name text, standing text) join streams s on s.id = p_stream
    order by x.case_id, x.name
  loop
    update stream_standings t set seq = v.seq, leaf = v.leaf, standing = v.standing
    where t.case_id = v.case_id and t.name = v.name and t.stream = p_stream;
    if not found then
      perform 1 from streams s where s.id = v.case_id for update;
      insert into stream_standings (case_id, name, n, stream, kind, seq, leaf, standing)
      select v.case_id, v.name, 1 + coalesce(max(t.n), 0), p_stream, v.kind, v.seq, v.leaf, v.standing
      from stream_standings t where t.case_id = v.case_id and t.name = v.name;
    end if;
  end loop;
end $$`;

const BESIDE = `create function duecourse_append_beside(p_stream text, p json) returns void language plpgsql as $$
declare
  v_part text;
begin
  for v_part in select json_object_keys(p) loop
    case v_part
${PARTS.map((part) => `      when '${part}' then perform duecourse_append_${part}(p_stream, p->'${part}');`).join('\n')}
    end case;
  end loop;
end $$`;

const BEGIN_BESIDE = "if p_beside->'desk' is not null";
const END_BESIDE = "  end if;\n  return 'recorded';";

function replaced(): string {
  const from = APPEND.indexOf(BEGIN_BESIDE);
  const to = APPEND.indexOf(END_BESIDE);
  const text = `${APPEND.slice(0, from)}perform duecourse_append_beside(p_stream, p_beside);\n${APPEND.slice(to)}`;
  return text.replace('create function', 'create or replace function');
}

const STATEMENTS: readonly string[] = [
  `create table stream_standings (
    case_id text collate "C" not null,
    name text collate "C" not null,
    n integer not null,
    stream text collate "C" not null,
    kind text collate "C" not null,
    seq integer not null,
    leaf text collate "C" not null,
    standing text not null,
    constraint stream_standings_pkey primary key (case_id, name, n)
  )`,
  'create unique index stream_standings_by_stream on stream_standings (stream, case_id, name)',
  'create trigger stream_standings_frozen before delete or truncate on stream_standings ' +
    'for each statement execute procedure duecourse_refuse()',
  ...EMPTY,
  STANDINGS,
  BESIDE,
  replaced(),
];

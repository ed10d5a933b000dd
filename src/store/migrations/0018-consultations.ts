import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/**
 * Consultations 征求意见: what the public sees of each, every comment with what became of it, and the groups in which
 * comments are handled.
 */
export class Consultations1780000000018 implements MigrationInterface {
  readonly name = 'Consultations1780000000018';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const CONSULTATIONS = `create table consultations (
  stream text collate "C" not null,
  case_id text collate "C" not null,
  name text collate "C" not null,
  draft_version integer not null,
  draft_stream text collate "C",
  opens_on date not null,
  closes_on date not null,
  shortened boolean not null,
  extended_seq integer,
  withdrawn_on date,
  withdrawn_seq integer,
  result_on date,
  constraint consultations_pkey primary key (stream)
)`;

const COMMENTS = `create table consultation_comments (
  stream text collate "C" not null,
  n integer not null,
  id text collate "C" not null,
  seq integer not null,
  received_on date not null,
  arrived_on date not null,
  channel text collate "C" not null,
  article text collate "C",
  stance text collate "C",
  consent boolean not null,
  text text not null,
  author_name text,
  author_contact text,
  author_kind text collate "C",
  text_key text collate "C" not null,
  wish_key text collate "C",
  wish_digest text collate "C",
  sorted_as text collate "C" not null,
  duplicate_of integer,
  sorted_seq integer,
  group_no integer,
  result text collate "C",
  handled_seq integer,
  articles text,
  constraint consultation_comments_pkey primary key (stream, n)
)`;

const GROUPS = `create table consultation_groups (
  stream text collate "C" not null,
  group_no integer not null,
  title text not null,
  constraint consultation_groups_pkey primary key (stream, group_no)
)`;

/** Which comments a part of the argument names, as a condition on `c`. */
const chosen = (part: string): string => `case
      when p->'${part}'->'comments' is not null then c.n in (
        select x.value::integer from json_array_elements_text(p->'${part}'->'comments') x
      )
      else c.group_no = (p->'${part}'->>'group')::integer
    end`;

// A number that is not the one decided on means that somebody else was faster: the decision is taken anew.
const counted = (part: string): string => `get diagnostics v_count = row_count;
    if v_count <> (p->'${part}'->>'count')::integer then
      raise exception 'the comments have changed' using errcode = 'DC409';
    end if;`;

// The record of an append is the last one of its stream.
const APPEND = `create or replace function duecourse_append_consultations(p_stream text, p json) returns void
language plpgsql as $$
declare
  v_seq integer;
  v_count integer;
begin
  select s.seq - 1 into v_seq from streams s where s.id = p_stream;
  if p->'opened' is not null then
    insert into consultations (stream, case_id, name, draft_version, draft_stream, opens_on, closes_on, shortened)
    select p_stream, o.case_id, o.name, o.draft_version, o.draft_stream, o.opens_on, o.closes_on, o.shortened
    from json_to_record(p->'opened') as o(case_id text, name text, draft_version integer, draft_stream text, opens_on date,
      closes_on date, shortened boolean)
    on conflict do nothing;
    if not found then raise exception 'another consultation goes on' using errcode = 'DC409'; end if;
  end if;
  if p->'extended' is not null then
    update consultations set closes_on = (p->'extended'->>'closes_on')::date, extended_seq = v_seq
    where stream = p_stream;
  end if;
  if p->'withdrawn' is not null then
    update consultations set withdrawn_on = (p->'withdrawn'->>'on')::date, withdrawn_seq = v_seq
    where stream = p_stream;
  end if;
  if p->'published' is not null then
    update consultations set result_on = (p->'published'->>'on')::date where stream = p_stream;
  end if;
  if p->'received' is not null then
    insert into consultation_comments (stream, n, id, seq, received_on, arrived_on, channel, article, stance, consent,
      text, author_name, author_contact, author_kind, text_key, wish_key, wish_digest, sorted_as)
    select p_stream, c.n, c.id, v_seq, c.received_on, c.arrived_on, c.channel, c.article, c.stance, c.consent,
      c.text, c.author_name, c.author_contact, c.author_kind, c.text_key, c.wish_key, c.wish_digest, 'normal'
    from json_to_recordset(p->'received') as c(n integer, id text, received_on date, arrived_on date, channel text,
      article text, stance text, consent boolean, text text, author_name text, author_contact text, author_kind text,
      text_key text, wish_key text, wish_digest text);
  end if;
  if p->'sorted' is not null then
    update consultation_comments c set sorted_as = p->'sorted'->>'as',
      duplicate_of = (p->'sorted'->>'of')::integer, sorted_seq = v_seq
    where c.stream = p_stream and c.n in (
      select x.value::integer from json_array_elements_text(p->'sorted'->'comments') x
    );
  end if;
  if p->'grouped' is not null then
    insert into consultation_groups (stream, group_no, title)
    select p_stream, (p->'grouped'->>'group')::integer, p->'grouped'->>'title'
    where p->'grouped'->>'title' is not null on conflict do nothing;
    update consultation_comments c set group_no = (p->'grouped'->>'group')::integer
    where c.stream = p_stream and case
      when p->'grouped'->'comments' is not null then c.n in (
        select x.value::integer from json_array_elements_text(p->'grouped'->'comments') x
      )
      when p->'grouped'->>'text_key' is not null then
        c.text_key = p->'grouped'->>'text_key' and c.group_no is null
      else c.article = p->'grouped'->>'article' and c.group_no is null
    end;
    ${counted('grouped')}
  end if;
  if p->'ungrouped' is not null then
    update consultation_comments c set group_no = null
    where c.stream = p_stream and c.group_no is not null and ${chosen('ungrouped')};
    ${counted('ungrouped')}
  end if;
  if p->'handled' is not null then
    update consultation_comments c set result = p->'handled'->>'result', handled_seq = v_seq,
      articles = p->'handled'->>'articles'
    where c.stream = p_stream and ${chosen('handled')};
    ${counted('handled')}
  end if;
end $$`;

const frozen = (table: string): string =>
  `create trigger ${table}_frozen before delete or truncate on ${table} ` +
  'for each statement execute procedure duecourse_refuse()';

const STATEMENTS: readonly string[] = [
  CONSULTATIONS,
  'create unique index consultations_live on consultations (case_id, name) ' +
    'where withdrawn_on is null and result_on is null',
  'create index consultations_by_day on consultations (opens_on, stream)',
  frozen('consultations'),
  COMMENTS,
  'create unique index consultation_comments_by_id on consultation_comments (id)',
  'create unique index consultation_comments_by_wish on consultation_comments (stream, wish_key) ' +
    'where wish_key is not null',
  'create index consultation_comments_unhandled on consultation_comments (stream, n) where result is null',
  'create index consultation_comments_by_text on consultation_comments (stream, text_key, n)',
  'create index consultation_comments_by_article on consultation_comments (stream, article, n)',
  'create index consultation_comments_by_group on consultation_comments (stream, group_no, n) ' +
    'where group_no is not null',
  frozen('consultation_comments'),
  GROUPS,
  'create trigger consultation_groups_frozen before update or delete or truncate on consultation_groups ' +
    'for each statement execute procedure duecourse_refuse()',
  APPEND,
];

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/**
 * Drafts beside cases: their versions, the comments on them, the answers to these. What they say lies in the parts of
 * their records, which each row names by its sequence.
 */
export class Drafts1780000000017 implements MigrationInterface {
  readonly name = 'Drafts1780000000017';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const VERSIONS = `create table draft_versions (
  stream text collate "C" not null,
  version integer not null,
  seq integer not null,
  submitted_on date not null,
  sha256 text collate "C" not null,
  sm3 text collate "C" not null,
  articles integer not null,
  source text collate "C" not null,
  person text collate "C" not null,
  post text collate "C" not null,
  constraint draft_versions_pkey primary key (stream, version)
)`;

const COMMENTS = `create table draft_comments (
  stream text collate "C" not null,
  comment integer not null,
  seq integer not null,
  made_on date not null,
  kind text collate "C" not null,
  version integer not null,
  article text collate "C",
  anchor text collate "C" not null,
  person text collate "C" not null,
  post text collate "C" not null,
  constraint draft_comments_pkey primary key (stream, comment)
)`;

const ANSWERS = `create table draft_answers (
  stream text collate "C" not null,
  seq integer not null,
  comment integer not null,
  given_on date not null,
  answer text collate "C" not null,
  version integer not null,
  person text collate "C" not null,
  post text collate "C" not null,
  constraint draft_answers_pkey primary key (stream, seq)
)`;

const APPEND = `create or replace function duecourse_append_drafts(p_stream text, p json) returns void
language plpgsql as $$
declare
  v_seq integer;
begin
  select s.seq - 1 into v_seq from streams s where s.id = p_stream;
  insert into draft_versions (stream, version, seq, submitted_on, sha256, sm3, articles, source, person, post)
  select p_stream, x.version, v_seq, x.submitted_on, x.sha256, x.sm3, x.articles, x.source, x.person, x.post
  from json_to_recordset(coalesce(p->'versions', '[]')) as x(version integer, submitted_on date, sha256 text,
    sm3 text, articles integer, source text, person text, post text);
  insert into draft_comments (stream, comment, seq, made_on, kind, version, article, anchor, person, post)
  select p_stream, x.comment, v_seq, x.made_on, x.kind, x.version, x.article, x.anchor, x.person, x.post
  from json_to_recordset(coalesce(p->'comments', '[]')) as x(comment integer, made_on date, kind text,
    version integer, article text, anchor text, person text, post text);
  insert into draft_answers (stream, seq, comment, given_on, answer, version, person, post)
  select p_stream, v_seq, x.comment, x.given_on, x.answer, x.version, x.person, x.post
  from json_to_recordset(coalesce(p->'answers', '[]')) as x(comment integer, given_on date, answer text,
    version integer, person text, post text);
end $$`;

const frozen = (table: string): string =>
  `create trigger ${table}_frozen before update or delete or truncate on ${table} ` +
  'for each statement execute procedure duecourse_refuse()';

const STATEMENTS: readonly string[] = [
  VERSIONS,
  COMMENTS,
  ANSWERS,
  'create index draft_answers_by_comment on draft_answers (stream, comment, seq)',
  ...['draft_versions', 'draft_comments', 'draft_answers'].map(frozen),
  APPEND,
];

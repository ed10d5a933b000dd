/**
 * The functions of erasure, as SQL. The row of a part goes whole, and not its columns alone: what has no row cannot be
 * half erased, needs no check for values that may be absent, and leaves every reader of parts as it is.
 */

/** What stands in lists where something was erased, 已抹除: a database whose encoding lacks it is refused later, in words. */
const ERASED = '(chr(24050) || chr(25273) || chr(38500))';

const TYPE = 'audit.part.redacted';

// Words by which a case is found: subject, applicant, then numbers, one a line (src/store/case-search.ts).
const CASE_WORDS = `create function duecourse_erase_case_words(p_case text, p_line integer) returns void
language plpgsql as $$
declare
  v_lines text[];
begin
  select string_to_array(c.search, E'\\n') into v_lines from cases c where c.id = p_case;
  v_lines[p_line] := ${ERASED};
  update cases c set search = array_to_string(v_lines, E'\\n'),
    subject = case p_line when 1 then ${ERASED} else c.subject end,
    applicant_name = case p_line when 2 then ${ERASED} else c.applicant_name end,
    grams = array(
      select distinct substr(l.line, i.i, w.w) from unnest(v_lines) as l(line), generate_series(1, 2) as w(w),
        generate_series(1, char_length(l.line) - w.w + 1) as i(i)
      order by 1
    )
  where c.id = p_case;
end $$`;

// Digests of words without salt tell a guess from a miss: they go with the words.
const COMMENTS = `create function duecourse_erase_comments(p_stream text, p_seq integer, p_name text, p_value jsonb)
returns void language plpgsql as $$
declare
  v_first constant integer := split_part(p_name, '.', 2)::integer;
  v_last constant integer := v_first + jsonb_array_length(p_value) - 1;
begin
  if p_name like 'comments.%' then
    update consultation_comments set text = ${ERASED}, text_key = 'erased ' || n,
      wish_digest = case when wish_key is not null then 'erased' end
    where stream = p_stream and seq = p_seq and n between v_first and v_last;
  else
    update consultation_comments set author_name = null, author_contact = null, author_kind = null,
      wish_digest = case when wish_key is not null then 'erased' end
    where stream = p_stream and seq = p_seq and n between v_first and v_last;
  end if;
end $$`;

// Everything outside the parts that holds the same words.
const COPIES = `create function duecourse_erase_copies(p_stream text, p_kind text, p_seq integer, p_name text, p_value jsonb)
returns void language plpgsql as $$
declare
  v_record jsonb;
begin
  select r.text::jsonb into v_record from records r where r.stream = p_stream and r.seq = p_seq;
  if p_kind = 'case' and p_seq = 0 and p_name in ('subject', 'applicant.name') then
    perform duecourse_erase_case_words(p_stream, case p_name when 'subject' then 1 else 2 end);
  elsif p_kind = 'case' and p_name = 'file' then
    update uploads u set name = ${ERASED} where u.name = p_value #>> '{}'
      and u.sha256 in (select m->>'sha256' from jsonb_array_elements(coalesce(v_record->'materials', '[]')) as m);
  elsif p_kind = 'consultation' and p_name ~ '^(comments|authors)\\.[0-9]{1,9}$' then
    perform duecourse_erase_comments(p_stream, p_seq, p_name, p_value);
  elsif p_kind = 'consultation' and p_name = 'title' then
    update consultation_groups g set title = ${ERASED}
    where g.stream = p_stream and g.group_no::text = v_record->'data'->>'group';
  end if;
end $$`;

// A content that another case still needs stays there; this one says that it is gone from here. What is needed nowhere goes
// with the upload that brought it; somebody else's upload of the same content keeps it until that upload ends.
const FILE = `create function duecourse_erase_file(p_stream text, p_sha256 text) returns void language plpgsql as $$
begin
  if not exists (select 1 from case_material_versions v where v.case_id = p_stream and v.sha256 = p_sha256) then
    raise exception 'stream % has no content % to be erased', p_stream, p_sha256 using errcode = 'DC403';
  end if;
  update blobs b set filed = false where b.sha256 = p_sha256 and not exists (
    select 1 from case_material_versions v where v.sha256 = p_sha256 and not exists (
      select 1 from records r where r.stream = v.case_id and r.type = '${TYPE}'
        and r.text::jsonb->'data'->'redaction'->'files' @> to_jsonb(p_sha256)
    )
  );
  if not found then return; end if;
  delete from uploads u where u.sha256 = p_sha256 and u.state = 'settled' and u.person in (
    select r.text::jsonb->'actor'->>'person' from records r
    where r.stream = p_stream and r.type = 'material.filed'
      and r.text::jsonb->'materials' @> jsonb_build_array(jsonb_build_object('sha256', p_sha256))
  );
end $$`;

const ERASE = `create function duecourse_erase() returns trigger language plpgsql security definer as $$
declare
  v_redaction constant jsonb := new.text::jsonb->'data'->'redaction';
  v_kind constant text := (select s.kind from streams s where s.id = new.stream);
  v record;
  v_value text;
  v_count integer := 0;
begin
  if (
    select count(distinct a.by) from jsonb_array_elements_text(v_redaction->'approvedBy') as a(by)
    where a.by is distinct from v_redaction->>'requestedBy'
  ) < 2 then
    raise exception 'an erasure is approved by two others than its requester' using errcode = 'DC403';
  end if;
  for v in select p.seq, p.name from jsonb_to_recordset(v_redaction->'parts') as p(seq integer, name text) loop
    delete from record_parts p where p.stream = new.stream and p.seq = v.seq and p.name = v.name and p.seq < new.seq
    returning p.value into v_value;
    if not found then
      raise exception 'record % of stream % has no part % to be erased', v.seq, new.stream, v.name
        using errcode = 'DC403';
    end if;
    perform duecourse_erase_copies(new.stream, v_kind, v.seq, v.name, v_value::jsonb);
    v_count := v_count + 1;
  end loop;
  for v in select f.sha256 from jsonb_array_elements_text(v_redaction->'files') as f(sha256) loop
    perform duecourse_erase_file(new.stream, v.sha256);
    v_count := v_count + 1;
  end loop;
  if v_count = 0 then
    raise exception 'record % of stream % erases nothing', new.seq, new.stream using errcode = 'DC403';
  end if;
  return null;
end $$`;

// For every role, the owner included: a part goes when a later record of its stream says so, and not before.
const ONLY_ERASED = `create function duecourse_only_erased() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from records r where r.stream = old.stream and r.seq > old.seq and r.type = '${TYPE}'
      and r.text::jsonb->'data'->'redaction'->'parts'
        @> jsonb_build_array(jsonb_build_object('seq', old.seq, 'name', old.name))
  ) then
    raise exception '% on % is refused: what is recorded never changes', tg_op, tg_table_name using errcode = 'DC403';
  end if;
  return old;
end $$`;

export const ERASURE: readonly string[] = [
  ...[CASE_WORDS, COMMENTS, COPIES, FILE, ERASE, ONLY_ERASED],
  'drop trigger record_parts_frozen on record_parts',
  `create trigger record_parts_frozen before update or truncate on record_parts
    for each statement execute procedure duecourse_refuse()`,
  `create trigger record_parts_only_erased before delete on record_parts
    for each row execute procedure duecourse_only_erased()`,
  `create trigger records_erase after insert on records for each row when (new.type = '${TYPE}')
    execute procedure duecourse_erase()`,
];

/**
 * The functions of restriction, as SQL. A restricted part has no row where parts are read: whoever reads parts finds
 * it as little as an erased one, and needs to know nothing of restrictions.
 */

const ERASED_TYPE = 'audit.part.redacted';
const TYPE = 'audit.part.restricted';
const RELEASED_TYPE = 'audit.part.released';

// What stands in lists where something is restricted: a database whose encoding lacks it is refused later, in words.
/** 已限制处理. */
const RESTRICTED = '(chr(24050) || chr(38480) || chr(21046) || chr(22788) || chr(29702))';

// Words by which a case is found: subject, applicant, then numbers, one a line (src/store/case-search.ts).
const CASE_WORDS = `create function duecourse_put_case_words(p_case text, p_line integer, p_words text, p_shown text)
returns void language plpgsql as $$
declare
  v_lines text[];
begin
  select string_to_array(c.search, E'\\n') into v_lines from cases c where c.id = p_case;
  v_lines[p_line] := p_words;
  update cases c set search = array_to_string(v_lines, E'\\n'),
    subject = case p_line when 1 then p_shown else c.subject end,
    applicant_name = case p_line when 2 then p_shown else c.applicant_name end,
    grams = array(
      select distinct substr(l.line, i.i, w.w) from unnest(v_lines) as l(line), generate_series(1, 2) as w(w),
        generate_series(1, char_length(l.line) - w.w + 1) as i(i)
      order by 1
    )
  where c.id = p_case;
end $$`;

// Digests of words without salt tell a guess from a miss. That of the wish does not come back: nobody repeats it any more.
const COMMENTS = `create function duecourse_restrict_comments(p_stream text, p_seq integer, p_name text, p_value jsonb)
returns jsonb language plpgsql as $$
declare
  v_first constant integer := split_part(p_name, '.', 2)::integer;
  v_last constant integer := v_first + jsonb_array_length(p_value) - 1;
  v_copies jsonb;
begin
  if p_name like 'comments.%' then
    select jsonb_agg(jsonb_build_object('n', c.n, 'text', c.text, 'text_key', c.text_key)) into v_copies
    from consultation_comments c where c.stream = p_stream and c.seq = p_seq and c.n between v_first and v_last;
    update consultation_comments set text = ${RESTRICTED}, text_key = 'restricted ' || n,
      wish_digest = case when wish_key is not null then 'erased' end
    where stream = p_stream and seq = p_seq and n between v_first and v_last;
  else
    select jsonb_agg(jsonb_build_object('n', c.n, 'author_name', c.author_name, 'author_contact', c.author_contact,
      'author_kind', c.author_kind)) into v_copies
    from consultation_comments c where c.stream = p_stream and c.seq = p_seq and c.n between v_first and v_last;
    update consultation_comments set author_name = null, author_contact = null, author_kind = null,
      wish_digest = case when wish_key is not null then 'erased' end
    where stream = p_stream and seq = p_seq and n between v_first and v_last;
  end if;
  return v_copies;
end $$`;

// Everything outside the parts that holds the same words, as it was.
const COPIES = `create function duecourse_restrict_copies(p_stream text, p_kind text, p_seq integer, p_name text, p_value jsonb)
returns jsonb language plpgsql as $$
declare
  v_record jsonb;
  v_line integer;
  v_copies jsonb;
begin
  select r.text::jsonb into v_record from records r where r.stream = p_stream and r.seq = p_seq;
  if p_kind = 'case' and p_seq = 0 and p_name in ('subject', 'applicant.name') then
    v_line := case p_name when 'subject' then 1 else 2 end;
    select jsonb_build_object('words', (string_to_array(c.search, E'\\n'))[v_line],
      'shown', case v_line when 1 then c.subject else c.applicant_name end) into v_copies
    from cases c where c.id = p_stream;
    perform duecourse_put_case_words(p_stream, v_line, ${RESTRICTED}, ${RESTRICTED});
  elsif p_kind = 'case' and p_name = 'file' then
    select jsonb_agg(u.id) into v_copies from uploads u where u.name = p_value #>> '{}'
      and u.sha256 in (select m->>'sha256' from jsonb_array_elements(coalesce(v_record->'materials', '[]')) as m);
    update uploads u set name = ${RESTRICTED} where u.id::text in (select jsonb_array_elements_text(v_copies));
  elsif p_kind = 'consultation' and p_name ~ '^(comments|authors)\\.[0-9]{1,9}$' then
    v_copies := duecourse_restrict_comments(p_stream, p_seq, p_name, p_value);
  elsif p_kind = 'consultation' and p_name = 'title' then
    update consultation_groups g set title = ${RESTRICTED}
    where g.stream = p_stream and g.group_no::text = v_record->'data'->>'group';
  end if;
  return v_copies;
end $$`;

const COPIES_BACK = `create function duecourse_release_copies(p_kind text, p_part restricted_parts)
returns void language plpgsql as $$
declare
  v_record jsonb;
begin
  select r.text::jsonb into v_record from records r where r.stream = p_part.stream and r.seq = p_part.seq;
  if p_kind = 'case' and p_part.seq = 0 and p_part.name in ('subject', 'applicant.name') then
    perform duecourse_put_case_words(p_part.stream, case p_part.name when 'subject' then 1 else 2 end,
      p_part.copies->>'words', p_part.copies->>'shown');
  elsif p_kind = 'case' and p_part.name = 'file' then
    update uploads u set name = p_part.value::jsonb #>> '{}'
    where u.id::text in (select jsonb_array_elements_text(p_part.copies));
  elsif p_kind = 'consultation' and p_part.name like 'comments.%' then
    update consultation_comments c set text = o.text, text_key = o.text_key
    from jsonb_to_recordset(p_part.copies) as o(n integer, text text, text_key text)
    where c.stream = p_part.stream and c.n = o.n;
  elsif p_kind = 'consultation' and p_part.name like 'authors.%' then
    update consultation_comments c set author_name = o.author_name, author_contact = o.author_contact,
      author_kind = o.author_kind
    from jsonb_to_recordset(p_part.copies) as o(n integer, author_name text, author_contact text, author_kind text)
    where c.stream = p_part.stream and c.n = o.n;
  elsif p_kind = 'consultation' and p_part.name = 'title' then
    update consultation_groups g set title = p_part.value::jsonb #>> '{}'
    where g.stream = p_part.stream and g.group_no::text = v_record->'data'->>'group';
  end if;
end $$`;

const RESTRICT = `create function duecourse_restrict() returns trigger language plpgsql security definer as $$
declare
  v_restriction constant jsonb := new.text::jsonb->'data'->'restriction';
  v_kind constant text := (select s.kind from streams s where s.id = new.stream);
  v record;
  v_apart restricted_parts;
  v_count integer := 0;
begin
  if (
    select count(distinct a.by) from jsonb_array_elements_text(v_restriction->'approvedBy') as a(by)
    where a.by is distinct from v_restriction->>'requestedBy'
  ) < 2 then
    raise exception 'a restriction is approved by two others than its requester' using errcode = 'DC403';
  end if;
  for v in select p.seq, p.name from jsonb_to_recordset(v_restriction->'parts') as p(seq integer, name text) loop
    v_apart := null;
    if new.type = '${TYPE}' then
      delete from record_parts p where p.stream = new.stream and p.seq = v.seq and p.name = v.name and p.seq < new.seq
      returning p.stream, p.seq, p.name, p.salt, p.value, null::jsonb into v_apart;
      if found then
        insert into restricted_parts (stream, seq, name, salt, value, copies)
        values (v_apart.stream, v_apart.seq, v_apart.name, v_apart.salt, v_apart.value,
          duecourse_restrict_copies(new.stream, v_kind, v.seq, v.name, v_apart.value::jsonb));
      end if;
    else
      delete from restricted_parts p where p.stream = new.stream and p.seq = v.seq and p.name = v.name
      returning p.* into v_apart;
      if found then
        insert into record_parts (stream, seq, name, salt, value)
        values (v_apart.stream, v_apart.seq, v_apart.name, v_apart.salt, v_apart.value);
        perform duecourse_release_copies(v_kind, v_apart);
      end if;
    end if;
    if v_apart.stream is null then
      raise exception 'record % of stream % has no part % for %', v.seq, new.stream, v.name, new.type
        using errcode = 'DC403';
    end if;
    v_count := v_count + 1;
  end loop;
  for v in select f.sha256 from jsonb_array_elements_text(v_restriction->'files') as f(sha256) loop
    if new.type = '${TYPE}' then
      insert into restricted_files (stream, sha256) select m.case_id, m.sha256 from case_material_versions m
      where m.case_id = new.stream and m.sha256 = v.sha256 limit 1;
    else
      delete from restricted_files f where f.stream = new.stream and f.sha256 = v.sha256;
    end if;
    if not found then
      raise exception 'stream % has no content % for %', new.stream, v.sha256, new.type using errcode = 'DC403';
    end if;
    v_count := v_count + 1;
  end loop;
  if v_count = 0 then
    raise exception 'record % of stream % restricts nothing', new.seq, new.stream using errcode = 'DC403';
  end if;
  return null;
end $$`;

// What lies apart is erased like any other; its copies are gone from the lists already.
const ERASE_APART = `create function duecourse_erase_apart() returns trigger language plpgsql security definer as $$
declare
  v_redaction constant jsonb := new.text::jsonb->'data'->'redaction';
  v restricted_parts;
begin
  for v in select p.* from restricted_parts p
    join jsonb_to_recordset(v_redaction->'parts') as w(seq integer, name text) on p.seq = w.seq and p.name = w.name
    where p.stream = new.stream and p.seq < new.seq
  loop
    delete from restricted_parts p where p.stream = v.stream and p.seq = v.seq and p.name = v.name;
    insert into record_parts (stream, seq, name, salt, value) values (v.stream, v.seq, v.name, v.salt, v.value);
  end loop;
  delete from restricted_files f where f.stream = new.stream
    and f.sha256 in (select w.sha256 from jsonb_array_elements_text(v_redaction->'files') as w(sha256));
  return null;
end $$`;

const NAMES = (type: string, said: string, row: string): string =>
  `select r.seq from records r where r.stream = ${row}.stream and r.seq > ${row}.seq and r.type = '${type}'
      and r.text::jsonb->'data'->'${said}'->'parts'
        @> jsonb_build_array(jsonb_build_object('seq', ${row}.seq, 'name', ${row}.name))`;

// For every role, the owner included: a part leaves the table of parts when the last record that names it says so.
const ONLY_ERASED = `create or replace function duecourse_only_erased() returns trigger language plpgsql as $$
begin
  if not exists (${NAMES(ERASED_TYPE, 'redaction', 'old')}) and coalesce(
    (select max(n.seq) from (${NAMES(TYPE, 'restriction', 'old')}) as n), -1
  ) <= coalesce((select max(n.seq) from (${NAMES(RELEASED_TYPE, 'restriction', 'old')}) as n), -1) then
    raise exception '% on % is refused: what is recorded never changes', tg_op, tg_table_name using errcode = 'DC403';
  end if;
  return old;
end $$`;

const ONLY_RELEASED = `create function duecourse_only_released() returns trigger language plpgsql as $$
begin
  if not exists (${NAMES(ERASED_TYPE, 'redaction', 'old')}) and coalesce(
    (select max(n.seq) from (${NAMES(RELEASED_TYPE, 'restriction', 'old')}) as n), -1
  ) <= coalesce((select max(n.seq) from (${NAMES(TYPE, 'restriction', 'old')}) as n), -1) then
    raise exception '% on % is refused: what is recorded never changes', tg_op, tg_table_name using errcode = 'DC403';
  end if;
  return old;
end $$`;

export const RESTRICTING: readonly string[] = [
  ...[CASE_WORDS, COMMENTS, COPIES, COPIES_BACK, RESTRICT, ERASE_APART, ONLY_ERASED, ONLY_RELEASED],
  'drop index records_redacting',
  `create index records_redacting on records (stream, seq)
    where type in ('${ERASED_TYPE}', '${TYPE}', '${RELEASED_TYPE}')`,
  `create trigger restricted_parts_frozen before update or truncate on restricted_parts
    for each statement execute procedure duecourse_refuse()`,
  `create trigger restricted_parts_of_record before insert on restricted_parts
    for each row execute procedure duecourse_part_of_record()`,
  `create trigger restricted_parts_only_released before delete on restricted_parts
    for each row execute procedure duecourse_only_released()`,
  `create trigger records_restrict after insert on records
    for each row when (new.type in ('${TYPE}', '${RELEASED_TYPE}')) execute procedure duecourse_restrict()`,
  // Triggers of one event run in the order of their names: before `records_erase`, which then finds the part.
  `create trigger records_bring_back after insert on records
    for each row when (new.type = '${ERASED_TYPE}') execute procedure duecourse_erase_apart()`,
];

/** Key of the advisory lock under which happenings are numbered. */
const NUMBERING_LOCK = '713200413';

/** What an append writes of notices, in the same transaction: events to be told, and how people want to be told. */
const APPEND = `create or replace function duecourse_append_notices(p_stream text, p json) returns void
language plpgsql as $$
declare
  v_settings constant json := p->'settings';
  v_feed constant json := p->'feedBegun';
begin
  if p->'happened' is not null then
    insert into happenings_new (stream, seq, type)
    select p_stream, h.seq, h.type from json_to_recordset(p->'happened') as h(seq integer, type text) order by h.seq;
  end if;
  if p->'webhook' is not null then perform duecourse_change_webhook((p->'webhook')::jsonb); end if;
  if v_settings is not null then
    insert into notice_settings (person, mail, mode)
    values (v_settings->>'person', v_settings->>'mail', v_settings->>'mode')
    on conflict (person) do update set mail = excluded.mail, mode = excluded.mode;
  end if;
  if v_feed is not null then
    insert into calendar_feeds (id, person, secret_sha256, created_at)
    values (v_feed->>'id', v_feed->>'person', v_feed->>'secretSha256', (v_feed->>'createdAt')::timestamptz);
  end if;
  if p->>'feedEnded' is not null then delete from calendar_feeds where id = p->>'feedEnded'; end if;
end $$`;

/** Whether a subscription wants events of a type: all, those it names, and those that begin as \`word.*\` says. */
const WANTED = `create function duecourse_wanted(p_types text[], p_type text) returns boolean language sql immutable as $$
  select p_types is null or p_type = any (p_types) or exists (
    select 1 from unnest(p_types) t(pattern)
    where right(t.pattern, 2) = '.*' and left(p_type, length(t.pattern) - 1) = left(t.pattern, -1)
  )
$$`;

/**
 * Gives new happenings their positions: dense, in an order in which all could have been committed, and each case's in
 * its own. One at a time numbers; the lock ends with the commit, so nobody ever sees a position whose predecessor is
 * still to come. The last position, or null when somebody else is at it.
 */
const NUMBER = `create function duecourse_number_happenings(p_limit integer) returns bigint language plpgsql as $$
declare
  v_last bigint;
  v_count integer;
begin
  if not pg_try_advisory_xact_lock(${NUMBERING_LOCK}) then return null; end if;
  select coalesce(max(h.position), 0) into v_last from happenings h;
  with taken as (
    delete from happenings_new n where n.id in (select id from happenings_new order by id limit p_limit)
    returning n.id, n.stream, n.seq, n.type
  )
  insert into happenings (position, stream, seq, type)
  select v_last + row_number() over (order by t.id), t.stream, t.seq, t.type from taken t;
  get diagnostics v_count = row_count;
  return v_last + v_count;
end $$`;

/** Opens a lane for each case with events from one position to another that the subscription wants. */
const FILL = `create function duecourse_fill_lanes(p_webhook text, p_after bigint, p_to bigint, p_stream text)
returns void language sql as $$
  insert into webhook_lanes as l (webhook, stream, position, seq, last_position, state, attempts, free_at)
  select w.id, h.stream, min(h.position), min(h.seq), max(h.position), 'ready', 0, clock_timestamp()
  from webhooks w join happenings h on h.position > p_after and h.position <= p_to
  where w.id = p_webhook and duecourse_wanted(w.types, h.type) and (p_stream is null or h.stream = p_stream)
  group by w.id, h.stream
  on conflict (webhook, stream) do update set last_position = greatest(l.last_position, excluded.last_position)
$$`;

/** Hands the next happenings to a subscription's lanes; how many, or 0 when there are none or somebody else is at it. */
const HAND_OVER = `create function duecourse_hand_over(p_webhook text, p_limit integer) returns integer
language plpgsql as $$
declare
  v_from bigint;
  v_to bigint;
begin
  select w.handed_to into v_from from webhooks w where w.id = p_webhook and w.state <> 'ended' for update skip locked;
  if not found then return 0; end if;
  select coalesce(max(position), 0) into v_to from happenings;
  v_to := least(v_to, v_from + p_limit);
  if v_to <= v_from then return 0; end if;
  perform duecourse_fill_lanes(p_webhook, v_from, v_to, null);
  update webhooks set handed_to = v_to where id = p_webhook;
  return v_to - v_from;
end $$`;

/**
 * What came of an attempt at the first event of a lane. Delivered: the lane goes on to the next event, which is given
 * back with the claim renewed, or ends. Failed: it is free again after a while. Parked: it waits for an administrator.
 * Whoever has lost his claim changes nothing. A crash may forget an acknowledgement, never an event, so the commit does
 * not wait for the disk.
 */
const SETTLE = `create function duecourse_settle_delivery(
  p_webhook text, p_stream text, p_claim text, p_position bigint, p_lease integer,
  p_outcome text, p_status integer, p_reason text, p_milliseconds integer, p_retry double precision
) returns table (out_position bigint, out_seq integer, out_text text, out_sha256 text, out_sm3 text)
language plpgsql as $$
declare
  v_lane webhook_lanes%rowtype;
  v_type text;
  v_next happenings%rowtype;
begin
  perform set_config('synchronous_commit', 'off', true);
  select * into v_lane from webhook_lanes l
  where l.webhook = p_webhook and l.stream = p_stream and l.claim = p_claim and l.position = p_position for update;
  if not found then return; end if;
  select h.type into v_type from happenings h where h.position = p_position;
  insert into webhook_attempts (webhook, position, stream, seq, type, at, attempt, outcome, status, reason, milliseconds)
  values (p_webhook, p_position, p_stream, v_lane.seq, v_type, clock_timestamp(), v_lane.attempts + 1, p_outcome,
    p_status, p_reason, p_milliseconds);
  if p_outcome <> 'delivered' then
    update webhook_lanes l set attempts = l.attempts + 1, claim = null, status = p_status, reason = p_reason,
      state = case when p_outcome = 'parked' then 'parked' else 'ready' end,
      free_at = clock_timestamp() + make_interval(secs => p_retry)
    where l.webhook = p_webhook and l.stream = p_stream;
    return;
  end if;
  perform duecourse_go_on(p_webhook, p_stream, p_claim, p_lease);
  return query select l.position, l.seq, r.text, r.sha256, r.sm3
    from webhook_lanes l join records r on r.stream = l.stream and r.seq = l.seq
    where l.webhook = p_webhook and l.stream = p_stream and l.claim = p_claim;
end $$`;

/** Moves a lane on to its next event, keeping the claim, or ends it. To be called with the lane locked. */
const GO_ON = `create function duecourse_go_on(p_webhook text, p_stream text, p_claim text, p_lease integer) returns void
language plpgsql as $$
declare
  v_lane webhook_lanes%rowtype;
  v_next happenings%rowtype;
begin
  select * into v_lane from webhook_lanes l where l.webhook = p_webhook and l.stream = p_stream;
  if v_lane.last_position > v_lane.position then
    select h.* into v_next from happenings h join webhooks w on w.id = p_webhook
    where h.stream = p_stream and h.seq > v_lane.seq and duecourse_wanted(w.types, h.type)
    order by h.seq limit 1;
  end if;
  if v_next.position is null then
    delete from webhook_lanes l where l.webhook = p_webhook and l.stream = p_stream;
    return;
  end if;
  update webhook_lanes l set position = v_next.position, seq = v_next.seq, attempts = 0, status = null, reason = null,
    state = 'ready', claim = p_claim, free_at = clock_timestamp() + make_interval(secs => p_lease)
  where l.webhook = p_webhook and l.stream = p_stream;
end $$`;

/**
 * What an administrator changes of a subscription. A replay sets lanes back to the first event from a position on, or
 * frees parked ones; a skip passes over the one event on which a lane is parked. Raises DC409 where there is nothing to
 * skip: somebody was faster.
 */
const CHANGE = `create function duecourse_change_webhook(p jsonb) returns void language plpgsql as $$
declare
  v_id constant text := p->>'id';
  v_opened constant jsonb := p->'opened';
  v_set constant jsonb := coalesce(p->'set', '{}'::jsonb);
  v_lane webhook_lanes%rowtype;
begin
  if v_opened is not null then
    insert into webhooks (id, url, types, note, state, secret, created_by, created_at, handed_to)
    select v_id, o.url, o.types, o.note, 'active', o.secret, o."createdBy", o."createdAt",
      least(o."after", (select coalesce(max(position), 0) from happenings))
    from jsonb_to_record(v_opened) as o(url text, types text[], note text, secret text, "createdBy" text,
      "createdAt" timestamptz, "after" bigint);
  end if;
  if p ? 'set' then
    update webhooks w set
      state = coalesce(v_set->>'state', w.state),
      secret = coalesce(v_set->>'secret', w.secret),
      previous_secret = case when v_set ? 'secret' then w.secret else w.previous_secret end,
      previous_until = coalesce((v_set->>'previousUntil')::timestamptz, w.previous_until),
      open_until = null
    where w.id = v_id;
    if not found then raise exception 'there is no webhook %', v_id; end if;
    if v_set->>'state' = 'ended' then delete from webhook_lanes l where l.webhook = v_id; end if;
  end if;
  if p ? 'replayAfter' then
    update webhook_lanes l set claim = null, attempts = 0, state = 'ready', free_at = clock_timestamp(),
      status = null, reason = null, position = f.position, seq = f.seq
    from (
      select h.stream, min(h.position) as position, min(h.seq) as seq from happenings h join webhooks w on w.id = v_id
      where h.position > (p->>'replayAfter')::bigint and h.position <= w.handed_to
        and duecourse_wanted(w.types, h.type) and (p->>'stream' is null or h.stream = p->>'stream')
      group by h.stream
    ) f
    where l.webhook = v_id and l.stream = f.stream and l.position >= f.position;
    perform duecourse_fill_lanes(v_id, (p->>'replayAfter')::bigint, w.handed_to, p->>'stream')
    from webhooks w where w.id = v_id;
  end if;
  if p ? 'replayParked' then
    update webhook_lanes l set claim = null, attempts = 0, state = 'ready', free_at = clock_timestamp()
    where l.webhook = v_id and l.state = 'parked' and (p->>'stream' is null or l.stream = p->>'stream');
  end if;
  if p ? 'skip' then
    select * into v_lane from webhook_lanes l where l.webhook = v_id and l.stream = p->>'stream'
      and l.position = (p->>'skip')::bigint and l.state = 'parked' for update;
    if not found then raise exception 'the event is not parked' using errcode = 'DC409'; end if;
    insert into webhook_attempts (webhook, position, stream, seq, type, at, attempt, outcome, milliseconds)
    select v_id, h.position, h.stream, h.seq, h.type, clock_timestamp(), v_lane.attempts, 'skipped', 0
    from happenings h where h.position = v_lane.position;
    perform duecourse_go_on(v_id, v_lane.stream, null, 0);
  end if;
end $$`;

/**
 * Writes notices, each once for its person and cause, and lays in the mail those that their persons want to have by
 * mail. With a follower: moves it on, and does nothing (false) when somebody else has moved it.
 */
const WRITE = `create function duecourse_write_notices(
  p_follower text, p_from bigint, p_to bigint, p_notices json, p_now timestamptz, p_daily_at timestamptz
) returns boolean language plpgsql as $$
begin
  if p_follower is not null then
    update notice_followers set position = p_to where name = p_follower and position = p_from;
    if not found then return false; end if;
  end if;
  with written as (
    insert into notices (person, cause, kind, case_id, about, at, shown_from, read)
    select n.person, n.cause, n.kind, n."caseId", n.about, n.at, n."shownFrom", false
    from json_to_recordset(p_notices) as n(person text, cause text, kind text, "caseId" text, about text,
      at timestamptz, "shownFrom" timestamptz, "mailFrom" timestamptz)
    on conflict do nothing
    returning id, person, cause
  )
  insert into mail_queue (notice, person, state, attempts, free_at)
  select w.id, w.person, 'waiting', 0,
    case s.mode when 'daily' then greatest(p_daily_at, n."mailFrom") else greatest(p_now, n."mailFrom") end
  from written w join notice_settings s on s.person = w.person and s.mail is not null and s.mode <> 'never'
  join json_to_recordset(p_notices) as n(person text, cause text, "mailFrom" timestamptz)
    on n.person = w.person and n.cause = w.cause;
  return true;
end $$`;

/** The functions of 0013, in an order in which each finds those that it calls. */
export const NOTICE_FUNCTIONS: readonly string[] = [
  WANTED,
  NUMBER,
  FILL,
  HAND_OVER,
  GO_ON,
  SETTLE,
  CHANGE,
  WRITE,
  APPEND,
];

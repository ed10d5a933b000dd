import type { Horizon, InboxFilter, Light, TaskView } from '../../../usecases/inbox/inbox-reads.js';
import { FOLLOW_UP_KEY, followUpView, SERVES_FOLLOW_UP } from './follow-up-source.js';
import { OFFICE } from './lawful-ways.js';
import type { BoundValues } from './bound-values.js';
import { hasWords, type Search } from './search-hits.js';

/** What the statement of a view of tasks is made of. */
export interface TaskQuestion {
  readonly view: TaskView;
  readonly filter: InboxFilter;
  readonly horizon: Horizon;
  readonly search: Search | undefined;
  readonly holdTask: boolean;
  readonly readCase: boolean;
}

/** Where the values stand that every statement has. */
export interface TaskPlaces {
  readonly person: string;
  /** Himself and those for whom he stands in. */
  readonly selves: () => string;
  readonly after: string;
  readonly limit: string;
}

/** No last day: behind all that have one. */
export const NO_DAY = `date '9999-12-31'`;

const ORDER = 'order by t.order_on, t.case_id, t.key';

/**
 * Where the candidates of a view come from, each a range of an index, in the order of the view and with no task in two of
 * them. Columns: order, case, item, kind, ways.
 */
export function taskSources(question: TaskQuestion, at: TaskPlaces, bound: BoundValues): readonly string[] {
  const { view, holdTask, readCase } = question;
  const sources: string[] = [];
  if (holdTask) {
    const free = placeCondition(view, at);
    if (free !== undefined) sources.push(fromPlaces(question, at, bound, free));
    const held = holderCondition(view, at);
    if (held !== undefined) sources.push(fromHolders(question, at, bound, held));
    if (['inHand', 'dueSoon', 'asDeputy'].includes(view)) sources.push(fromSigners(question, at, bound));
    if (['inHand', 'dueSoon', 'returned', 'all'].includes(view))
      sources.push(fromParties(question, at, bound));
  }
  const followUps = fromFollowUps(question, at, bound);
  if (holdTask && followUps !== undefined) sources.push(followUps);
  if (readCase && ['inHand', 'dueSoon', 'referrals'].includes(view))
    sources.push(fromReferrals(question, at, bound));
  return sources;
}

/** Tasks of his places that the view has. Undefined: none. */
function placeCondition(view: TaskView, { person }: TaskPlaces): string | undefined {
  // What came back to him is in his hand already.
  const free = `t.waits_for = 'post' and t.holder_person is distinct from ${person}`;
  if (view === 'toClaim' || view === 'dueSoon' || view === 'asDeputy') return free;
  return view === 'all' ? 'true' : undefined;
}

/** Tasks of which he, or his principal, is the holder, that the view has. */
function holderCondition(view: TaskView, { person }: TaskPlaces): string | undefined {
  const own = `t.holder_person = ${person}`;
  switch (view) {
    case 'toClaim':
      return `t.holder_as = 'assigned'`;
    case 'inHand':
      return `(t.holder_as = 'claimed' or (t.holder_as = 'returned' and ${own}))`;
    case 'dueSoon':
    case 'asDeputy':
      return `(t.holder_as <> 'returned' or ${own})`;
    case 'returned':
      return `t.came = 'returned' and ${own}`;
    case 'referrals':
    case 'all':
      return undefined;
  }
}

function fromPlaces(question: TaskQuestion, at: TaskPlaces, bound: BoundValues, free: string): string {
  const conditions = [free, ...filters(question, bound), at.after];
  // The places of the view of deputies are theirs alone: whether he has the task in his own right is to be seen yet.
  const ways = question.view === 'asDeputy' ? 'null::integer[]' : 'p.ways';
  if (question.search?.hits) {
    return `(select t.order_on, t.case_id, t.key, 'task', ${ways} from tasks t
      join places p on p.post = t.post and p.unit = t.unit
      where ${conditions.join(' and ')} ${ORDER} limit ${at.limit})`;
  }
  const where = ['t.post = p.post and t.unit = p.unit', ...conditions].join(' and ');
  return `select t.order_on, t.case_id, t.key, 'task', ${ways} from (
      select p.* from places p cross join lateral (
        select t.order_on, t.case_id, t.key from tasks t where ${where} ${ORDER} limit 1
      ) t ${ORDER} limit ${at.limit}
    ) p cross join lateral (
      select t.order_on, t.case_id, t.key from tasks t where ${where} ${ORDER} limit ${at.limit}
    ) t`;
}

function fromHolders(question: TaskQuestion, at: TaskPlaces, bound: BoundValues, held: string): string {
  const where = [
    `t.holder_person = any (${at.selves()}::text[]) and t.waits_for <> 'signers'`,
    // What a party has in hand comes from his parties' side.
    `not exists (select 1 from case_parties o where o.person = ${at.person} and o.case_id = t.case_id and o.post = t.post)`,
    held,
    ...filters(question, bound),
    at.after,
  ];
  return `(select t.order_on, t.case_id, t.key, 'task', null::integer[] from tasks t
      where ${where.join(' and ')} ${ORDER} limit ${at.limit})`;
}

function fromSigners(question: TaskQuestion, at: TaskPlaces, bound: BoundValues): string {
  const where = [`s.person = any (${at.selves()}::text[])`, ...filters(question, bound), at.after];
  return `(select distinct t.order_on, t.case_id, t.key, 'task', null::integer[] from task_signers s
      join tasks t on t.case_id = s.case_id and t.key = s.key
      where ${where.join(' and ')} order by t.order_on, t.case_id, t.key limit ${at.limit})`;
}

function fromParties(question: TaskQuestion, at: TaskPlaces, bound: BoundValues): string {
  const where = [`o.person = ${at.person} and not ${OFFICE}`, ...filters(question, bound), at.after];
  if (question.view === 'returned') where.push(`t.came = 'returned'`);
  return `(select t.order_on, t.case_id, t.key, 'party', null::integer[] from case_parties o
      join tasks t on t.case_id = o.case_id and t.post = o.post join cases c on c.id = t.case_id
      where ${where.join(' and ')} ${ORDER} limit ${at.limit})`;
}

// Each place of a person may have some: they are put into the shape of tasks, and met once whatever his ways are.
function fromFollowUps(question: TaskQuestion, at: TaskPlaces, bound: BoundValues): string | undefined {
  const { view, filter } = question;
  if (view === 'returned' || view === 'referrals') return undefined;
  const post = filter.post === undefined ? 'f.posts[1]' : asked(bound.bind(filter.post));
  const where = [...filters(question, bound), at.after];
  return `(select t.order_on, t.case_id, t.key, 'followUp', null::integer[] from (
      select f.until_on as order_on, i.case_id, ${FOLLOW_UP_KEY} collate "C" as key, f.until_on as due_on,
        null::text as clock, c.procedure, f.at_unit as unit, ${post} as post
      from meeting_follow_ups f join meeting_items i on i.stream = f.stream and i.item = f.item
      join cases c on c.id = i.case_id
      where f.done_on is null
        and exists (select 1 from ways w where ${SERVES_FOLLOW_UP} and ${followUpView(view, at.person)})
    ) t where ${where.join(' and ')} ${ORDER} limit ${at.limit})`;
}

const asked = (post: string): string => `(select q from unnest(f.posts) q where q = ${post})`;

// Referrals of one person are few: they are put into the shape of tasks first.
function fromReferrals(question: TaskQuestion, at: TaskPlaces, bound: BoundValues): string {
  const where = [...filters(question, bound), at.after];
  return `(select t.order_on, t.case_id, t.key, 'referral', null::integer[] from (
      select r.order_on, r.case_id, '@' || r.id collate "C" as key, r.due_on, r.clock, c.procedure, c.unit,
        (select o.post from tasks o where o.case_id = r.case_id and o.key = r.task) as post
      from case_referrals r join cases c on c.id = r.case_id where r.person = ${at.person}
    ) t where ${where.join(' and ')} ${ORDER} limit ${at.limit})`;
}

/** What the filter and the view ask of a row \`t\`. */
function filters(question: TaskQuestion, bound: BoundValues): readonly string[] {
  const { filter, horizon, search, view } = question;
  const { procedure, unit, post, dueBefore, light } = filter;
  return [
    ...(procedure === undefined ? [] : [`t.procedure = ${bound.bind(procedure)}`]),
    ...(unit === undefined ? [] : [`t.unit = ${bound.bind(unit)}`]),
    ...(post === undefined ? [] : [`t.post = ${bound.bind(post)}`]),
    ...(dueBefore === undefined ? [] : [`t.order_on < ${bound.bind(dueBefore)}::date`]),
    ...(view === 'dueSoon' ? [`t.order_on <= ${bound.bind(horizon.soon)}::date`] : []),
    ...(light === undefined ? [] : [lightCondition(light, horizon, bound)]),
    ...searchConditions(search, bound),
  ];
}

function searchConditions(search: Search | undefined, bound: BoundValues): readonly string[] {
  if (!search) return [];
  if (search.hits) return [`t.case_id = any (${bound.bind(search.hits)}::text[])`];
  return [`exists (select 1 from cases s where s.id = t.case_id and ${hasWords('s', search.words, bound)})`];
}

const SUSPENDED = `exists (
    select 1 from clocks k where k.case_id = t.case_id and k.clock = t.clock and k.state = 'suspended'
  )`;

function lightCondition(light: Light, { today, soon }: Horizon, bound: BoundValues): string {
  if (light === 'suspended') return SUSPENDED;
  return `not ${SUSPENDED} and ${lightRange(light, 't.order_on', { today, soon }, bound)}`;
}

/** The days of a light, for a column that holds a day, or the last day there is. */
export function lightRange(
  light: Exclude<Light, 'suspended'>,
  column: string,
  { today, soon }: Horizon,
  bound: BoundValues,
): string {
  switch (light) {
    case 'overdue':
      return `${column} < ${bound.bind(today)}::date`;
    case 'soon':
      return `${column} between ${bound.bind(today)}::date and ${bound.bind(soon)}::date`;
    case 'later':
      return `${column} > ${bound.bind(soon)}::date and ${column} < ${NO_DAY}`;
    case 'none':
      return `${column} = ${NO_DAY}`;
  }
}

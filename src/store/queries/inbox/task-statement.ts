import type { NamedStatement } from '../../named-statement.js';
import { WAYS } from '../reading-ways.js';
import { BoundValues } from './bound-values.js';
import { FOLLOW_UP_KEY, followUpView, SERVES_FOLLOW_UP } from './follow-up-source.js';
import { inHandOf, MAY_DO, separated } from './lawful-ways.js';
import { taskSources, type TaskPlaces, type TaskQuestion } from './task-sources.js';

/** What a statement is asked with, beside the question that shapes it. */
export interface TaskArguments {
  readonly ways: string;
  readonly person: string;
  /** Principals of the ways. */
  readonly principals: readonly string[];
  readonly barred: readonly string[];
  readonly sealed: readonly string[];
  /** Order, case and item of the last candidate seen. */
  readonly after: readonly string[];
  readonly limit: number;
}

/** A candidate: a row with a way is his; one without is in his reach, but not his to do. */
export interface CandidateValues {
  readonly order_on: string;
  readonly case_id: string;
  readonly item: string;
  readonly kind: 'task' | 'party' | 'referral' | 'followUp';
  /** Place of the way, -1 as a party, -2 for a referral. */
  readonly way: number | null;
}

/**
 * The candidates of a view from a place on, in order, each with the way in which he has it. A post of the organisation may
 * bear the name of a party's: then a task is met twice, and what is his as a party must come first, because whatever has
 * the same place is passed over on the next page.
 */
export function taskStatement(
  question: TaskQuestion,
  given: TaskArguments,
): { readonly statement: NamedStatement; readonly values: readonly unknown[] } | undefined {
  const bound = new BoundValues();
  const ways = bound.bind(given.ways);
  const person = bound.bind(given.person);
  const [barred, sealed] = [bound.bind(given.barred), bound.bind(given.sealed)];
  const [day, caseId, item] = given.after.map((value) => bound.bind(value));
  const at: TaskPlaces = {
    person,
    selves: () => bound.bind([given.person, ...given.principals]),
    after: `(t.order_on, t.case_id, t.key) > (${day}::date, ${caseId}, ${item})`,
    limit: bound.bind(given.limit),
  };
  const sources = taskSources(question, at, bound);
  if (sources.length === 0) return undefined;
  const text = `with ${WAYS.replace('$1', ways)}, ${PLACES(question)}, candidates as materialized (
    select * from (
      ${sources.join('\n      union all\n      ')}
    ) t(order_on, case_id, item, kind, ways) order by t.order_on, t.case_id, t.item, t.kind = 'task' limit ${at.limit}
  )
  select x.order_on::text as order_on, x.case_id, x.item, x.kind, way.n as way
  from candidates x join cases c on c.id = x.case_id
  left join tasks t on x.kind in ('task', 'party') and t.case_id = x.case_id and t.key = x.item
  left join lateral (
    select -1 as n where case when x.kind = 'party' then not ${separated(person)} else false end
    union all
    select -2 where x.kind = 'referral' and c.id <> all (${barred}::text[])
    union all
    (select w.n from ways w
      where x.kind = 'task' and (x.ways is null or w.n = any (x.ways)) and c.id <> all (${barred}::text[])
        and ${MAY_DO}${question.view === 'all' ? '' : ` and ${inHandOf(person)}`}
      order by (w.persons[2] is distinct from t.holder_for), w.n limit 1)
    union all
    (select w.n from ways w, meeting_follow_ups f
      where x.kind = 'followUp' and c.id <> all (${barred}::text[]) and c.id <> all (w.barred)
        and ${FOLLOW_UP_KEY} = x.item and f.stream = split_part(x.item, '/', 2) and ${SERVES_FOLLOW_UP}
        and ${followUpView(question.view, person)}
      order by (w.persons[2] is not null), w.n limit 1)
  ) way on (c.status = 'open' or x.kind = 'followUp') and c.id <> all (${sealed}::text[])
  order by x.order_on, x.case_id, x.item, x.kind = 'task'`;
  return { statement: { name: nameOf(question), text }, values: bound.values };
}

// The posts and units that his ways serve; of a way that serves every unit, those that have a task of its post.
const PLACES = ({ view }: TaskQuestion): string => `places as materialized (
    select w.post, u.unit, array_agg(w.n) as ways from ways w cross join lateral (
      select unnest(w.units) as unit
      union all
      select x.unit from (
        with recursive used as (
          (select t.unit from tasks t where w.units is null and t.post = w.post order by t.unit limit 1)
          union all
          select n.unit from used u cross join lateral (
            select t.unit from tasks t where t.post = w.post and t.unit > u.unit order by t.unit limit 1
          ) n
        )
        select unit from used
      ) x
    ) u
    where ${view === 'asDeputy' ? 'w.persons[2] is not null' : 'true'}
    group by w.post, u.unit
  )`;

function nameOf(question: TaskQuestion): string {
  const { view, filter, search, holdTask, readCase } = question;
  const { procedure, unit, post, dueBefore, light } = filter;
  const flags = [procedure, unit, post, dueBefore].map((one) => (one === undefined ? '-' : '+')).join('');
  const words = search === undefined ? '' : search.hits ? 'h' : `w${search.words.length}`;
  const powers = `${holdTask ? 't' : ''}${readCase ? 'c' : ''}`;
  return `inbox ${view} ${flags} ${light ?? ''} ${words} ${powers}`;
}

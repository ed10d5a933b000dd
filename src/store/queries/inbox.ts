import type { DataSource } from 'typeorm';
import type { Page, PageRequest, ReadingScope, TaskCapacity, TaskRow } from '../../usecases/queries.js';
import { runNamed, type NamedStatement } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';
import { WAYS, waysJson } from './reading-ways.js';

interface TaskValues {
  readonly case_id: string;
  readonly key: string;
  readonly post: string;
  readonly acts: string;
  readonly since: string;
  readonly due_on: string | null;
  readonly order_on: string;
  readonly procedure: string;
  readonly unit: string;
  readonly subject: string;
  readonly applicant_name: string;
  /** The way in which he holds it, -1 as a party; null: it is in his reach, but not his to do. */
  readonly way: number | null;
}

// Arguments: $1 ways, $2 person, $3 recused, $4 sealed, $5 to $7 the last task seen, $8 candidates.
const AFTER = '(t.order_on, t.case_id, t.key) > ($5::date, $6, $7)';
const ORDER = 'order by t.order_on, t.case_id, t.key';

// Nobody acts where the separation of duties keeps out who has acted: in this case, or in one that it is about.
const separated = (persons: string): string => `(exists (
      select 1 from procedure_separations x join case_performers d on d.case_id = t.case_id and d.post = x.other
      where x.definition = c.definition and x.post = t.post and x.relation = '' and d.person = ${persons}
    ) or exists (
      select 1 from procedure_separations x
      join case_relations r on r.case_id = t.case_id and r.relation = x.relation
      join case_performers d on d.case_id = r.other and d.post = x.other
      where x.definition = c.definition and x.post = t.post and d.person = ${persons}
    ))`;

const OFFICE =
  'exists (select 1 from procedure_posts p where p.definition = c.definition and p.post = t.post)';

/**
 * The next candidates: open tasks of posts and units that the person's ways serve, and of the cases he is party to,
 * each with the way in which he may hold it. From the index ranges of the places, of which only as many as there are
 * candidates can contribute: those with the most urgent task.
 */
export const CANDIDATES: NamedStatement = {
  name: 'inbox',
  text: `with ${WAYS}, places as materialized (
    select w.post, u.unit, array_agg(w.n) as ways from ways w cross join lateral (
      select unnest(w.units) as unit
      union all
      select distinct t.unit from tasks t where w.units is null and t.post = w.post
    ) u
    group by w.post, u.unit
  ), heads as materialized (
    select p.post, p.unit, p.ways from places p cross join lateral (
      select t.order_on, t.case_id, t.key from tasks t
      where t.post = p.post and t.unit = p.unit and ${AFTER} ${ORDER} limit 1
    ) t ${ORDER} limit $8
  ), candidates as materialized (
    select t.* from (
      select t.*, p.ways from heads p cross join lateral (
        select t.* from tasks t where t.post = p.post and t.unit = p.unit and ${AFTER} ${ORDER} limit $8
      ) t
      union all
      (select t.*, null from case_parties o join tasks t on t.case_id = o.case_id and t.post = o.post
        join cases c on c.id = t.case_id where o.person = $2 and not ${OFFICE} and ${AFTER} ${ORDER} limit $8)
    ) t ${ORDER}, t.ways nulls first limit $8
  )
  select t.case_id, t.key, t.post, t.acts, t.since::text as since, t.due_on::text as due_on,
    t.order_on::text as order_on, c.procedure, c.unit, c.subject, c.applicant_name, way.n as way
  from candidates t join cases c on c.id = t.case_id left join lateral (
    select -1 as n where t.ways is null and not ${separated('$2')}
    union all
    select min(w.n) from ways w
    where w.n = any (t.ways) and ${OFFICE}
      and (w.procedures is null or c.procedure = any (w.procedures)) and (w.cases is null or c.id = any (w.cases))
      and (w.acts is null or exists (
        select 1 from json_array_elements_text(t.acts::json) a(act) where a.act = any (w.acts)
      ))
      and c.id <> all (w.barred) and c.id not in (select unnest($3::text[]))
      and not exists (select 1 from case_parties o where o.case_id = t.case_id and o.person = any (w.persons))
      and not ${separated('any (w.persons)')}
  ) way on way.n is not null and c.status = 'open' and c.id not in (select unnest($4::text[]))
  ${ORDER}`,
};

/** A page of tasks that are not his to do is rare: the first reach for more than one page settles most. */
const AT_LEAST = 100;
const GROWTH = 4;

/** The open tasks that a person may hold, least remaining time first, tasks without a day last. */
export async function listInbox(
  dataSource: DataSource,
  scope: ReadingScope,
  page: PageRequest,
  atLeast = AT_LEAST,
): Promise<Page<TaskRow>> {
  let after = page.after === undefined ? ['0001-01-01', '', ''] : decodeCursor(page.after, [DAY, KEY, KEY]);
  const { person, barred, sealed } = scope;
  const ways = waysJson(scope);
  const held: TaskValues[] = [];
  for (let wanted = Math.max(atLeast, 2 * page.limit); held.length <= page.limit; wanted *= GROWTH) {
    const values = [ways, person, barred, sealed, ...after, wanted];
    const candidates = await runNamed<TaskValues>(dataSource, CANDIDATES, values);
    held.push(...candidates.filter(({ way }) => way !== null));
    const last = candidates.at(-1);
    if (!last || candidates.length < wanted) break;
    after = [last.order_on, last.case_id, last.key];
  }
  return pageOf(
    held.slice(0, page.limit + 1),
    page.limit,
    (row) => taskRow(row, scope),
    (row) => encodeCursor([row.order_on, row.case_id, row.key]),
  );
}

function taskRow(row: TaskValues, { ways }: ReadingScope): TaskRow {
  const { key, post, since, procedure, unit, subject } = row;
  return {
    ...{ key, post, since, procedure, unit, subject },
    caseId: row.case_id,
    acts: JSON.parse(row.acts) as string[],
    dueOn: row.due_on,
    applicantName: row.applicant_name,
    capacity: capacityOf(row.way === null || row.way < 0 ? undefined : ways[row.way]),
  };
}

function capacityOf(way: ReadingScope['ways'][number] | undefined): TaskCapacity {
  if (!way) return { kind: 'party' };
  return way.deputy ? { kind: 'deputy', ...way.deputy } : { kind: 'own' };
}

import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import { dueOn, measuringClock } from '../case-rows.js';
import { searchOf } from '../case-search.js';

/** Cases that are filled in at a time. */
const BATCH = 500;

/** What records from before this migration say of the rows that it adds. */
export async function fillDeskRows(runner: QueryRunner): Promise<void> {
  for (const statement of FROM_RECORDS) await runner.query(statement);
  for (let after = ''; ;) {
    const cases = (await runner.query(CASES, [after, BATCH])) as CaseValues[];
    const last = cases.at(-1);
    if (!last) return;
    await runner.query(FILL_SEARCH, [JSON.stringify(cases.map(searchRow))]);
    await runner.query(FILL_TASKS, [JSON.stringify(cases.flatMap(taskClocks))]);
    after = last.id;
  }
}

interface CaseValues {
  readonly id: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly state: string;
}

const CASES = `select c.id, c.subject, c.applicant_name, s.state from cases c join streams s on s.id = c.id
  where c.id > $1 order by c.id limit $2`;

const FILL_SEARCH = `update cases c set search = f.search, grams = f.grams
  from json_to_recordset($1) as f(id text, search text, grams text[]) where c.id = f.id`;

const FILL_TASKS = `update tasks t set clock = f.clock, due_on = f.due_on,
    order_on = coalesce(f.due_on, date '9999-12-31')
  from json_to_recordset($1) as f(id text, key text, clock text, due_on date) where t.case_id = f.id and t.key = f.key`;

function searchRow({ id, subject, applicant_name: name }: CaseValues): object {
  return { id, ...searchOf(id, subject, name) };
}

function taskClocks({ id, state }: CaseValues): readonly object[] {
  const folded = JSON.parse(state) as CaseState;
  return Object.entries(folded.tasks).map(([key, task]) => {
    const clock = measuringClock(folded, task.clock);
    return { id, key, clock: clock ?? null, due_on: dueOn(folded, clock) };
  });
}

/** The records of cases, read as JSON. */
const EVENTS = `(
    select r.stream, r.seq, r.type, r.recorded_at, r.text::json->'data' as data, r.text::json->'actor' as actor
    from records r join streams s on s.id = r.stream and s.kind = 'case'
  )`;

const FROM_RECORDS: readonly string[] = [
  `insert into case_doings (case_id, seq, person, type, act, post, done_on, recorded_at, on_behalf_of, done_by)
    select e.stream, e.seq, p.person, e.type, e.data->>'act', e.actor->>'post', (e.data->>'on')::date, e.recorded_at,
      p.on_behalf_of, p.done_by
    from ${EVENTS} e cross join lateral (
      select e.actor->>'person' as person, e.actor->>'onBehalfOf' as on_behalf_of, null as done_by
      union all
      select e.actor->>'onBehalfOf', null, e.actor->>'person'
    ) p
    where p.person is not null and e.data->>'cause' not in ('refusal', 'access')`,
  `insert into case_initiated (person, case_id, capacity, since)
    select distinct on (p.person, e.stream) p.person, e.stream, p.capacity, e.recorded_at
    from ${EVENTS} e cross join lateral (
      select x.person, 'party' as capacity, 0 as n from json_each(e.data->'opened'->'parties') o
      cross join lateral json_array_elements_text(o.value) x(person)
      union all select e.actor->>'person', 'opener', 1
      union all select e.actor->>'onBehalfOf', 'opener', 1
    ) p
    where e.data->'opened' is not null and p.person is not null
    order by p.person, e.stream, p.n`,
  `update tasks t set opened_at = f.opened_at from (
      select e.stream, k.key, max(e.recorded_at) as opened_at
      from ${EVENTS} e cross join lateral json_object_keys(e.data->'tasksOpened') k(key)
      group by e.stream, k.key
    ) f where f.stream = t.case_id and f.key = t.key`,
];

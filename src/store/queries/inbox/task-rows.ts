import type { DataSource } from 'typeorm';
import { runNamed } from '../../named-statement.js';
import { FOLLOW_UP_KEY } from './follow-up-source.js';
import type { TaskColumns } from './row-values.js';
import type { CandidateValues } from './task-statement.js';

// Only of the rows of the page: what is merely walked over is not read.
const ROWS = {
  name: 'inbox-task-rows',
  text: `select x.case_id, x.item, x.kind, t.post, t.acts, t.since::text as since, t.opened_at, t.signing, t.came,
      t.from_person, t.passed_by, t.holder_person, t.holder_as, t.holder_for, t.holder_on::text as holder_on,
      t.urged_on::text as urged_on, r.id as referral, r.kind as asked_for, r.task as referred_task,
      r.from_person as asked_by, r.since::text as asked_since, r.asked_at, r.blocks, r.place,
      c.procedure, c.definition, c.unit, c.subject, c.applicant_name, c.status, c.outcome,
      c.opened_on::text as opened_on, c.suspended_on::text as suspended_on, s.version, k.clock,
      k.state as clock_state, k.due_on::text as due_on, k.provisional,
      f.stream as meeting, f.follow_up, f.item as meeting_item, f.forum, f.unit as given_to, f.basis as rests_on,
      f.assigned_on::text as assigned_on, f.until_on::text as until_on, f.reported_on::text as reported_on,
      f.lapsed_on::text as lapsed_on, f.holder_person as taken_by, f.holder_as as taken_as,
      f.holder_on::text as taken_on, p.value as what,
      exists (select 1 from case_parties o where o.case_id = c.id and o.person = $4) as as_party
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality x(case_id, item, kind, n)
    join cases c on c.id = x.case_id join streams s on s.id = c.id
    left join tasks t on x.kind in ('task', 'party') and t.case_id = c.id and t.key = x.item
    left join case_referrals r on x.kind = 'referral' and r.case_id = c.id and '@' || r.id = x.item
    left join clocks k on k.case_id = c.id and k.clock = coalesce(t.clock, r.clock)
    left join meeting_follow_ups f on x.kind = 'followUp' and f.stream = split_part(x.item, '/', 2)
      and ${FOLLOW_UP_KEY} = x.item
    left join record_parts p on p.stream = f.stream and p.seq = f.seq and p.name = 'what'
    where t.key is not null or r.id is not null or f.stream is not null
    order by x.n`,
};

/** What is shown of candidates, in their order. One that has gone since it was found is left out. */
export async function readTaskRows(
  dataSource: DataSource,
  person: string,
  found: readonly CandidateValues[],
): Promise<readonly TaskColumns[]> {
  if (found.length === 0) return [];
  const values = [
    found.map((row) => row.case_id),
    found.map(({ item }) => item),
    found.map(({ kind }) => kind),
    person,
  ];
  const rows = await runNamed<Omit<TaskColumns, 'way' | 'order_on'>>(dataSource, ROWS, values);
  const places = new Map(found.map((row) => [`${row.case_id} ${row.item}`, row]));
  return rows.flatMap((row) => {
    const place = places.get(`${row.case_id} ${row.item}`);
    return place ? [{ ...row, way: place.way, order_on: place.order_on }] : [];
  });
}

import type { DataSource } from 'typeorm';
import type { Page, PageRequest, Queries, TaskRow } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

interface TaskValues {
  readonly case_id: string;
  readonly key: string;
  readonly post: string;
  readonly acts: string;
  readonly since: string;
  readonly due_on: string | null;
  readonly order_on: string;
  readonly procedure: string;
  readonly subject: string;
}

const AFTER = '(t.order_on, t.case_id, t.key) > ($3::date, $4, $5)';
const ORDER = 'order by t.order_on, t.case_id, t.key limit $6';

// The first rows of each post's own index range, merged: the cost does not grow with the number of open tasks.
const INBOX = {
  name: 'inbox',
  text: `select t.case_id, t.key, t.post, t.acts, t.since::text as since, t.due_on::text as due_on,
      t.order_on::text as order_on, c.procedure, c.subject
    from (
      (select t.* from (select distinct unnest($1::text[]) as post) p
        cross join lateral (select * from tasks t where t.post = p.post and ${AFTER} ${ORDER}) t)
      union
      (select t.* from case_parties o join tasks t on t.case_id = o.case_id and t.post = o.post
        where o.person = $2 and ${AFTER} ${ORDER})
    ) t
    join cases c on c.id = t.case_id
    ${ORDER}`,
};

/** Open tasks of a holder, least remaining time first, tasks without a day last. */
export async function listInbox(
  dataSource: DataSource,
  holder: Parameters<Queries['inbox']>[0],
  page: PageRequest,
): Promise<Page<TaskRow>> {
  const after = page.after === undefined ? ['0001-01-01', '', ''] : decodeCursor(page.after, [DAY, KEY, KEY]);
  const values = [holder.posts, holder.person, ...after, page.limit + 1];
  const rows = await runNamed<TaskValues>(dataSource, INBOX, values);
  return pageOf(rows, page.limit, taskRow, (row) => encodeCursor([row.order_on, row.case_id, row.key]));
}

function taskRow(row: TaskValues): TaskRow {
  const { key, post, since, procedure, subject } = row;
  const acts = JSON.parse(row.acts) as string[];
  return { caseId: row.case_id, key, post, acts, since, dueOn: row.due_on, procedure, subject };
}

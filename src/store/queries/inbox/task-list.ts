import type { DataSource } from 'typeorm';
import {
  COUNTED_TO,
  type Horizon,
  type InboxFilter,
  type InboxScope,
  type InboxTask,
  type TaskView,
} from '../../../usecases/inbox/inbox-reads.js';
import type { Page, PageRequest } from '../../../usecases/queries.js';
import { runNamed } from '../../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY } from '../cursor.js';
import { waysJson } from '../reading-ways.js';
import { inboxTask } from './row-values.js';
import { searchHits } from './search-hits.js';
import { readTaskRows } from './task-rows.js';
import type { TaskQuestion } from './task-sources.js';
import { taskStatement, type CandidateValues } from './task-statement.js';

/** Candidates that are not his to do are few: the first reach for a little more than the page settles most. */
const SPARE = 10;
const GROWTH = 4;

/** Before every row of a view of tasks. */
const BEGINNING: readonly string[] = ['0001-01-01', '', ''];

const NOTHING = { items: [], endCursor: null, hasMore: false } as const;

/** A page of a view of tasks: least remaining time first, what has no last day at the end. */
export async function listTasks(
  dataSource: DataSource,
  scope: InboxScope,
  asked: { readonly view: TaskView; readonly filter: InboxFilter; readonly horizon: Horizon },
  page: PageRequest,
  spare = SPARE,
): Promise<Page<InboxTask>> {
  const after = page.after === undefined ? BEGINNING : decodeCursor(page.after, [DAY, KEY, KEY]);
  const search = asked.filter.q === undefined ? undefined : await searchHits(dataSource, asked.filter.q);
  const { holdTask, readCase } = scope;
  const question: TaskQuestion = { ...asked, search, holdTask, readCase };
  if (cannotHaveAny(question, scope)) return NOTHING;
  const wanted = page.limit + 1;
  const found = await walkOf(dataSource, scope, question, after, { wanted, reach: wanted + spare });
  const shown = found.slice(0, page.limit);
  const rows = await readTaskRows(dataSource, scope.person, shown);
  const last = shown.at(-1);
  return {
    items: rows.map((row) => inboxTask(row, scope)),
    endCursor: last ? encodeCursor([last.order_on, last.case_id, last.item]) : null,
    hasMore: found.length > page.limit,
  };
}

/** What the counts read of a view: the days by which its rows are due, in order, at most one more than is counted. */
export async function countedTasks(
  dataSource: DataSource,
  scope: InboxScope,
  view: TaskView,
  horizon: Horizon,
): Promise<readonly CandidateValues[]> {
  const { holdTask, readCase } = scope;
  const question: TaskQuestion = { view, filter: {}, horizon, search: undefined, holdTask, readCase };
  if (cannotHaveAny(question, scope)) return [];
  const wanted = COUNTED_TO + 1;
  return walkOf(dataSource, scope, question, BEGINNING, { wanted, reach: wanted + SPARE });
}

function cannotHaveAny({ view, search }: TaskQuestion, { ways }: InboxScope): boolean {
  return search?.hits?.length === 0 || (view === 'asDeputy' && !ways.some(({ deputy }) => deputy));
}

interface Walk {
  /** Rows of his that end the walk. */
  readonly wanted: number;
  /** Candidates that are looked at first; each further step looks at more. */
  readonly reach: number;
}

/** Goes over the candidates of a view until there are enough that are his, or no more. */
async function walkOf(
  dataSource: DataSource,
  scope: InboxScope,
  question: TaskQuestion,
  beginning: readonly string[],
  { wanted, reach }: Walk,
): Promise<readonly CandidateValues[]> {
  const { person, ways, barred, sealed } = scope;
  const principals = [...new Set(ways.flatMap(({ deputy }) => deputy?.principal ?? []))];
  const given = { ways: waysJson(scope), person, principals, barred, sealed };
  const held: CandidateValues[] = [];
  let after = beginning;
  for (let limit = reach; held.length < wanted; limit *= GROWTH) {
    const made = taskStatement(question, { ...given, after, limit });
    if (!made) break;
    const candidates = await runNamed<CandidateValues>(dataSource, made.statement, made.values);
    held.push(...candidates.filter((row) => isHis(row, question, scope)));
    const last = candidates.at(-1);
    if (!last || candidates.length < limit) break;
    after = [last.order_on, last.case_id, last.item];
  }
  return held.slice(0, wanted);
}

function isHis({ way }: CandidateValues, { view }: TaskQuestion, { ways }: InboxScope): boolean {
  if (way === null) return false;
  return view !== 'asDeputy' || ways[way]?.deputy !== undefined;
}

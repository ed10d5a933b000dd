import type { DataSource } from 'typeorm';
import type { CivilDate } from '../../../engine/clock/time.js';
import {
  COUNTED_TO,
  type CaseView,
  type Horizon,
  type InboxEntry,
  type InboxFilter,
  type InboxScope,
} from '../../../usecases/inbox/inbox-reads.js';
import type { Page, PageRequest } from '../../../usecases/queries.js';
import { runNamed } from '../../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from '../cursor.js';
import { waysJson } from '../reading-ways.js';
import { caseStatement, type CaseQuestion } from './case-statement.js';
import { inboxCase, instantOf, type CaseColumns } from './row-values.js';
import { searchHits } from './search-hits.js';

interface EntryColumns extends CaseColumns {
  readonly case_id: string;
  readonly at: Date;
  readonly seq: number;
  readonly known: boolean;
  readonly fits: boolean;
  readonly initiated?: 'opener' | 'party';
  readonly type?: string;
  readonly act: string | null;
  readonly post: string | null;
  readonly done_on: string;
  readonly on_behalf_of: string | null;
  readonly done_by: string | null;
  readonly from_person?: string | null;
}

const AT_LEAST = 100;
const GROWTH = 4;

const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const NUMBER = /^(0|[1-9]\d{0,8})$/;

/** A page of a view of cases, the latest first. */
export async function listEntries(
  dataSource: DataSource,
  scope: InboxScope,
  asked: { readonly view: CaseView; readonly filter: InboxFilter; readonly horizon: Horizon },
  page: PageRequest,
  atLeast = AT_LEAST,
): Promise<Page<InboxEntry>> {
  const after = page.after === undefined ? undefined : decodeCursor(page.after, [INSTANT, KEY, NUMBER]);
  const search = asked.filter.q === undefined ? undefined : await searchHits(dataSource, asked.filter.q);
  if (search?.hits?.length === 0) return { items: [], endCursor: null, hasMore: false };
  const question: CaseQuestion = { ...asked, search, readCase: scope.readCase };
  const reach = Math.max(atLeast, 2 * page.limit);
  const rows = await walkOf(dataSource, scope, question, after, { wanted: page.limit + 1, reach });
  return pageOf(rows, page.limit, inboxEntry, (row) => encodeCursor(placeOf(row)));
}

/** How many rows a view has, at most one more than is counted. */
export async function countEntries(
  dataSource: DataSource,
  scope: InboxScope,
  view: CaseView,
  horizon: Horizon,
): Promise<number> {
  const wanted = COUNTED_TO + 1;
  if (view === 'done' || view === 'initiated') {
    const [row] = await runNamed<{ n: number }>(dataSource, OWN[view], [scope.person, wanted]);
    return row?.n ?? 0;
  }
  const question: CaseQuestion = { view, filter: {}, horizon, search: undefined, readCase: scope.readCase };
  return (await walkOf(dataSource, scope, question, undefined, { wanted, reach: wanted })).length;
}

const counted = (table: string): string =>
  `select count(*)::integer as n from (select 1 from ${table} where person = $1 limit $2) x`;

/** What is his own is his whatever he may know of the case. */
const OWN = {
  done: { name: 'inbox-count-done', text: counted('case_doings') },
  initiated: { name: 'inbox-count-initiated', text: counted('case_initiated') },
};

/** Goes over the rows of a view until there are enough that fit, or no more. */
async function walkOf(
  dataSource: DataSource,
  scope: InboxScope,
  question: CaseQuestion,
  beginning: readonly string[] | undefined,
  { wanted, reach }: { readonly wanted: number; readonly reach: number },
): Promise<readonly EntryColumns[]> {
  const { person, barred, sealed } = scope;
  const given = { ways: waysJson(scope), person, barred, sealed };
  const fitting: EntryColumns[] = [];
  let after = beginning;
  for (let limit = reach; fitting.length < wanted; limit *= GROWTH) {
    const { statement, values } = caseStatement(question, { ...given, after, limit });
    const rows = await runNamed<EntryColumns>(dataSource, statement, values);
    fitting.push(...rows.filter(({ fits }) => fits));
    const last = rows.at(-1);
    if (!last || rows.length < limit) break;
    after = placeOf(last);
  }
  return fitting.slice(0, wanted);
}

function placeOf({ at, case_id: caseId, seq }: EntryColumns): readonly string[] {
  return [instantOf(at), caseId, String(seq)];
}

function inboxEntry(row: EntryColumns): InboxEntry {
  return {
    caseId: row.case_id,
    at: instantOf(row.at),
    case: row.known ? inboxCase(row) : null,
    ...(row.initiated && { initiated: row.initiated }),
    ...(row.type !== undefined && {
      doing: {
        ...{ seq: row.seq, type: row.type, act: row.act, post: row.post, on: row.done_on as CivilDate },
        ...{ onBehalfOf: row.on_behalf_of, doneBy: row.done_by },
      },
    }),
    ...(typeof row.from_person === 'string' && { from: row.from_person }),
  };
}

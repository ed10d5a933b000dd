import type { DataSource } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import type {
  CaseDetail,
  CaseFilter,
  CaseRow,
  ListedCase,
  Page,
  PageRequest,
  ReadingScope,
  ReadingWay,
} from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';
import { searchHits, type Search } from './inbox/search-hits.js';
import { allCases, casesAmong, latestCases, listShape, PROCEDURES_OF_POSTS } from './listed-cases.js';
import { waysJson } from './reading-ways.js';

interface CaseValues {
  readonly id: string;
  readonly procedure: string;
  readonly definition: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly unit: string;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly opened_on: string;
  readonly version: number;
  readonly due_on: string | null;
}

interface ListedValues extends CaseValues {
  readonly as_party: boolean;
  readonly walked: number;
}

interface CaseDetailValues extends CaseValues {
  readonly seq: number;
  readonly state: string;
  readonly leaf_sha256: string;
  readonly leaf_sm3: string;
}

// Only clocks that the sweep must look at have a day on which somebody is late.
const DETAIL = {
  name: 'case-detail',
  text: `select c.id, c.procedure, c.definition, c.subject, c.applicant_name, c.unit, c.status, c.outcome,
      c.opened_on::text as opened_on, s.version, s.seq, s.state, s.leaf_sha256, s.leaf_sm3,
      (select min(k.due_on)::text from clocks k where k.case_id = c.id and k.sweep_at is not null) as due_on
    from cases c join streams s on s.id = c.id where c.id = $1`,
};

const OPEN = {
  name: 'case-list-open',
  text: `select c.id, c.opened_on::text as opened_on from cases c
    where c.status = 'open' and (c.opened_on, c.id) < ($1::date, $2)
    order by c.opened_on desc, c.id desc limit $3`,
};

/** When a list takes which road; they all lead to the same page. */
export interface ListTuning {
  /** Cases that are looked at first: enough for a page of whoever may read one in forty. */
  readonly window: number;
  /** Units from which on walking procedures is cheaper than going from unit to unit, and how many procedures. */
  readonly wide: number;
  readonly procedures: number;
}

const TUNING: ListTuning = { window: 2_000, wide: 100, procedures: 300 };

/** The cases that a person may know of, the latest opened first. */
export async function listCases(
  dataSource: DataSource,
  scope: ReadingScope,
  filter: CaseFilter,
  page: PageRequest,
  tuning = TUNING,
): Promise<Page<ListedCase>> {
  const after = page.after === undefined ? [null, null] : decodeCursor(page.after, [DAY, KEY]);
  const rows = page.limit + 1;
  const { person, barred, sealed } = scope;
  const search = filter.q === undefined ? undefined : await searchHits(dataSource, filter.q);
  const window = search ? Math.min(tuning.window, SEARCH_WINDOW) : tuning.window;
  const more = search ? [search.hits ?? search.words] : [];
  const rest = [rows, person, barred, sealed, window, filter.procedure ?? null, ...after, ...more];
  const shape = { ...listShape(scope, filter, page.after !== undefined), searched: searched(search) };
  if (shape.searched === 'hits') {
    const among = await runNamed<ListedValues>(dataSource, casesAmong(shape), [waysJson(scope), ...rest]);
    return pageOf(among, page.limit, listedCase, (row) => encodeCursor([row.opened_on, row.id]));
  }
  let found = await runNamed<ListedValues>(dataSource, latestCases(shape), [waysJson(scope), ...rest]);
  // A full page of the latest is the page; and when the window saw all there are, nothing is missing.
  const complete = found.length === rows || (found[0] && found[0].walked < window);
  if (!complete) {
    const ways = waysJson(scope, await walksOf(dataSource, scope, tuning));
    found = await runNamed<ListedValues>(dataSource, allCases(shape), [ways, ...rest]);
  }
  return pageOf(found, page.limit, listedCase, (row) => encodeCursor([row.opened_on, row.id]));
}

/** Cases with the words of a search that are looked at first: those that have them may be far between. */
const SEARCH_WINDOW = 200;

function searched(search: Search | undefined): 'hits' | 'words' | undefined {
  if (!search) return undefined;
  return search.hits ? 'hits' : 'words';
}

/** The procedures to walk for ways that serve very many units, such as a legal office's for the whole city. */
async function walksOf(
  dataSource: DataSource,
  { ways }: ReadingScope,
  tuning: ListTuning,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const walks = new Map<number, readonly string[]>();
  const isWide = ({ units, cases }: ReadingWay): boolean =>
    units ? units.length >= tuning.wide : cases === undefined;
  if (!ways.some(isWide)) return walks;
  const posts = [...new Set(ways.map(({ post }) => post))];
  const named = await runNamed<{ post: string; procedure: string }>(dataSource, PROCEDURES_OF_POSTS, [posts]);
  ways.forEach((way, n) => {
    const { whole, post, procedures } = way;
    const found = named.filter((one) => one.post === (whole ? '' : post)).map(({ procedure }) => procedure);
    const walk = [...new Set(found)].filter((one) => procedures?.includes(one) ?? true);
    if (isWide(way) && walk.length <= tuning.procedures) walks.set(n, walk);
  });
  return walks;
}

/** Ids of all open cases, the latest opened first. */
export async function listOpenCases(dataSource: DataSource, page: PageRequest): Promise<Page<string>> {
  const after = page.after === undefined ? ['9999-12-31', ''] : decodeCursor(page.after, [DAY, KEY]);
  const values = [...after, page.limit + 1];
  const rows = await runNamed<{ id: string; opened_on: string }>(dataSource, OPEN, values);
  return pageOf(
    rows,
    page.limit,
    ({ id }) => id,
    (row) => encodeCursor([row.opened_on, row.id]),
  );
}

/** One case with its folded state. */
export async function findCase(dataSource: DataSource, id: string): Promise<CaseDetail | undefined> {
  const [row] = await runNamed<CaseDetailValues>(dataSource, DETAIL, [id]);
  if (!row) return undefined;
  return {
    ...caseRow(row),
    seq: row.seq,
    state: JSON.parse(row.state) as CaseState,
    leaf: { sha256: row.leaf_sha256, sm3: row.leaf_sm3 },
  };
}

function listedCase(row: ListedValues): ListedCase {
  return { ...caseRow(row), asParty: row.as_party };
}

function caseRow(row: CaseValues): CaseRow {
  const { id, procedure, definition, subject, unit, status, outcome, version } = row;
  return {
    ...{ id, procedure, definition, subject, unit, status, outcome, version },
    applicantName: row.applicant_name,
    openedOn: row.opened_on,
    dueOn: row.due_on,
  };
}

import type { DataSource } from 'typeorm';
import type { CaseState } from '../../engine/case/case-state.js';
import type { CaseDetail, CaseRow, Page, PageRequest, Queries } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

interface CaseValues {
  readonly id: string;
  readonly procedure: string;
  readonly definition: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly unit: string | null;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly opened_on: string;
  readonly version: number;
  readonly due_on: string | null;
}

interface CaseDetailValues extends CaseValues {
  readonly seq: number;
  readonly state: string;
  readonly leaf_sha256: string;
  readonly leaf_sm3: string;
}

// Only clocks that the sweep must look at have a day on which somebody is late.
const COLUMNS = `c.id, c.procedure, c.definition, c.subject, c.applicant_name, c.unit, c.status, c.outcome,
  c.opened_on::text as opened_on, s.version,
  (select min(k.due_on)::text from clocks k where k.case_id = c.id and k.sweep_at is not null) as due_on`;

const DETAIL = {
  name: 'case-detail',
  text: `select ${COLUMNS}, s.seq, s.state, s.leaf_sha256, s.leaf_sm3
    from cases c join streams s on s.id = c.id where c.id = $1`,
};

/** Cases, the latest opened first. */
export async function listCases(
  dataSource: DataSource,
  filter: Parameters<Queries['cases']>[0],
  page: PageRequest,
): Promise<Page<CaseRow>> {
  const values: unknown[] = [page.limit + 1];
  const conditions: string[] = [];
  const where = (condition: (place: string) => string, value: string): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (filter.procedure !== undefined) where((at) => `c.procedure = ${at}`, filter.procedure);
  // Written out, so that the partial index of open cases can serve.
  if (filter.status !== undefined)
    conditions.push(filter.status === 'open' ? `c.status = 'open'` : `c.status = 'ended'`);
  if (filter.party !== undefined) {
    where((at) => `c.id in (select p.case_id from case_parties p where p.person = ${at})`, filter.party);
  }
  if (page.after !== undefined) {
    const [day, id] = decodeCursor(page.after, [DAY, KEY]) as [string, string];
    values.push(day, id);
    conditions.push(`(c.opened_on, c.id) < ($${values.length - 1}::date, $${values.length})`);
  }
  const text = `select ${COLUMNS} from cases c join streams s on s.id = c.id
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
    order by c.opened_on desc, c.id desc limit $1`;
  const name = `case-list ${[filter.procedure, filter.party, page.after].map((one) => (one === undefined ? '-' : '+')).join('')}${filter.status ?? ''}`;
  const rows = await runNamed<CaseValues>(dataSource, { name, text }, values);
  return pageOf(rows, page.limit, caseRow, (row) => encodeCursor([row.opened_on, row.id]));
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

function caseRow(row: CaseValues): CaseRow {
  const { id, procedure, definition, subject, unit, status, outcome, version } = row;
  return {
    id,
    procedure,
    definition,
    subject,
    applicantName: row.applicant_name,
    unit,
    status,
    outcome,
    openedOn: row.opened_on,
    version,
    dueOn: row.due_on,
  };
}

import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Queries, RecordRow } from '../queries.js';

const PAGE = 200;

/** Every record of a case, in order: for what is told of the whole of it. */
export async function allRecords(
  queries: Pick<Queries, 'records'>,
  caseId: string,
): Promise<readonly RecordRow[]> {
  const rows: RecordRow[] = [];
  for (let more = true; more;) {
    const last = rows.at(-1);
    const page = await queries.records(caseId, { limit: PAGE, ...(last && { afterSeq: last.seq }) });
    rows.push(...page.items);
    more = page.hasMore;
  }
  return rows;
}

/** What happened, as the record says it. */
export function eventOf(row: RecordRow): CaseEvent {
  return row.record.data as unknown as CaseEvent;
}

import type { LedgerRecord } from '../../engine/audit/record.js';
import type { LogEntry, LogReads } from '../log/log-ports.js';
import type { Ledger } from '../ports.js';

/** Records are read and proven so many at a time. */
export const PAGE = 200;

/** A record as it was recorded. */
export type KeptRecord = Awaited<ReturnType<Ledger['records']>>[number];

/** The records `first` to `last` of a stream, page by page. */
export async function* pagesOf(
  ledger: Pick<Ledger, 'records'>,
  { stream, first, last }: { readonly stream: string; readonly first: number; readonly last: number },
): AsyncGenerator<readonly KeptRecord[]> {
  for (let from = first; from <= last; from += PAGE)
    yield await ledger.records(stream, from, Math.min(PAGE, last - from + 1));
}

/** The number of a stream's records that are among the first `size` entries of the log: always those that came first. */
export async function countInLog(
  log: Pick<LogReads, 'entriesOf'>,
  stream: string,
  size: number,
): Promise<number> {
  for (let count = 0; ;) {
    const page = await entriesBelow(log, { stream, first: count, last: count + PAGE - 1 }, size);
    count += page.length;
    if (page.length < PAGE) return count;
  }
}

/** Entries of a stretch that are among the first `size` of the log. */
export async function entriesBelow(
  log: Pick<LogReads, 'entriesOf'>,
  { stream, first, last }: { readonly stream: string; readonly first: number; readonly last: number },
  size: number,
): Promise<readonly LogEntry[]> {
  return (await log.entriesOf(stream, first, last)).filter(({ index }) => index < size);
}

/** The last of a stream's first `count` records that is of a type. */
export async function lastOfType(
  ledger: Pick<Ledger, 'records'>,
  stream: string,
  count: number,
  type: string,
): Promise<LedgerRecord | undefined> {
  for (let end = count; end > 0; end -= PAGE) {
    const from = Math.max(0, end - PAGE);
    const found = (await ledger.records(stream, from, end - from)).findLast(
      ({ record }) => record.type === type,
    );
    if (found) return found.record;
  }
  return undefined;
}

import type { Append } from '../../usecases/ports.js';

/** An event of a case that subscribers are to be told of. */
interface HappenedValues {
  readonly seq: number;
  readonly type: string;
}

/** What an append tells to those outside: each record of a case once, and what changes of notices themselves. */
export function noticeRows({ caseChange, noticeChange, records }: Append): object | undefined {
  if (!caseChange) return noticeChange;
  const happened = records.map(({ record: { seq, type } }): HappenedValues => ({ seq, type }));
  return { ...noticeChange, happened };
}

import type { QueryRunner } from 'typeorm';
import { isCanonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import type { Hash, LedgerRecord } from '../../engine/audit/record.js';
import type { Report } from './finding.js';

interface Mark {
  readonly stream: string;
  readonly seq: number;
  readonly recorded_at: Date;
  readonly state: string;
  readonly text: string | null;
}

const PAGE = 200;

/** Checks that each mark of a long case is the state that its last record names. Cases older than marks have none. */
export async function checkMarks(runner: QueryRunner, hash: Hash, report: Report): Promise<void> {
  for (let after: readonly [string, number] = ['', 0]; ;) {
    const page = (await runner.query(
      `select m.stream, m.seq, m.recorded_at, m.state, r.text
        from case_marks m left join records r on r.stream = m.stream and r.seq = m.seq - 1
        where (m.stream, m.seq) > ($1, $2) order by m.stream, m.seq limit ${PAGE}`,
      [...after],
    )) as Mark[];
    for (const mark of page)
      if (!isTrue(mark, hash))
        report({
          ...{ code: 'mark-wrong', stream: mark.stream, seq: mark.seq - 1 },
          message: 'the mark of the case is not the state that the record names',
        });
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = [last.stream, last.seq];
  }
}

function isTrue({ state, recorded_at, text }: Mark, hash: Hash): boolean {
  if (text === null || !isCanonicalJson(text) || !isCanonicalJson(state)) return false;
  const record = JSON.parse(text) as LedgerRecord;
  return recorded_at.toISOString() === record.recordedAt && sameDigest(record.after, textDigest(state, hash));
}

import type { QueryRunner } from 'typeorm';
import type { FindingCode, Report } from './finding.js';

interface Place {
  readonly stream: string;
  readonly seq: number;
}

// Each gives one row for each place that is wrong. `limit` keeps a ruined database from flooding memory.
const CHECKS: readonly (readonly [FindingCode, string, string])[] = [
  [
    'happening-missing',
    'is told to nobody: it is not among the happenings',
    `select r.stream, r.seq from records r join streams s on s.id = r.stream and s.kind = 'case'
      where not exists (select 1 from happenings h where h.stream = r.stream and h.seq = r.seq)
        and not exists (select 1 from happenings_new n where n.stream = r.stream and n.seq = r.seq)`,
  ],
  [
    'happening-wrong',
    'is among the happenings, but is no record of a case of that type',
    `select h.stream, h.seq from (
        select stream, seq, type from happenings union all select stream, seq, type from happenings_new
      ) h
      where not exists (
        select 1 from records r join streams s on s.id = r.stream and s.kind = 'case'
        where r.stream = h.stream and r.seq = h.seq and r.type = h.type
      )`,
  ],
  [
    'happening-wrong',
    'stands before an earlier event of its case among the happenings',
    `select h.stream, h.seq from happenings h join happenings e on e.stream = h.stream and e.seq = h.seq - 1
      where e.position > h.position`,
  ],
];

const GAPS = 'select count(*) as n, coalesce(max(position), 0) as last from happenings';

const MOST_FINDINGS_OF_A_KIND = 1_000;

/** Checks that every record of a case is told once to those outside, in the order of its case, without a gap. */
export async function checkHappenings(runner: QueryRunner, report: Report): Promise<void> {
  for (const [code, message, sql] of CHECKS) {
    const places = (await runner.query(`${sql} limit ${MOST_FINDINGS_OF_A_KIND}`)) as Place[];
    for (const { stream, seq } of places) report({ code, message, stream, seq });
  }
  const [counted] = (await runner.query(GAPS)) as { n: string; last: string }[];
  if (counted?.n !== counted?.last) {
    report({
      code: 'happening-wrong',
      message: `there are ${counted?.n ?? 0} happenings, but the last has position ${counted?.last ?? 0}`,
    });
  }
}

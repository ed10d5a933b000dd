import { parseArgs } from 'node:util';
import { isCivilDate } from '../engine/clock/civil-date.js';
import type { CivilDate } from '../engine/clock/time.js';
import {
  certificateOf,
  certificateText,
  describeDeviation,
  tableDigest,
  type CertifiedCheckpoint,
} from '../engine/conformance/certificate.js';
import {
  conclusionsDigest,
  describeIssued,
  type CertificateOnRecord,
} from '../engine/conformance/issued-certificate.js';
import { sameDigest } from '../engine/audit/digest.js';
import { judgedHistory } from '../engine/conformance/judge-history.js';
import { CONFORMITY_WORDS, type Conformity } from '../engine/conformance/rule.js';
import { conformanceTable, countConclusions, type ConformanceRow } from '../engine/conformance/table.js';
import type { CaseHistory } from '../engine/replay/history.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** A case with its history. */
interface CaseAtHand {
  readonly caseId: string;
  readonly history: CaseHistory;
  /** The log's checkpoint over its last record. Absent: there is none, or the log is not at hand. */
  readonly checkpoint?: CertifiedCheckpoint;
  /** The last certificate that was issued of it. Absent: none, or it is not at hand. */
  readonly issued?: CertificateOnRecord;
  /** Of a bundle: the last day of which it tells. What is missing after it proves nothing. */
  readonly knownUntil?: CivilDate;
}

/** What a case is found and judged with. */
export interface ConformanceDesk {
  /** A case of the database by its id. A sentence when there is none, or when it is too long. */
  readonly history: (caseId: string) => Promise<CaseAtHand | string>;
  /** A case out of a bundle on disk. A sentence when that is none, or was altered. */
  readonly bundle: (path: string) => Promise<CaseAtHand | string>;
  readonly today: () => CivilDate;
}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'as-of': { type: 'string' },
  certificate: { type: 'boolean', default: false },
} as const;

/**
 * `duecourse conform <case|bundle.zip> [--as-of <day>] [--certificate] [--json]`: holds a case against every rule of the
 * version that it pins; a bundle as of the last day of which it tells, unless another is asked for. 0 when nothing deviates, 1 when something does, 2 when the case cannot be read, or has not ended
 * and a certificate is asked for.
 */
export function conformCase(desk: ConformanceDesk): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
    const [source] = positionals;
    if (source === undefined || positionals.length > 1)
      throw new UsageError('conform <case|bundle.zip> [--as-of <day>] [--certificate] [--json]');
    const wished = values['as-of'];
    if (wished !== undefined && !isCivilDate(wished))
      throw new UsageError(
        `--as-of: 应为真实存在的日期，格式 YYYY-MM-DD / no day of the calendar: ${wished}`,
      );
    const found = await (source.endsWith('.zip') ? desk.bundle : desk.history)(source);
    if (typeof found === 'string') {
      terminal.err(found);
      return 2;
    }
    const asOf = wished ?? found.knownUntil ?? desk.today();
    const judged = judgedHistory(found.history, asOf);
    if (!judged) {
      terminal.err('所附材料中没有本案所依的程序版本 / the pinned definition is not at hand');
      return 2;
    }
    const { hash } = found.history.law;
    const rows = conformanceTable(judged);
    const certificate = certificateOf(found.caseId, judged, rows, hash, found.checkpoint);
    if (values.certificate && !certificate) {
      terminal.err('案件尚未办结，没有合规证明 / the case is open: there is no certificate');
      return 2;
    }
    const counts = countConclusions(rows);
    const same =
      found.issued !== undefined &&
      sameDigest(found.issued.issued.conclusions, conclusionsDigest(rows, hash));
    if (values.json) {
      const told = { case: found.caseId, asOf, table: tableDigest(rows, hash), counts, items: rows };
      const issued = found.issued && { ...found.issued, same };
      terminal.out(
        JSON.stringify({ ...told, ...(certificate && { certificate }), ...(issued && { issued }) }),
      );
    } else if (certificate) {
      terminal.out(certificateText(certificate, rows));
      if (found.issued) terminal.out(describeIssued(found.issued, same).zh);
    } else printTable(rows, counts, { asOf, terminal });
    return counts.deviates > 0 ? 1 : 0;
  };
}

function printTable(
  rows: readonly ConformanceRow[],
  counts: Readonly<Record<Conformity, number>>,
  { asOf, terminal }: { readonly asOf: CivilDate; readonly terminal: Terminal },
): void {
  for (const row of rows) if (row.conclusion === 'deviates') terminal.out(describeDeviation(row));
  for (const { conclusion, title, until, note } of rows) {
    if (conclusion !== 'undetermined') continue;
    terminal.out(`无法判断：${title.zh}${note ? `（${note.zh}）` : ''}${until ? `，最迟 ${until}` : ''}`);
  }
  const tally = (Object.keys(CONFORMITY_WORDS) as Conformity[]).map(
    (one) => `${CONFORMITY_WORDS[one].zh} ${counts[one]}`,
  );
  terminal.out(`截至 ${asOf}：${tally.join('，')}`);
}

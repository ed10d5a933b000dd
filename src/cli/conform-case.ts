import { parseArgs } from 'node:util';
import type { CivilDate } from '../engine/clock/time.js';
import {
  certificateOf,
  certificateText,
  describeDeviation,
  tableDigest,
} from '../engine/conformance/certificate.js';
import { judgedHistory } from '../engine/conformance/judge-history.js';
import { CONFORMITY_WORDS, type Conformity } from '../engine/conformance/rule.js';
import { conformanceTable, countConclusions, type ConformanceRow } from '../engine/conformance/table.js';
import type { CaseHistory } from '../engine/replay/history.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What a case is found and judged with. */
export interface ConformanceDesk {
  /** A case of the database by its id. A sentence when there is none, or when it is too long. */
  readonly history: (
    caseId: string,
  ) => Promise<{ readonly caseId: string; readonly history: CaseHistory } | string>;
  /** A case out of a bundle on disk. A sentence when that is none, or was altered. */
  readonly bundle: (
    path: string,
  ) => Promise<{ readonly caseId: string; readonly history: CaseHistory } | string>;
  readonly today: () => CivilDate;
}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'as-of': { type: 'string' },
} as const;

/**
 * `duecourse conform <case|bundle.zip> [--as-of <day>] [--json]`: holds a case against every rule of the
 * version that it pins. 0 when nothing deviates, 1 when something does, 2 when the case cannot be read.
 */
export function conformCase(desk: ConformanceDesk): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
    const [source] = positionals;
    if (source === undefined || positionals.length > 1)
      throw new UsageError('conform <case|bundle.zip> [--as-of <day>] [--json]');
    const found = await (source.endsWith('.zip') ? desk.bundle : desk.history)(source);
    if (typeof found === 'string') {
      terminal.err(found);
      return 2;
    }
    const asOf = (values['as-of'] ?? desk.today()) as CivilDate;
    const judged = judgedHistory(found.history, asOf);
    if (!judged) {
      terminal.err('所附材料中没有本案所依的程序版本 / the pinned definition is not at hand');
      return 2;
    }
    const { hash } = found.history.law;
    const rows = conformanceTable(judged);
    const certificate = certificateOf(found.caseId, judged, rows, hash);
    const counts = countConclusions(rows);
    if (values.json) {
      const told = { case: found.caseId, asOf, table: tableDigest(rows, hash), counts, items: rows };
      terminal.out(JSON.stringify({ ...told, ...(certificate && { certificate }) }));
    } else if (certificate) terminal.out(certificateText(certificate, rows));
    else printTable(rows, counts, terminal);
    return counts.deviates > 0 ? 1 : 0;
  };
}

function printTable(
  rows: readonly ConformanceRow[],
  counts: Readonly<Record<Conformity, number>>,
  terminal: Terminal,
): void {
  for (const row of rows) if (row.conclusion === 'deviates') terminal.out(describeDeviation(row));
  for (const { conclusion, title, until, note } of rows) {
    if (conclusion !== 'undetermined') continue;
    terminal.out(`无法判断：${title.zh}${note ? `（${note.zh}）` : ''}${until ? `，最迟 ${until}` : ''}`);
  }
  const tally = (Object.keys(CONFORMITY_WORDS) as Conformity[]).map(
    (one) => `${CONFORMITY_WORDS[one].zh} ${counts[one]}`,
  );
  terminal.out(tally.join('，'));
}

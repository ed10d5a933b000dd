import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { buildCalendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { LAST_DAY } from '../engine/clock/civil-date.js';
import { problemLine } from '../engine/law/problem.js';
import type { DifferentialReport } from '../engine/replay/differential.js';
import type { CaseHistory } from '../engine/replay/history.js';
import { replayStrict } from '../engine/replay/replay-strict.js';
import { replayUnder, type OtherRules } from '../engine/replay/replay-under.js';
import type { Judged, JudgedRecord, JudgedStream, ReplayReport } from '../engine/replay/verdict.js';
import { loadProcedureFile } from './law-files.js';
import { readText } from './read-text.js';
import type { Command, ExitCode, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What a replay at the terminal needs. */
export interface ReplayRoom {
  readonly hash: Hash;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
  /** A case's history from the database; undefined when there is no such case or it is too long. */
  readonly gather: (caseId: string) => Promise<CaseHistory | undefined>;
  /** The history in a bundle, and how far the bundle is proven; a sentence when it is none or was altered. */
  readonly fromBundle: (
    path: string,
    taking: { readonly policy?: string; readonly unverified: boolean },
  ) => Promise<{ readonly history: CaseHistory; readonly verdict: string } | string>;
}

const USAGE =
  'replay <case|bundle.zip> [--under <procedure.yaml>] [--calendar <folder>] [--policy <file>] [--unverified] [--json]';
const OPTIONS = {
  under: { type: 'string' },
  calendar: { type: 'string' },
  policy: { type: 'string' },
  fragments: { type: 'string', default: 'workflows/fragments' },
  json: { type: 'boolean', default: false },
  unverified: { type: 'boolean', default: false },
} as const;

/**
 * `duecourse replay <case|bundle.zip> [--under <procedure.yaml>] [--calendar <folder>] [--json]`: decides every record of a
 * case and of whatever went on beside it anew, under the rules that it names, or tells what other rules would have made of it. Reads only. A bundle needs no
 * database; one that was altered is not replayed unless `--unverified` asks for it. `--policy`: whom the reader trusts.
 *
 * Exit code 0: the same; 1: something differs; 2: something cannot be judged, or the question was wrong.
 */
export function replayHistory(room: ReplayRoom): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
    const [source] = positionals;
    if (source === undefined || positionals.length > 1) throw new UsageError(USAGE);
    const other = otherRules(room, values);
    const history = /\.zip$/i.test(source)
      ? await bundled(room, source, values, terminal)
      : await room.gather(source);
    if (!history) throw new UsageError(`没有此案，或者过长 / no such case, or too long: ${source}`);
    if (other) return toldDifferential(replayUnder(history, other), terminal, values.json);
    return toldStrict(replayStrict(history), terminal, values.json);
  };
}

async function bundled(
  { fromBundle }: ReplayRoom,
  path: string,
  { policy, unverified }: { readonly policy?: string; readonly unverified: boolean },
  terminal: Terminal,
): Promise<CaseHistory> {
  const found = await fromBundle(path, {
    unverified,
    ...(policy !== undefined && { policy: readText(policy) }),
  });
  if (typeof found === 'string') throw new UsageError(found);
  if (found.verdict !== 'proven') terminal.err(NOT_PROVEN[found.verdict] ?? found.verdict);
  return found.history;
}

/** What a replay of a bundle rests on when it is not proven. */
const NOT_PROVEN: Readonly<Record<string, string>> = {
  altered: '⚠ 证据包已被改动，以下结果不足为据 / the bundle was altered: what follows proves nothing',
  incomplete: '⚠ 证据包不完整 / the bundle is incomplete',
  unanchored:
    '⚠ 无外部依据：仅自身一致（见 --policy） / nobody trusted vouches for the bundle (see --policy)',
};

function otherRules(
  room: ReplayRoom,
  {
    under,
    calendar,
    fragments,
  }: { readonly under?: string; readonly calendar?: string; readonly fragments: string },
): OtherRules | undefined {
  if (under === undefined && calendar === undefined) return undefined;
  const procedure = under === undefined ? undefined : loaded(under, fragments, room.hash);
  const built = calendar === undefined ? undefined : buildCalendar(room.readCalendars(calendar), LAST_DAY);
  return { ...(procedure && { procedure }), ...(built && { calendar: built }) };
}

function loaded(path: string, fragments: string, hash: Hash): NonNullable<OtherRules['procedure']> {
  const file = path.endsWith('.yaml') ? path : `${path}/procedure.yaml`;
  const found = loadProcedureFile(file, fragments, hash, { prove: false });
  if (!found.ok) throw new UsageError(found.problems.map(problemLine).join('\n'));
  return found.compiled;
}

function toldStrict(report: ReplayReport, terminal: Terminal, json: boolean): ExitCode {
  const { streams, records, counts, firstDivergence, finalState } = report;
  if (json) {
    const own = { records, counts, ...(firstDivergence !== undefined && { firstDivergence }) };
    terminal.out(
      JSON.stringify({ ...own, ...(finalState && { finalState }), streams: streams.map(inBrief) }),
    );
  } else {
    tell(report, terminal);
    for (const one of streams) {
      terminal.out(`${one.kind} ${one.stream}`);
      tell(one, terminal);
    }
  }
  const all = [report, ...streams];
  if (all.some((one) => one.counts.differs > 0)) return 1;
  return all.some((one) => one.counts['cannot-be-judged'] > 0) ? 2 : 0;
}

function tell({ records, counts }: Judged, terminal: Terminal): void {
  for (const one of records) for (const line of linesOf(one)) terminal.out(line);
  const cannot = counts['cannot-be-judged'];
  terminal.out(
    `${records.length} 条记录 records: ${counts.same} 一致 same, ${counts.differs} 不一致 differ, ${cannot} 无法判断 cannot be judged`,
  );
}

/** A stream beside the case for a program: the numbers first, then whatever is not the same. */
function inBrief({ stream, kind, counts, firstDivergence, records }: JudgedStream): object {
  const { same, differs, 'cannot-be-judged': unjudged } = counts;
  return {
    ...{ stream, kind, same, differs, unjudged },
    ...(firstDivergence !== undefined && { firstDivergence }),
    records: records.filter(({ verdict }) => verdict !== 'same'),
  };
}

function linesOf(one: JudgedRecord): readonly string[] {
  if (one.verdict === 'same') return [];
  const head = `#${one.seq} ${one.type}`;
  if (one.verdict === 'cannot-be-judged')
    return [`${head}: 无法判断 cannot be judged: ${one.why.kind} ${one.why.name}`];
  const { rule, differences, refused = [] } = one;
  return [
    `${head}: 不一致 differs (${rule.kind} ${rule.name} ${rule.basis.join('、')})`,
    ...refused.map(({ code, basis }) => `    ✗ ${code} ${basis.join('、')}`),
    ...differences.map(
      ({ at, expected, found }) => `    ${at}: 应为 expected ${shown(expected)}, 实为 found ${shown(found)}`,
    ),
  ];
}

function toldDifferential(report: DifferentialReport, terminal: Terminal, json: boolean): ExitCode {
  const { records, days, missing, stopsAt, counts } = report;
  if (json) terminal.out(JSON.stringify(report));
  else {
    for (const { seq, type, class: kind, conditional } of records) {
      if (kind !== 'same')
        terminal.out(`#${seq} ${type}: ${kind}${conditional ? ' (有条件 conditional)' : ''}`);
    }
    for (const { seq, clock, field, recorded, model } of days)
      terminal.out(`#${seq} ${clock} ${field}: ${recorded ?? '-'} → ${model ?? '-'}`);
    for (const { afterSeq, type, clock, on } of missing)
      terminal.out(`#${afterSeq}+ ${type} ${clock ?? ''} ${on}: 记录中没有 missing`);
    if (stopsAt !== undefined)
      terminal.out(`自 #${stopsAt} 起不再作断言 / nothing is claimed from #${stopsAt} on`);
  }
  if (counts['cannot-be-judged'] > 0) return 2;
  return counts.same === records.length && missing.length === 0 ? 0 : 1;
}

function shown(value: unknown): string {
  return value === undefined ? '-' : JSON.stringify(value);
}

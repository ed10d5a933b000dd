import { parseArgs } from 'node:util';
import { parse, YAMLParseError } from 'yaml';
import type { Hash } from '../engine/audit/record.js';
import { buildCalendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { LAST_DAY } from '../engine/clock/civil-date.js';
import type { Zone } from '../engine/clock/time.js';
import type { Definition, Text } from '../engine/law/definition.js';
import { problemLine } from '../engine/law/problem.js';
import type { Move } from '../engine/mining/align.js';
import type { AlignedClock } from '../engine/mining/aligned-clocks.js';
import { type CheckedCase, checkOutsideLog } from '../engine/mining/check-outside-log.js';
import { type ActivityMapping, type OutsideLog, unknownActs } from '../engine/mining/outside-log.js';
import { loadProcedureFile } from './law-files.js';
import { readText } from './read-text.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** Headings of a table by what they are, where the auditor names them. */
export type NamedColumns = Readonly<Partial<Record<'case' | 'name' | 'time' | 'resource', string>>>;

/** What an outside log is read and judged with. */
export interface LogDesk {
  readonly hash: Hash;
  readonly zone: Zone;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
  /** Reads XES or CSV. A sentence when the file is neither. */
  readonly readLog: (path: string, columns: NamedColumns) => OutsideLog | string;
}

const OPTIONS = {
  procedure: { type: 'string' },
  fragments: { type: 'string', default: 'workflows/fragments' },
  calendars: { type: 'string', default: 'config/calendars' },
  mapping: { type: 'string' },
  'case-column': { type: 'string' },
  'activity-column': { type: 'string' },
  'time-column': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/**
 * `duecourse import-log <log.xes|log.csv> --procedure <procedure.yaml> [--mapping <file.yaml>]`: lays a log of another
 * system beside a procedure, case by case: steps that agree, that the procedure does not know there, that it demands and the
 * log lacks, and the terms recomputed. 1 when something deviates, 2 when the file is no log.
 */
export function importLog(desk: LogDesk): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1 || values.procedure === undefined)
      throw new UsageError('import-log <log.xes|log.csv> --procedure <procedure.yaml>');
    const loaded = loadProcedureFile(values.procedure, values.fragments, desk.hash, { prove: false });
    if (!loaded.ok) {
      for (const problem of loaded.problems) terminal.err(problemLine(problem));
      return 2;
    }
    const { definition } = loaded.compiled;
    const mapping = readMapping(values.mapping, definition);
    const log = desk.readLog(file, columnsOf(values));
    if (typeof log === 'string') {
      terminal.err(log);
      return 2;
    }
    const calendar = buildCalendar(desk.readCalendars(values.calendars), LAST_DAY);
    const checked = checkOutsideLog(definition, log, calendar, mapping);
    if (values.json) terminal.out(JSON.stringify(checked));
    else tell(definition, checked.cases, checked.remarks, terminal);
    return checked.cases.every(agrees) ? 0 : 1;
  };
}

function columnsOf(values: { readonly [name: string]: unknown }): NamedColumns {
  const named = { case: 'case-column', name: 'activity-column', time: 'time-column' } as const;
  return Object.fromEntries(
    Object.entries(named).flatMap(([column, option]) => {
      const value = values[option];
      return typeof value === 'string' ? [[column, value]] : [];
    }),
  );
}

function readMapping(path: string | undefined, definition: Definition): ActivityMapping {
  if (path === undefined) return {};
  const read = readYaml(path);
  const isMapping =
    typeof read === 'object' &&
    read !== null &&
    !Array.isArray(read) &&
    Object.values(read).every((act) => typeof act === 'string');
  if (!isMapping) throw new UsageError(`${path}: 每行应为“活动: 行为” / each line must be "activity: act"`);
  const mapping = read as ActivityMapping;
  const unknown = unknownActs(definition, mapping);
  if (unknown.length > 0)
    throw new UsageError(`${path}: 程序里没有这些行为 / no such acts: ${unknown.join(', ')}`);
  return mapping;
}

function readYaml(path: string): unknown {
  try {
    return parse(readText(path));
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new UsageError(`${path}: 不是有效的 YAML / no valid YAML: ${error.message}`);
    throw error;
  }
}

function agrees({ alignment, clocks }: CheckedCase): boolean {
  return (
    alignment?.cost === 0 && clocks.every(({ standing }) => standing !== 'overdue' && standing !== 'tooEarly')
  );
}

function tell(
  definition: Definition,
  cases: readonly CheckedCase[],
  remarks: readonly string[],
  terminal: Terminal,
): void {
  for (const remark of remarks) terminal.err(remark);
  for (const one of cases) {
    const { id, alignment, clocks, backwards } = one;
    if (agrees(one)) continue;
    if (!alignment) {
      terminal.out(`${id}: 过长，无法比对 · too long to be compared`);
      continue;
    }
    terminal.out(`${id}: 吻合度 fitness ${alignment.fitness.toFixed(2)}`);
    for (const move of alignment.moves) {
      const line = moveLine(definition, one, move);
      if (line !== undefined) terminal.out(`  ${line}`);
    }
    for (const clock of clocks) {
      const line = clockLine(definition, clock);
      if (line !== undefined) terminal.out(`  ${line}`);
    }
    for (const n of backwards)
      terminal.out(`  第 ${n} 步的日期早于前面的步骤 · step ${n} is dated before one above it`);
  }
  const deviating = cases.filter((one) => !agrees(one)).length;
  terminal.out(
    `${cases.length} 件 cases, ${deviating} 件偏离程序 deviate from ${definition.procedure}。` +
      '守卫条件、材料和文书不在此类日志中，未作判断 · guards, materials and documents are not in such a log and were not judged',
  );
}

function moveLine(definition: Definition, { events }: CheckedCase, move: Move): string | undefined {
  if (move.kind === 'model') {
    const { title, basis } = definition.acts[move.act] ?? { title: move.act, basis: [] };
    return `缺 missing: ${inChinese(title)} (${move.act}) ${articles(basis)}`;
  }
  if (move.kind !== 'log') return undefined;
  const event = events[move.at];
  const what =
    move.act === undefined ? '程序没有的活动 unknown activity' : '此处程序不允许 not allowed there';
  return `多 extra: 第 ${event?.n ?? 0} 步 ${event?.name ?? ''}${event?.on === undefined ? '' : ` ${event.on}`}: ${what}`;
}

function clockLine(definition: Definition, clock: AlignedClock): string | undefined {
  const { standing, dueOn, notBefore, until, from, assumed } = clock;
  if (standing !== 'overdue' && standing !== 'tooEarly') return undefined;
  const title = inChinese(definition.clocks[clock.clock]?.title ?? clock.clock);
  const law = articles(clock.basis);
  const sure = assumed.length > 0 ? '（起算日或者期限种类日志未载，按一般情形推定 assumed）' : '';
  return standing === 'overdue'
    ? `超期 overdue: ${title} ${from} 起，应于 ${dueOn ?? ''} 前，实际 ${until ?? ''} ${law}${sure}`
    : `过早 too early: ${title} ${from} 起，${notBefore ?? ''} 之后方可，实际 ${until ?? ''} ${law}${sure}`;
}

function articles(basis: string | readonly string[]): string {
  return typeof basis === 'string' ? basis : basis.join('；');
}

function inChinese(title: Text): string {
  return typeof title === 'string' ? title : title.zh;
}

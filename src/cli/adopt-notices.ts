import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { Unmet } from '../engine/case/refusal.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import { parseCalendarFile } from '../engine/clock/parse-calendar-document.js';
import type { MovedClock } from '../usecases/law/adopt-calendar.js';
import { readText } from './read-text.js';
import { refused } from './refused.js';
import type { Command, ExitCode, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What adopting a notice needs of the installation. */
export interface CalendarDesk {
  /** Which clocks of open cases would move. Writes nothing. */
  preview(notices: readonly CalendarDocument[]): Promise<readonly MovedClock[]>;
  /** Adopts for the person whose token it is and moves the clocks; undefined when nobody has that token. */
  adopt(notices: readonly CalendarDocument[], token: string): Promise<NoticesAnswer | undefined>;
}

/** What became of the notices: how many are new and how many cases moved, or why he may not adopt them. */
export type NoticesAnswer =
  | { readonly outcome: 'done'; readonly adopted: number; readonly moved: number }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] };

/**
 * `duecourse adopt <calendar.yaml> [--token-file <file>]`: without a token shows which deadlines the notices would
 * move; with that of the system administrator adopts them on record and moves those deadlines, each case by one record.
 */
export function adoptNotices(desk: CalendarDesk): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { 'token-file': { type: 'string' } },
    });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) {
      throw new UsageError('adopt <calendar.yaml> [--token-file <file>]');
    }
    const notices = noticesOf(path);
    const tokenFile = values['token-file'];
    return tokenFile === undefined
      ? preview(desk, notices, terminal)
      : adopt(desk, notices, tokenFile, terminal);
  };
}

async function preview(
  desk: CalendarDesk,
  notices: readonly CalendarDocument[],
  terminal: Terminal,
): Promise<ExitCode> {
  const moved = await desk.preview(notices);
  for (const { caseId, clock, from, to } of moved) {
    terminal.out(`${caseId} ${clock}: ${from ?? '-'} -> ${to ?? '-'}`);
  }
  terminal.out(`${moved.length} 项期限将变动 deadlines would move; --token-file 以采用 to adopt`);
  return 0;
}

async function adopt(
  desk: CalendarDesk,
  notices: readonly CalendarDocument[],
  tokenFile: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const done = await desk.adopt(notices, readText(tokenFile).trim());
  if (!done) throw new UsageError(`${tokenFile}: 没有人持有这一令牌 / nobody holds this token`);
  if (done.outcome === 'refused') return refused(done.unmet, terminal);
  terminal.out(`${done.adopted} 份通知已采用 notices adopted, ${done.moved} 件案件期限已变动 cases moved`);
  return 0;
}

function noticesOf(path: string): readonly CalendarDocument[] {
  const parsed = parseCalendarFile(parse(readText(path)));
  if (parsed.ok) return parsed.value;
  throw new UsageError(parsed.problems.map(({ at, problem }) => `${path}${at}: ${problem}`).join('\n'));
}

import { ContradictoryNotice } from '../usecases/law/contradictory-notice.js';
import { describeStanding, LedgerBehind } from '../usecases/log/ledger-behind.js';
import type { Command, ExitCode, Terminal } from './terminal.js';
import { USAGE, UsageError } from './usage.js';

/**
 * Runs the subcommand that the words name. A wrong question ends with 2 and says what would be right; what would have to
 * be put on record while nothing may be written ends with 1 and says why.
 */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [name = 'help', ...rest] = words;
  if (['help', '--help', '-h'].includes(name) || rest.includes('--help')) {
    terminal.out(USAGE);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    terminal.err(`没有这一命令 / unknown command: ${name}\n\n${USAGE}`);
    return 2;
  }
  try {
    return await command(rest, terminal);
  } catch (problem) {
    if (problem instanceof LedgerBehind) {
      const { zh, en } = describeStanding(problem.standing);
      terminal.err(`不能留痕，未办理：${zh} · nothing may be written: ${en}`);
      return 1;
    }
    if (!isUsage(problem)) throw problem;
    terminal.err(problem.message);
    return 2;
  }
}

/** Ours, or an option that `parseArgs` does not know. */
function isUsage(problem: unknown): problem is Error {
  if (problem instanceof UsageError || problem instanceof ContradictoryNotice) return true;
  const code = (problem as Partial<NodeJS.ErrnoException> | null)?.code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

import { parseArgs } from 'node:util';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** What became of taking the log up anew. */
export type LogRecoveryAnswer =
  | { readonly outcome: 'notBroken' | 'overtaken' | 'damaged' }
  | {
      readonly outcome: 'recovered';
      /** What was wrong, in a sentence. */
      readonly was: { readonly zh: string; readonly en: string };
      readonly receipt: { readonly id: string };
    };

/** What `duecourse log` needs of the outside. */
export interface LogKeepingPorts {
  /** The policy with the log's public keys; makes the keys when there are none. */
  policy(): string;
  recover(reason: string): Promise<LogRecoveryAnswer>;
}

const WRONG = '请写明 · say: duecourse log keys | duecourse log recover --reason <text>';

/**
 * `duecourse log keys`: prints the public keys as a trust policy. `duecourse log recover --reason <text>`: takes the log
 * up anew on a restored database, on record; only when it is not what was signed.
 */
export function keepLog(ports: LogKeepingPorts): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { reason: { type: 'string' } },
    });
    const [what, ...more] = positionals;
    if (more.length > 0) throw new UsageError(WRONG);
    if (what === 'keys') {
      terminal.out(ports.policy().trimEnd());
      return 0;
    }
    const reason = values.reason?.trim() ?? '';
    if (what !== 'recover' || reason === '') throw new UsageError(WRONG);
    const answer = await ports.recover(reason);
    switch (answer.outcome) {
      case 'recovered':
        terminal.out(`${answer.was.zh} · ${answer.was.en}`);
        terminal.out(`已留痕，日志由此继续 · on record, and the log goes on from here: ${answer.receipt.id}`);
        return 0;
      case 'notBroken':
        terminal.err(
          '数据库与最后签署的检查点一致，无需恢复 · the database is what was signed: nothing to recover',
        );
        return 1;
      case 'damaged':
        terminal.err(
          '数据库的日志与其自己公布的检查点不一致，无从恢复，请换用完好的备份；详见 duecourse fsck · ' +
            'the log in the database does not lead to what it has published: put back a sound backup, and see duecourse fsck',
        );
        return 1;
      case 'overtaken':
        terminal.err('检查点在此期间有变，请重试 · the checkpoint changed meanwhile: try again');
        return 1;
    }
  };
}

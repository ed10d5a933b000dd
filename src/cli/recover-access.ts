import { parseArgs } from 'node:util';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** What became of a recovery. */
export type Recovery =
  | {
      readonly outcome: 'issued';
      readonly account: string;
      readonly activation: { readonly code: string; readonly expiresAt: string };
    }
  | { readonly outcome: 'noAccount' | 'notAdministrator' };

/**
 * `duecourse recover-access <person>`: a new activation code for an administrator who cannot sign in, when no other
 * administrator can help. His password, authenticator, sessions and tokens are void; it is on record.
 */
export function recoverAccess(recover: (person: string) => Promise<Recovery>): Command {
  return async (words, terminal) => {
    const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} });
    const [person] = positionals;
    if (person === undefined || positionals.length > 1) {
      throw new UsageError(
        '请给出一名管理员的代号 · name one administrator: duecourse recover-access <person>',
      );
    }
    const answer = await recover(person);
    switch (answer.outcome) {
      case 'issued':
        terminal.out(`账号 account:    ${answer.account}`);
        terminal.out(`激活码 code:     ${answer.activation.code}`);
        terminal.out(`有效至 until:    ${answer.activation.expiresAt}`);
        return 0;
      case 'noAccount':
        terminal.err(`${person}: 没有账号 · has no account`);
        return 1;
      case 'notAdministrator':
        terminal.err(
          `${person}: 不是管理员，请由安全管理员发放激活码 · is no administrator; the security administrator issues codes`,
        );
        return 1;
    }
  };
}

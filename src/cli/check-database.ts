import { parseArgs } from 'node:util';
import type { Command } from './terminal.js';

/** What the preflight says, each finding in words: what is so, and what to do. */
export interface PreflightReport {
  /** Any of these stops a start. */
  readonly refused: readonly string[];
  /** What this installation allows by name, or what nobody can mend without a superuser. */
  readonly accepted: readonly string[];
}

/** What the command does beyond printing. */
export interface PreflightWork {
  /** Looks at settings and database as the service does before it starts. Changes nothing. */
  readonly inspect: () => Promise<PreflightReport>;
  /** Puts roles and rights back as they ship. */
  readonly mend: () => Promise<void>;
}

/** `duecourse preflight [--mend]`: whether the service would start on these settings and this database, and why not. */
export function checkDatabase({ inspect, mend }: PreflightWork): Command {
  return async (words, terminal) => {
    const { values } = parseArgs({
      args: [...words],
      options: { mend: { type: 'boolean', default: false } },
    });
    if (values.mend) await mend();
    const { refused, accepted } = await inspect();
    for (const finding of refused) terminal.out(finding);
    if (accepted.length > 0) terminal.out('已接受 accepted:');
    for (const finding of accepted) terminal.out(finding);
    terminal.out(refused.length === 0 ? '可以启动 ready' : `${refused.length} 处不符合要求 findings`);
    return refused.length === 0 ? 0 : 1;
  };
}

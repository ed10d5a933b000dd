import { parseArgs } from 'node:util';
import type { Command } from './terminal.js';

/** One thing that is wrong in a database. */
export interface LedgerFinding {
  readonly code: string;
  readonly message: string;
  readonly stream?: string;
  readonly seq?: number;
}

/** What was looked at, and everything that is wrong. */
export interface LedgerCheck {
  readonly streams: number;
  readonly records: number;
  readonly findings: readonly LedgerFinding[];
}

/**
 * `duecourse fsck [--content] [--json]`: checks every invariant of the ledger over the live database, and that every
 * content of a material is there; with `--content` reads each and compares its digest. Reads only.
 */
export function checkLedger(check: (wish: { readonly content: boolean }) => Promise<LedgerCheck>): Command {
  return async (words, terminal) => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        json: { type: 'boolean', default: false },
        content: { type: 'boolean', default: false },
      },
    });
    const result = await check({ content: values.content });
    const { streams, records, findings } = result;
    if (values.json) terminal.out(JSON.stringify(result));
    else {
      for (const { code, message, stream, seq } of findings) {
        terminal.out(`${code} ${stream ?? ''}${seq === undefined ? '' : `#${seq}`}: ${message}`);
      }
      const verdict = findings.length === 0 ? '完好 sound' : `${findings.length} 处问题 findings`;
      terminal.out(`${streams} 流 streams, ${records} 条记录 records: ${verdict}`);
    }
    return findings.length > 0 ? 1 : 0;
  };
}

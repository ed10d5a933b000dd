import { parseArgs } from 'node:util';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** What an exported log is made with. */
export interface LogExport {
  readonly formats: readonly string[];
  /** Writes the cases, all when none is named; tells how many. */
  readonly write: (wish: {
    readonly format: string;
    readonly out: string;
    readonly cases: readonly string[];
  }) => Promise<number>;
}

/**
 * `duecourse export [<case>...] --format xes|ocel|ocel-sqlite|csv --out <file>`: cases as a log for process mining, all of
 * them when none is named. People appear by pseudonym, and no content of records is in it. Any other format is the
 * `evidence` of one case.
 */
export function exportLogOr({ formats, write }: LogExport, evidence: Command): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      strict: false,
      options: { format: { type: 'string' }, out: { type: 'string' } },
    });
    const { format, out } = values;
    if (typeof format !== 'string' || !formats.includes(format)) return evidence(words, terminal);
    if (typeof out !== 'string')
      throw new UsageError(`export [<case>...] --format ${formats.join('|')} --out <file>`);
    const count = await write({ format, out, cases: positionals });
    terminal.out(`${out}: ${count} 件 cases`);
    if (positionals.length <= count) return 0;
    terminal.err('有的编号不是案件 · some of the ids are no cases');
    return 1;
  };
}

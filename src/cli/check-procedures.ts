import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { problemLine } from '../engine/law/problem.js';
import { loadProcedureFile } from './law-files.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/**
 * `duecourse check <procedure.yaml>...`: prints each problem where it is, or the digest under which it would be published,
 * with what was proved and the seconds of processor time that it took.
 */
export function checkProcedures(hash: Hash): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { fragments: { type: 'string', default: 'workflows/fragments' } },
    });
    if (positionals.length === 0) throw new UsageError('check <procedure.yaml>...');
    let bad = 0;
    for (const path of positionals) {
      const begun = process.cpuUsage();
      const loaded = loadProcedureFile(path, values.fragments, hash);
      const { user, system } = process.cpuUsage(begun);
      for (const problem of loaded.ok ? loaded.warnings : loaded.problems) terminal.out(problemLine(problem));
      if (!loaded.ok) bad += 1;
      else {
        const { definition, digest } = loaded.compiled;
        terminal.out(`${path}: ${definition.procedure} ${digest.sha256}`);
        const { certificate } = loaded;
        if (!certificate) continue;
        const { properties, configurations, passages } = certificate;
        const looked = `${configurations} 种情形 configurations, ${passages} 步 passages`;
        const seconds = ((user + system) / 1e6).toFixed(1);
        terminal.out(`  ${properties.length} 项性质已证 properties proved: ${looked}, ${seconds} s`);
      }
    }
    return bad > 0 ? 1 : 0;
  };
}

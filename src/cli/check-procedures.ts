import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { problemLine } from '../engine/law/problem.js';
import { loadProcedureFile } from './law-files.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** `duecourse check <procedure.yaml>...`: prints each problem where it is, or the digest under which it would be published. */
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
      const loaded = loadProcedureFile(path, values.fragments, hash);
      for (const problem of loaded.ok ? loaded.warnings : loaded.problems) terminal.out(problemLine(problem));
      if (!loaded.ok) bad += 1;
      else {
        const { definition, digest } = loaded.compiled;
        terminal.out(`${path}: ${definition.procedure} ${digest.sha256}`);
      }
    }
    return bad > 0 ? 1 : 0;
  };
}

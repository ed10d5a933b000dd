import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import {
  coverageGaps,
  coverageRows,
  coverageTable,
  readClaims,
  unclaimedProvisions,
  withCoverageTable,
} from '../engine/law/coverage.js';
import { problemLine } from '../engine/law/problem.js';
import { loadProcedureFile, yamlFiles } from './law-files.js';
import { readText } from './read-text.js';
import { readScenario } from './scenario-file.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/**
 * `duecourse coverage <procedure folder>`: writes the table of `law.md` anew (provision, parts of the definition,
 * worked cases) and prints every provision that is called enforced and is not, or that the definition names and
 * `law.md` does not. `--law` is the abbreviation whose provisions `law.md` quotes.
 */
export function lawCoverage(hash: Hash): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        fragments: { type: 'string', default: 'workflows/fragments' },
        law: { type: 'string', default: '许可法' },
      },
    });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new UsageError('coverage <procedure folder>');
    const loaded = loadProcedureFile(join(folder, 'procedure.yaml'), values.fragments, hash, {
      prove: false,
    });
    if (!loaded.ok) {
      for (const problem of loaded.problems) terminal.out(problemLine(problem));
      return 1;
    }
    const { definition } = loaded.compiled;
    const lawFile = join(folder, 'law.md');
    const lawText = readText(lawFile);
    const claims = readClaims(lawText);
    const rows = coverageRows(definition, values.law, claims, scenariosOf(folder));
    writeFileSync(lawFile, withCoverageTable(lawText, coverageTable(rows)));
    const missing = [
      ...coverageGaps(rows),
      ...unclaimedProvisions(definition, values.law, claims).map(
        (provision) => `the definition names ${provision}, law.md does not speak of it`,
      ),
    ];
    for (const line of missing) terminal.out(line);
    terminal.out(`${lawFile}: ${rows.length} provisions`);
    return missing.length > 0 ? 1 : 0;
  };
}

function scenariosOf(folder: string) {
  return yamlFiles(join(folder, 'scenarios')).map((path) => {
    const { scenario, articles } = readScenario(path, readText(path));
    return { name: scenario, articles };
  });
}

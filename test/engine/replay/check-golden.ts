import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { goldenFile, goldenLines } from './golden-lines.js';
import { historiesOf } from './scenario-history.js';
import { libraryScenarios } from './scenario-library.js';
import { notTheSame } from './told-apart.js';

// Plays every worked case of the folder that is named (the whole library otherwise) once in this process's time zone,
// compares it with its golden history and decides it anew; prints what was otherwise, and one digest over every event and
// every state.
const digest = createHash('sha256');
const otherwise: string[] = [];
for (const one of libraryScenarios(process.argv[2])) {
  const histories = historiesOf(one.scenario, one);
  if (goldenLines(one, histories) !== readFileSync(goldenFile(one.file), 'utf8')) otherwise.push(one.file);
  for (const history of histories.values()) {
    const report = replayStrict(history);
    otherwise.push(...notTheSame(report).map((line) => `${one.file} ${line}`));
    for (const { record } of history.records)
      digest.update(canonicalJson([record.data, record.clock ?? null, record.after ?? null]));
    digest.update(report.finalState ?? '');
  }
}
process.stdout.write(JSON.stringify({ otherwise, digest: digest.digest('hex') }));

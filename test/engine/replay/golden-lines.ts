import { join } from 'node:path';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseHistory } from '../../../src/engine/replay/history.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { historiesOf } from './scenario-history.js';
import type { LibraryScenario } from './scenario-library.js';

/** The folder of the golden histories. */
export const GOLDEN = 'test/workflows/golden';

/** Where the golden history of a worked case lies. */
export function goldenFile(file: string): string {
  const place = file.replace(/^workflows\//, '').replace('/scenarios/', '/');
  return join(GOLDEN, place.replace(/\.yaml$/, '.jsonl'));
}

/**
 * The golden history of a worked case: a line for each record with its legal day, the last days that it gives, and short
 * digests of the event and of the state after it. A line that changes tells which decision comes out otherwise.
 */
export function goldenLines(
  one: LibraryScenario,
  histories: ReadonlyMap<string, CaseHistory> = historiesOf(one.scenario, one),
): string {
  return [...histories].flatMap(([name, history]) => linesOf(name, history)).join('');
}

function linesOf(name: string, { records }: CaseHistory): readonly string[] {
  return records.map(({ record }) => {
    const event = record.data as unknown as CaseEvent;
    const due = (event.clocks ?? []).flatMap(({ id, dueOn }) => (dueOn ? [[id, dueOn] as const] : []));
    const line = {
      ...{ case: name, seq: record.seq, type: record.type, on: event.on },
      ...(due.length > 0 && { due: Object.fromEntries(due) }),
      event: nodeHash.sha256(canonicalJson(event)).slice(0, 16),
      state: record.after?.sha256.slice(0, 16) ?? '',
    };
    return `${canonicalJson(line)}\n`;
  });
}

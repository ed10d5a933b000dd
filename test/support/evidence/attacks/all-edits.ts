import { type Attack, Dice } from './attack.js';
import { containers, texts } from './container.js';
import { backdated, otherFiles, redactions } from './content.js';
import { keyAttacks } from './keys.js';
import { additions, drops, swaps, truncations } from './lines.js';
import { partedLogs, rechained, rewrittenLogs } from './operator.js';
import { renewalAttacks } from './renewals.js';
import { stampAttacks } from './stamps.js';
import { log } from './target.js';

/** Every attack but single bits, the same at each run. */
export function* allEdits(): Generator<Attack> {
  const dice = new Dice(6);
  yield* drops();
  yield* swaps(dice);
  yield* additions(dice);
  yield* truncations(dice);
  yield* rechained();
  yield* rewrittenLogs();
  for (let after = 1; after < log.entries.length; after++) {
    yield* partedLogs('fork', after);
    yield* partedLogs('restore', after);
  }
  yield* otherFiles(dice);
  yield* redactions();
  yield* backdated();
  yield* keyAttacks();
  yield* containers(dice);
  yield* texts();
  yield* stampAttacks(dice);
  yield* renewalAttacks(dice);
}

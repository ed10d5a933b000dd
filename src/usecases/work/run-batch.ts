import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
import type { ActAnswer, ActRequest } from '../cases/act-answer.js';
import { performAct } from '../cases/perform-act.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { StaleHead } from '../stale-head.js';
import { Unavailable } from '../unavailable.js';
import { workAtDesk, type DeskRequest } from './work-at-desk.js';

/** One of many: an act, or something at a desk. */
export type BatchItem =
  | ({ readonly kind: 'act' } & Omit<ActRequest, 'by' | 'key' | 'hidden' | 'oneOfMany'>)
  | ({ readonly kind: 'desk'; readonly command: DeskCommand } & Omit<DeskRequest, 'by' | 'key' | 'command'>);

/** More than this is no batch but a programme of its own. */
export const MAX_BATCH = 200;

/** What became of one. `unavailable`: it may be on record or not; the same batch with the same key settles it. */
export type BatchResult = ActAnswer | { readonly outcome: 'unavailable' };

/**
 * Does many things one after the other, each in its own transaction with its own result: what one is refused keeps no
 * other from being done. Under the same key the same item gives the same answer for ever (`<key>#<n>`).
 *
 * @throws Defect for a bug; what was recorded before it stays, and the same key goes on from there
 */
export function runBatch(
  ports: Ports,
): (items: readonly BatchItem[], by: Asker, key: string) => Promise<readonly BatchResult[]> {
  const one = doOne(ports);
  return async (items, by, key) => {
    const results: BatchResult[] = [];
    for (const [n, item] of items.entries()) {
      // What cannot be reached for one cannot for the next: nobody is kept waiting two hundred times.
      const down = results.at(-1)?.outcome === 'unavailable';
      results.push(down ? UNAVAILABLE : await one(item, by, `${key}#${n}`));
    }
    return results;
  };
}

const UNAVAILABLE: BatchResult = { outcome: 'unavailable' };

function doOne(ports: Ports): (item: BatchItem, by: Asker, key: string) => Promise<BatchResult> {
  const act = performAct(ports);
  const desk = workAtDesk(ports);
  return async (item, by, key) => {
    try {
      if (item.kind === 'desk') {
        const { kind: _kind, ...wish } = item;
        return await desk({ ...wish, by, key });
      }
      const { kind: _kind, ...wish } = item;
      return await act({ ...wish, by, key, hidden: true, oneOfMany: true });
    } catch (problem) {
      if (problem instanceof Unavailable || problem instanceof StaleHead) return UNAVAILABLE;
      throw problem;
    }
  };
}

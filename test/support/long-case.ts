import type { CaseEvent } from '../../src/engine/case/case-event.js';
import type { CaseState } from '../../src/engine/case/case-state.js';
import { evolve } from '../../src/engine/case/evolve.js';
import { today } from '../../src/engine/case/world.js';
import { caseStateOf } from '../../src/usecases/cases/act-context.js';
import { caseRecords } from '../../src/usecases/cases/case-on-hand.js';
import type { Ports } from '../../src/usecases/ports.js';

/** Records of one append. */
const CHUNK = 100;

/** Lengthens a case that has one record to so many: tasks taken in hand and given back, facts found. */
export async function lengthenCase(
  ports: Ports,
  caseId: string,
  events: number,
  person: string,
): Promise<void> {
  for (let seq = 1; seq < events;) {
    await ports.ledger.transact({ stream: caseId, kind: 'case' }, async (head) => {
      const records = await caseRecords(ports, head);
      let state = caseStateOf(head);
      for (let n = 0; n < CHUNK && records.nextSeq < events; n += 1) {
        const event = eventAfter(state, records.nextSeq, person, today(records.context.world));
        state = evolve(state, event, person);
        const actor = { person, post: 'reviewer', signIn: 'bearer' };
        records.add({
          event,
          basis: ['许可法 34.1'],
          effects: [],
          state,
          actor,
          parts: { reason: '核对材料' },
        });
      }
      seq = records.nextSeq;
      return { append: records.append({}), result: seq };
    });
  }
}

function eventAfter(state: CaseState, seq: number, person: string, on: CaseEvent['on']): CaseEvent {
  const [task] = Object.keys(state.tasks);
  if (seq % 3 === 0 || task === undefined) {
    return {
      type: 'fact.found',
      cause: 'act',
      act: 'find',
      post: 'reviewer',
      on,
      facts: { quota: seq % 2 === 0 },
    };
  }
  return seq % 3 === 1
    ? {
        type: 'task.claimed',
        cause: 'desk',
        on,
        desk: { did: 'claimed', task, holder: { person, as: 'claimed', on } },
      }
    : { type: 'task.released', cause: 'desk', on, desk: { did: 'released', task } };
}

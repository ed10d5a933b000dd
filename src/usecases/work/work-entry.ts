import type { Actor } from '../../engine/case/command.js';
import type { Decision } from '../../engine/case/decision.js';
import { powerOf } from '../cases/act-records.js';
import type { NewRecord } from '../cases/case-records.js';
import { recordActor } from '../powers/power-facts.js';

/**
 * What somebody did in a case that is no act of its procedure, on its way into the ledger.
 *
 * @param words what was asked, without anything personal
 * @param parts content that may be personal, by part name
 */
export function workEntry(
  decision: Decision,
  actor: Actor,
  words: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, unknown>>,
): NewRecord {
  const { event, basis, effects, state } = decision;
  return {
    ...{ event, basis, effects, state },
    actor: recordActor(actor, powerOf(event)),
    command: { ...words, person: actor.person },
    parts,
  };
}

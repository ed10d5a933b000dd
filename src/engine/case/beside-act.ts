import type { CaseEvent } from './case-event.js';
import type { Decision } from './decision.js';
import { evolveDesk } from './desk/evolve-desk.js';
import type { Effect } from './effect.js';
import { evolveForm } from './form/evolve-form.js';

/**
 * A decision with what was said, filled in and circulated along with it: the same event, and the state after all of it.
 */
export function alongWith(
  decision: Decision,
  beside: Pick<CaseEvent, 'opinion' | 'form' | 'desk'>,
  effects: readonly Effect[] = [],
): Decision {
  const event = { ...decision.event, ...beside };
  // What an event itself has done at a desk is in the state already.
  const after = beside.desk ? evolveDesk(decision.state, event) : decision.state;
  return { ...decision, event, effects: [...decision.effects, ...effects], state: evolveForm(after, event) };
}

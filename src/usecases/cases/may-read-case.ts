import { caseStateOf, type ActContext } from './act-context.js';
import { procedureOf } from './case-on-hand.js';
import type { Ports, StreamHead } from '../ports.js';
import { underPowers, type Asker } from '../powers/power-facts.js';
import { mayRead } from '../reading/may-read.js';

/** Whether a person may know of a case, in the context of something else that he does. */
export async function mayReadCase(
  ports: Ports,
  context: ActContext,
  head: StreamHead,
  asker: Asker,
): Promise<boolean> {
  const state = caseStateOf(head);
  const { definition } = await procedureOf(ports, head);
  const before = await underPowers(ports, context, { caseId: head.stream, state }, asker);
  return mayRead({ definition, state, actor: before.actor, world: before.context.world });
}

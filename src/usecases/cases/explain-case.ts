import { blocking, type Blocking } from '../../engine/case/explain/blocking.js';
import { explainClock, type ClockExplanation } from '../../engine/case/explain/clock-explanation.js';
import { today } from '../../engine/case/world.js';
import type { Ports } from '../ports.js';
import { readCase } from './read-case.js';

/** Why the case waits, on whom, until when. Undefined: no such case. */
export function explainBlocking(ports: Ports): (caseId: string) => Promise<Blocking | undefined> {
  return async (caseId) => {
    const found = await readCase(ports, caseId);
    return found && blocking(found.procedure, found.state, found.context.world);
  };
}

/** Every clock the case ever started, in the order of the definition; with each day when asked. */
export function explainClocks(
  ports: Ports,
): (
  caseId: string,
  options?: { readonly clock?: string },
) => Promise<readonly ClockExplanation[] | undefined> {
  return async (caseId, options) => {
    const found = await readCase(ports, caseId);
    if (!found) return undefined;
    const { procedure, state, context } = found;
    return Object.keys(procedure.definition.clocks)
      .filter((name) => state.clocks[name] && (options?.clock === undefined || options.clock === name))
      .map((name) =>
        explainClock(procedure.definition, state, name, today(context.world), context.world.calendar, {
          days: options?.clock !== undefined,
        }),
      );
  };
}

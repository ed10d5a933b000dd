import { preflight, type Preflight } from '../../engine/case/explain/preflight.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';

/**
 * Runs the requirements of an act on a case without doing it and without a trace. Undefined: no such case, or none that
 * the person may know of.
 */
export function preflightAct(ports: Ports): (wish: {
  readonly caseId: string;
  readonly act: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly occurredOn?: CivilDate;
  /** Fields of the form that would come with it. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Who would be named to sign. */
  readonly signers?: Readonly<Record<string, readonly string[]>>;
  readonly by: Asker;
}) => Promise<Preflight | undefined> {
  return async ({ caseId, by, ...wish }) => {
    const found = await knownCase(ports, caseId, by);
    return (
      found && preflight(found.procedure, found.state, { ...wish, actor: found.actor }, found.context.world)
    );
  };
}

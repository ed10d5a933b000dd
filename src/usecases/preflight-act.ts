import type { Actor } from '../engine/case/command.js';
import { preflight, type Preflight } from '../engine/case/preflight.js';
import type { CivilDate } from '../engine/clock/time.js';
import type { Ports } from './ports.js';
import { readCase } from './read-case.js';

/** Runs the requirements of an act on a case without doing it and without a trace. Undefined: no such case. */
export function preflightAct(
  ports: Ports,
): (wish: {
  readonly caseId: string;
  readonly act: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly occurredOn?: CivilDate;
  readonly actor: Actor;
}) => Promise<Preflight | undefined> {
  return async ({ caseId, ...wish }) => {
    const found = await readCase(ports, caseId);
    return found && preflight(found.procedure, found.state, wish, found.context.world);
  };
}

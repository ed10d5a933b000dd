import { joinBasis } from '../engine/case/basis-list.js';
import type { Actor } from '../engine/case/command.js';
import { preflight, type Preflight } from '../engine/case/preflight.js';
import { permittedActs } from '../engine/case/refusal.js';
import type { ActDefinition } from '../engine/law/definition.js';
import type { Ports } from './ports.js';
import { readCase } from './read-case.js';

/** An act that the case's state allows, and what stands against this person doing it now. */
export interface OfferedAct {
  readonly act: string;
  readonly definition: ActDefinition;
  readonly basis: readonly string[];
  readonly preflight: Preflight;
}

/** The acts that the state allows now, each tried for the person without input. Undefined: no such case. */
export function offerActs(
  ports: Ports,
): (caseId: string, actor: Actor) => Promise<readonly OfferedAct[] | undefined> {
  return async (caseId, actor) => {
    const found = await readCase(ports, caseId);
    if (!found) return undefined;
    const { procedure, state, context } = found;
    return permittedActs(procedure, state).flatMap((act) => {
      const definition = procedure.definition.acts[act];
      if (!definition) return [];
      const tried = preflight(procedure, state, { act, actor }, context.world);
      return [{ act, definition, basis: joinBasis(definition.basis), preflight: tried }];
    });
  };
}

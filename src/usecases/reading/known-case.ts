import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { readCaseFor, type LawfulCaseFor } from '../cases/read-case.js';
import { mayRead, type ReadablePlace } from './may-read.js';

/** A case as it stands to somebody who may know of it. Undefined: there is none, or none that he may know of. */
export async function knownCase(ports: Ports, caseId: string, by: Asker): Promise<LawfulCaseFor | undefined> {
  const found = await readCaseFor(ports, caseId, by);
  return found && mayRead(placeOf(found)) ? found : undefined;
}

/** The case before its reader, as reading powers see it. */
export function placeOf({ procedure, state, actor, context }: LawfulCaseFor): ReadablePlace {
  return { definition: procedure.definition, state, actor, world: context.world };
}

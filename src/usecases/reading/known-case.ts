import type { Ports } from '../ports.js';
import type { Asker } from '../power-facts.js';
import { readCaseFor, type LawfulCaseFor } from '../read-case.js';
import { mayRead, powerToRead, wouldKnow, type ReadablePlace, type ReadingPower } from './may-read.js';

/** A case as it stands to somebody who may know of it. Undefined: there is none, or none that he may know of. */
export async function knownCase(ports: Ports, caseId: string, by: Asker): Promise<LawfulCaseFor | undefined> {
  const found = await readCaseFor(ports, caseId, by);
  return found && mayRead(placeOf(found)) ? found : undefined;
}

/**
 * Whether an attempt of this person belongs into the case's stream, and its refusal before his eyes: he may know of the
 * case, or would if it were not for 回避, a seal or his token's scopes; then what bars him is all that he is to learn of
 * it. Undefined: to him there is no such case.
 */
export async function readingOfAttempt(
  ports: Ports,
  caseId: string,
  by: Asker,
): Promise<ReadingPower | undefined> {
  const found = await readCaseFor(ports, caseId, by);
  if (!found) return undefined;
  const power = powerToRead(placeOf(found));
  return power.allowed || wouldKnow(placeOf(found)) ? power : undefined;
}

/** The case before its reader, as reading powers see it. */
export function placeOf({ procedure, state, actor, context }: LawfulCaseFor): ReadablePlace {
  return { definition: procedure.definition, state, actor, world: context.world };
}

import { atTheDoor, type CaseAtTheDoor } from '../../../engine/meeting/gates.js';
import type { StreamDefinition } from '../../../engine/law/stream-definition.js';
import type { Considered } from '../../../engine/streams/stream-law.js';
import { caseStateOf, type ActContext } from '../../cases/act-context.js';
import { procedureOf } from '../../cases/case-on-hand.js';
import { underPowers, type Asker } from '../../powers/power-facts.js';
import { knownCase } from '../../reading/known-case.js';
import { besideCase } from '../beside-case.js';
import type { MeetingPorts } from './meeting-ports.js';

/** Gates of a case for all its meetings, before anybody tries. Undefined: no case that he may know of. */
export async function readGates(
  ports: MeetingPorts,
  caseId: string,
  by: Asker,
): Promise<readonly CaseAtTheDoor[] | undefined> {
  const known = await knownCase(ports, caseId, by);
  if (!known) return undefined;
  const names = meetingNames(known.procedure.definition.streams ?? {});
  const found = await Promise.all(names.map((name) => gatesOf(ports, known.context, { caseId, name, by })));
  return found.flatMap((one) => one?.door ?? []);
}

/**
 * How a case stands before a meeting, in the context of an act, and what of it was looked at. Undefined: no such case.
 *
 * @param own the meeting that asks: that the case is on its agenda does not stand against it
 */
export async function gatesOf(
  ports: MeetingPorts,
  context: ActContext,
  {
    caseId,
    name,
    by,
    own,
  }: { readonly caseId: string; readonly name: string; readonly by: Asker; readonly own?: string },
): Promise<{ readonly door?: CaseAtTheDoor; readonly considered: Considered } | undefined> {
  const head = await ports.ledger.head(caseId);
  if (head?.kind !== 'case' || head.stateText === null) return undefined;
  const state = caseStateOf(head);
  const { definition } = await procedureOf(ports, head);
  const { actor, context: inside } = await underPowers(ports, context, { caseId, state }, by);
  const { world } = await besideCase(ports, inside, definition, caseId);
  const door = atTheDoor(definition, name, { actor, state, world }, own);
  const { streams } = world;
  const considered = { case: { stream: caseId, seq: head.seq - 1 }, ...(streams && { streams }) };
  return { considered, ...(door && { door }) };
}

function meetingNames(streams: Readonly<Record<string, StreamDefinition>>): readonly string[] {
  return Object.keys(streams).filter((name) => streams[name]?.kind === 'meeting');
}

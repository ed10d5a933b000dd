import type { Unmet } from '../../../engine/case/refusal.js';
import { basisList } from '../../../engine/case/basis-list.js';
import type { Text } from '../../../engine/law/definition.js';
import type { StreamDefinition } from '../../../engine/law/stream-definition.js';
import { draftBeside } from '../../../engine/law/draft-beside.js';
import { streamPower, unmetToBegin } from '../../../engine/streams/stream-power.js';
import { caseStateOf, type ActContext } from '../../act-context.js';
import { procedureOf } from '../../case-on-hand.js';
import { underPowers, type Asker } from '../../power-facts.js';
import { knownCase } from '../../reading/known-case.js';
import { besideCase } from '../beside-case.js';
import type { MeetingPorts } from './meeting-ports.js';

/** 上会条件: one thing that must be before a case may be on an agenda. */
export interface Gate {
  readonly say: Text;
  readonly basis: readonly string[];
  readonly met: boolean;
  /** Why not, and from when time alone will have cured it. */
  readonly unmet?: Unmet;
}

/** A case before a meeting, under one of the names that its procedure has for meetings. */
export interface CaseAtTheDoor {
  readonly name: string;
  readonly title: Text;
  readonly draftVersion: number;
  readonly gates: readonly Gate[];
  /** Whoever keeps the stream of the case may table it; what stands against this person. */
  readonly power: readonly Unmet[];
}

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
  return found.flatMap((one) => one ?? []);
}

/**
 * How a case stands before a meeting, in the context of an act.
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
): Promise<CaseAtTheDoor | undefined> {
  const head = await ports.ledger.head(caseId);
  if (head?.kind !== 'case' || head.stateText === null) return undefined;
  const state = caseStateOf(head);
  const { definition } = await procedureOf(ports, head);
  const streams = definition.streams ?? {};
  const declared = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (declared?.kind !== 'meeting') return undefined;
  const { actor, context: inside } = await underPowers(ports, context, { caseId, state }, by);
  const { world } = await besideCase(ports, inside, definition, caseId);
  const power = streamPower(definition, name, declared, { actor, state, world });
  const post = 'unmet' in power ? '' : power.post;
  const gates = (declared.requires ?? []).map((requirement): Gate => {
    const alone = { ...declared, requires: [requirement] };
    const [unmet] = unmetToBegin(definition, alone, { person: by.person, post }, { state, world });
    const { say, basis } = requirement;
    return { say, basis: basisList(basis), met: !unmet, ...(unmet && { unmet }) };
  });
  const seen = world.streams?.[name];
  const elsewhere =
    seen?.standing['tabled'] === true && seen.standing['result'] === 'none' && seen.stream !== own;
  const draft = draftBeside(streams, declared);
  const version = draft === undefined ? undefined : world.streams?.[draft]?.standing['version'];
  return {
    ...{ name, title: declared.title, power: 'unmet' in power ? power.unmet : [] },
    draftVersion: typeof version === 'number' ? version : 0,
    gates: [...gates, notElsewhere(elsewhere), notEnded(state.status === 'ended')],
  };
}

function meetingNames(streams: Readonly<Record<string, StreamDefinition>>): readonly string[] {
  return Object.keys(streams).filter((name) => streams[name]?.kind === 'meeting');
}

/** Everything of the gates that is not met. */
export function unmetGates({ gates }: CaseAtTheDoor): readonly Unmet[] {
  return gates.flatMap(({ unmet }) => unmet ?? []);
}

function notElsewhere(elsewhere: boolean): Gate {
  const say = { zh: '没有列入其他会议的议程', en: 'it is on no other agenda' };
  return gate(say, '正程 会议规则', elsewhere && 'not-in-this-state');
}

function notEnded(ended: boolean): Gate {
  return gate({ zh: '案件没有办结', en: 'the case has not ended' }, '正程 办结', ended && 'case-ended');
}

function gate(say: Text, basis: string, code: Unmet['code'] | false): Gate {
  const provisions = [basis];
  if (code === false) return { say, basis: provisions, met: true };
  return { say, basis: provisions, met: false, unmet: { code, say, basis: provisions } };
}

import type { Hash } from '../../../engine/audit/record.js';
import { Defect } from '../../../engine/defect.js';
import { draftLaw, type DraftState } from '../../../engine/draft/draft-stream.js';
import type { Definition } from '../../../engine/law/definition.js';
import type { StreamDefinition } from '../../../engine/law/stream-definition.js';
import type { PanelDraft } from '../../../engine/panel/draw-words.js';
import { draftAsItStands } from '../../../engine/panel/form-panel.js';
import { panelLaw } from '../../../engine/panel/panel-law.js';
import type { PanelEvent } from '../../../engine/panel/panel-event.js';
import type { OpenPanel, PanelPlace } from '../../../engine/panel/panel-place.js';
import type { PanelState } from '../../../engine/panel/panel-state.js';
import { draftBeside } from '../../../engine/law/draft-beside.js';
import type { StreamDecision } from '../../../engine/streams/stream-law.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import type { LawfulCaseFor } from '../../cases/read-case.js';
import { knownCase } from '../../reading/known-case.js';
import { stateSeen } from '../state-seen.js';
import { workOnStream, type StreamAnswer, type StreamPlace } from '../work-on-stream.js';
import type { PanelReads } from './panel-reads.js';

/** A panel of a case: which case, and the name by which its definition calls the panel. Of several the last counts. */
export interface PanelAddress {
  readonly caseId: string;
  readonly name: string;
}

/** Somebody's wish in a panel. */
export interface PanelRequest extends PanelAddress {
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** The version of the panel that he saw. */
  readonly expectedVersion?: number;
}

/**
 * What is on record of a wish: how the panel stands after it.
 */
export interface PanelResult {
  readonly event: PanelEvent['type'];
}

export type PanelAnswer = StreamAnswer<PanelResult>;

/** What the use-cases of panels need beside the ports. */
export interface PanelTools {
  readonly ports: Ports;
  readonly panels: PanelReads;
}

/** The streams of the panels under a name, the first one at the head. */
export async function panelStreams(
  { streamStandings }: Pick<Ports, 'streamStandings'>,
  { caseId, name }: PanelAddress,
): Promise<readonly string[]> {
  return (await streamStandings?.streamsOf(caseId, name)) ?? [];
}

/**
 * The stream of the n-th panel under a name, from 0 (RFC 9562 version 8): two who open one at the same time meet in the
 * same stream. It tells nothing to whoever does not know the case's own random key.
 */
export function panelStream({ caseId, name }: PanelAddress, n: number, hash: Pick<Hash, 'sha256'>): string {
  const digest = hash.sha256(`panel-stream/v1\n${caseId}\n${name}\n${n}`);
  const [a, b, c, d] = [digest.slice(0, 8), digest.slice(8, 12), digest.slice(13, 16), digest.slice(17, 20)];
  return `${a}-${b}-8${c}-8${d}-${digest.slice(20, 32)}`;
}

/** A panel's state as of its stream's head. Undefined: there is no such panel. */
export async function panelStateOf(
  { ledger }: Pick<Ports, 'ledger'>,
  stream: string,
): Promise<{ readonly state: PanelState; readonly version: number } | undefined> {
  const head = await ledger.head(stream);
  if (head?.kind !== 'panel' || head.stateText === null) return undefined;
  return { state: JSON.parse(head.stateText) as PanelState, version: head.version };
}

/** What a definition says of its panel of that name. */
export function declaredPanel({ streams = {} }: Definition, name: string): StreamDefinition | undefined {
  const declared = Object.hasOwn(streams, name) ? streams[name] : undefined;
  return declared?.kind === 'panel' ? declared : undefined;
}

/** A case that has such a panel, as it stands to its reader. Undefined: there is none that he may know of. */
export async function knownPanel(
  ports: Ports,
  { caseId, name }: PanelAddress,
  by: Asker,
): Promise<LawfulCaseFor | undefined> {
  const found = await knownCase(ports, caseId, by);
  return found && declaredPanel(found.procedure.definition, name) ? found : undefined;
}

/** Everything that a decision on the panel may read. */
export function panelPlace(
  { hash }: Pick<Ports, 'hash'>,
  { caseId, name }: PanelAddress,
  { context, actor, case: about }: StreamPlace<PanelState>,
): PanelPlace {
  const declared = about && declaredPanel(about.procedure.definition, name);
  if (!about || !declared || !actor) throw new Defect(`case ${caseId} lost its panel ${name}`);
  const { definition } = about.procedure;
  const { world } = context;
  return { definition, name, declared, caseState: about.state, actor, world, hash };
}

/** The draft beside the case as it stands, where its definition has one that has begun and is not withdrawn. */
export async function latestDraft(
  { ledger }: Pick<Ports, 'ledger'>,
  { definition, declared, world }: PanelPlace,
): Promise<PanelDraft | undefined> {
  const seen = world.streams?.[draftBeside(definition.streams, declared) ?? ''];
  const draft = seen && (await stateSeen<DraftState>({ ledger }, draftLaw, seen));
  return draft && draftAsItStands(draft);
}

/**
 * Does one thing in the panel that counts under a name. Whoever may read the case, and each member, may ask.
 *
 * @param asked what is asked, word for word
 * @param looksBeside the decision looks at what else goes on beside the case
 * @throws Unavailable, Defect as `workOnStream`.
 */
export async function inPanel<Event extends PanelEvent>(
  { ports }: PanelTools,
  request: PanelRequest,
  asked: Readonly<Record<string, unknown>>,
  decide: (place: OpenPanel, stream: string) => StreamDecision<Event> | Promise<StreamDecision<Event>>,
  looksBeside?: true,
): Promise<PanelAnswer> {
  const { caseId, by, key, expectedVersion } = request;
  const stream = await panelFor(ports, request, by);
  if (stream === undefined) return { outcome: 'unknown' };
  const wish = {
    ...{ kind: 'panel' as const, stream, caseId, by, key, asked },
    ...(looksBeside && { looksBeside }),
    ...(expectedVersion !== undefined && { expectedVersion }),
  };
  return workOnStream<PanelState, PanelEvent, PanelResult>(ports, panelLaw, wish, async (found) => {
    if (!found.state) throw new Defect(`the panel ${stream} has no state`);
    const place = { ...panelPlace(ports, request, found), state: found.state };
    const decision = await decide(place, stream);
    return decision.refused ? decision : { ...decision, result: { event: decision.event.type } };
  });
}

/** The stream of the panel that counts, for who may know of it: who may read the case, and each member. */
export async function panelFor(ports: Ports, address: PanelAddress, by: Asker): Promise<string | undefined> {
  const stream = (await panelStreams(ports, address)).at(-1);
  if (stream === undefined) return undefined;
  const found = await panelStateOf(ports, stream);
  const sits = found?.state.members.some(({ expert }) => expert === by.person) ?? false;
  return sits || (await knownPanel(ports, address, by)) ? stream : undefined;
}

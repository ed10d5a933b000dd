import type { PanelState } from '../../engine/panel/panel-state.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import type { MeetingPorts } from './meeting/meeting-ports.js';
import { knownMeeting } from './meeting/work-on-meeting.js';
import { STREAM_LAWS } from './stream-laws.js';

/** Whether a kind of stream lies beside cases. */
export function isBesideCases(kind: string): kind is StreamKindName {
  return Object.hasOwn(STREAM_LAWS, kind);
}

/**
 * Whether somebody may know of a stream beside cases, and so read its records with their parts masked: whoever may read
 * the case that it is about, and each member of a panel. A meeting is about several cases: it is for its own people.
 */
export async function knowsStream(
  ports: MeetingPorts,
  { stream, kind }: { readonly stream: string; readonly kind: StreamKindName },
  by: Asker,
): Promise<boolean> {
  if (kind === 'meeting') return (await knownMeeting(ports, stream, by)) !== undefined;
  const head = await ports.ledger.head(stream);
  const law = STREAM_LAWS[kind];
  if (!law || head?.kind !== kind || head.stateText === null) return false;
  const state = JSON.parse(head.stateText) as object;
  if (kind === 'panel' && (state as PanelState).members.some(({ expert }) => expert === by.person))
    return true;
  for (const { caseId } of law.standings(state)) if (await knownCase(ports, caseId, by)) return true;
  return false;
}

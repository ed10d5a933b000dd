import type { CivilDate } from '../../clock/time.js';
import type { LastDay } from '../../meeting/follow-ups.js';
import type { MeetingEvent } from '../../meeting/meeting-event.js';
import type { ItemResult, LocalTime, Stance } from '../../meeting/meeting-state.js';
import type { StreamMoment, StreamWish } from './stream-moment.js';

/** Everything that somebody may ask for in a meeting; each act reads its own. */
export interface MeetingWish {
  readonly unit?: string;
  readonly day?: CivilDate;
  readonly time?: string;
  readonly caseId?: string;
  readonly name?: string;
  readonly presenter?: string;
  readonly item?: number;
  readonly items?: readonly number[];
  readonly to?: 'adjourned' | 'resumed' | 'closed';
  readonly agenda?: readonly number[];
  readonly present?: readonly string[];
  readonly at?: LocalTime;
  readonly person?: string;
  readonly arrived?: boolean;
  readonly presiding?: string;
  readonly reason?: string;
  readonly stance?: Stance;
  readonly text?: string;
  readonly result?: ItemResult;
  readonly saidInMeeting?: boolean;
  readonly correction?: string;
  readonly followUp?: number;
  readonly last?: LastDay;
}

const WITHHELD = '…';

/** Acts by the event that comes of them. */
const ACT_OF: Readonly<Record<MeetingEvent['type'], string>> = {
  'meeting.convened': 'convene',
  'meeting.moved': 'move',
  'item.tabled': 'table',
  'item.withdrawn': 'withdraw',
  'agenda.ordered': 'order',
  'papers.sent': 'sendPapers',
  'papers.read': 'readPapers',
  'papers.shortened': 'shortenPapers',
  'meeting.opened': 'open',
  'member.arrived': 'attend',
  'member.left': 'attend',
  'member.recused': 'recuse',
  'item.begun': 'begin',
  'speech.given': 'speak',
  'speech.declined': 'decline',
  'opinion.written': 'write',
  'item.decided': 'decide',
  'meeting.adjourned': 'pause',
  'meeting.resumed': 'pause',
  'meeting.closed': 'pause',
  'words.confirmed': 'confirm',
  'minutes.issued': 'issueMinutes',
  'followUp.assigned': 'assign',
  'followUp.claimed': 'followUp.claim',
  'followUp.released': 'followUp.release',
  'followUp.reported': 'followUp.report',
  'followUp.extended': 'extend',
  'followUp.lapsed': 'followUp.lapse',
  'followUp.completed': 'complete',
};

/** The wish behind an event of a meeting. What the event says of its own wish is taken from it, what follows is not. */
export function meetingWish({ event: given, told }: StreamMoment): StreamWish | undefined {
  const event = given as MeetingEvent;
  const act = Object.hasOwn(ACT_OF, event.type) ? ACT_OF[event.type] : undefined;
  if (act === undefined) return undefined;
  return { act, wish: { ...event, ...saidIn(event, told) } };
}

/** What an event says of its wish in other words than the wish did. */
function saidIn(event: MeetingEvent, told: StreamMoment['told']): MeetingWish {
  const { type } = event;
  if (type === 'member.arrived' || type === 'member.left') return { arrived: type === 'member.arrived' };
  if (type === 'meeting.adjourned') return { to: 'adjourned' };
  if (type === 'meeting.resumed') return { to: 'resumed' };
  if (type === 'meeting.closed') return { to: 'closed' };
  if (type === 'words.confirmed') return told.has('correction') ? { correction: WITHHELD } : {};
  const reason = { reason: WITHHELD };
  if (type === 'item.decided')
    return { ...(told.has('reason') && reason), ...(event.reasoned && { saidInMeeting: true }) };
  if (type === 'followUp.assigned' || type === 'followUp.extended') {
    const { until, within } = event;
    return { ...reason, last: within ? { within } : { until } };
  }
  return reason;
}

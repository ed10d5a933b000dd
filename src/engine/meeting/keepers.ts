import { openFollowUp } from './follow-ups.js';
import type { Keeper, MeetingSeat } from './meeting-power.js';
import { itemOf, presides, type MeetingState } from './meeting-state.js';

/** What of a wish says as what one may do it. */
export interface KeptWish {
  readonly item?: number;
  /** Whose words, interest or attendance it is. */
  readonly person?: string;
  readonly followUp?: number;
}

type Keepers = (state: MeetingState, wish: KeptWish, by: string) => readonly Keeper[];

const BY_SECRETARY: Keepers = () => ['secretary'];
const BY_MEMBERS: Keepers = () => ['chief', 'member'];
const BY_RESPONSIBLE: Keepers = () => ['responsible'];
/** By himself, or entered by the recorder. */
const HIMSELF: Keepers = (_, { person }, by) => (person === by ? ['chief', 'member'] : ['secretary']);

/** Each act on a meeting that there is, by the word under which it is asked for. */
const KEEPERS = {
  move: BY_SECRETARY,
  table: BY_SECRETARY,
  withdraw: () => ['secretary', 'chief'],
  order: BY_SECRETARY,
  sendPapers: BY_SECRETARY,
  readPapers: BY_MEMBERS,
  shortenPapers: () => ['chief'],
  open: BY_SECRETARY,
  attend: BY_SECRETARY,
  pause: BY_SECRETARY,
  /** 回避: whoever belongs to the meeting for himself, the recorder among them. */
  recuse: (_, { person }, by) => (person === by ? ['chief', 'member', 'secretary'] : ['secretary']),
  begin: BY_SECRETARY,
  speak: HIMSELF,
  decline: HIMSELF,
  write: HIMSELF,
  /** 议定: entered by the recorder, or by who presides over the item. */
  decide: (state, { item: number = 0 }, by) => {
    const item = itemOf(state, number);
    return item && presides(state, item) === by ? ['chief', 'member', 'secretary'] : ['secretary'];
  },
  confirm: BY_MEMBERS,
  issueMinutes: BY_SECRETARY,
  assign: BY_SECRETARY,
  extend: BY_SECRETARY,
  complete: BY_SECRETARY,
  'followUp.claim': BY_RESPONSIBLE,
  /** Who has it in hand gives it back himself; from others' hands, or when it was reported, the secretary takes it. */
  'followUp.release': (state, { followUp = 0 }, by) => {
    const found = openFollowUp(state, followUp);
    const own = found?.holder?.person === by && found.reportedOn === undefined;
    return own ? ['responsible'] : ['secretary'];
  },
  'followUp.report': BY_RESPONSIBLE,
} as const satisfies Readonly<Record<string, Keepers>>;

/** What can be done in a meeting that there is, in a post of it or of a unit that carries out what it decided. */
export type MeetingAct = keyof typeof KEEPERS;

/** Whether there is such an act. */
export function isMeetingAct(act: string): act is MeetingAct {
  return Object.hasOwn(KEEPERS, act);
}

/** The power to ask for: in which meeting or unit, under which name, and as what of it one may do the act. */
export interface KeptAct {
  readonly seat: MeetingSeat;
  readonly act: string;
  readonly as: readonly Keeper[];
}

/** As what somebody may do an act, given the meeting as it stands, and where his post must be. */
export function keptAct(act: MeetingAct, state: MeetingState, wish: KeptWish, by: string): KeptAct {
  const keepers: Keepers = KEEPERS[act];
  const as = keepers(state, wish, by);
  const seat = as.includes('responsible') ? seatOfFollowUp(state, wish.followUp ?? 0) : state;
  return { seat, act: act.startsWith('followUp.') ? act : `meeting.${act}`, as };
}

/** Where a follow-up is carried out; of one that is not open, where it was given out. */
export function seatOfFollowUp(state: MeetingState, followUp: number): MeetingSeat {
  return { unit: openFollowUp(state, followUp)?.unit ?? state.unit, forum: state.forum };
}

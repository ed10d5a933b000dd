import type { StreamDecision } from '../streams/stream-law.js';
import { chiefAbsent, notDiscussed } from './discuss-item.js';
import { againstTime, notOpen, type Told } from './hold-meeting.js';
import type { MeetingEvent } from './meeting-event.js';
import { BASIS, decided, refusedFor, unmet } from './meeting-refusals.js';
import { itemOf, presides, type ItemResult, type MeetingState } from './meeting-state.js';
import type { Stamp } from './prepare-meeting.js';
import { departs, dissentsFrom, quorumOf, stillToSpeak } from './tally.js';

/** What is to be decided. `reason`: what the chief said in the meeting where he departs from the majority. */
export interface DecisionWish extends Told {
  readonly item: number;
  readonly result: ItemResult;
  readonly reason?: string;
  /** The recorder states that it was said in the meeting. */
  readonly saidInMeeting?: boolean;
}

/**
 * 议定: on the basis of the discussion, with a quorum for this item, after the chief's last word, and with his reason
 * where the majority of those who stated a position hold another (713号令 30.2).
 */
export function decideItem(
  state: MeetingState,
  wish: DecisionWish,
  stamp: Stamp,
): StreamDecision<MeetingEvent> {
  const { item: number, result, reason, saidInMeeting = false, at } = wish;
  const item = itemOf(state, number);
  if (item?.status !== 'begun') {
    return { refused: true, unmet: [...(state.status === 'open' ? [] : [notOpen()]), notDiscussed()] };
  }
  const quorum = quorumOf(state, item.recused);
  const waiting = stillToSpeak(state, item).length;
  const other = departs(state, item, result);
  const said = reason !== undefined && reason.trim() !== '';
  const stands = refusedFor(
    state.status !== 'open' && notOpen(),
    againstTime(state, wish),
    !quorum.reached &&
      unmet(
        'requirement-unmet',
        `到会${quorum.present}人，应到${quorum.entitled}人，没有达到法定人数`,
        `${quorum.present} of ${quorum.entitled} are there: no quorum`,
        state.forum.quorum.basis,
      ),
    !state.present.includes(presides(state, item)) && chiefAbsent(),
    !item.chief &&
      unmet(
        'requirement-unmet',
        waiting > 0 ? `还有${waiting}名到会成员没有发表意见` : '行政首长没有最后发表意见',
        waiting > 0
          ? `${waiting} members who are there have not been heard`
          : 'the chief has not spoken last',
        BASIS.chiefLast,
      ),
    other && !(said && saidInMeeting) && reasonNeeded(said),
    said && !saidInMeeting && !other && notSaid(),
  );
  if (stands) return stands;
  const dissents = dissentsFrom(state, item, result);
  const reasoned = said && saidInMeeting;
  const { present, entitled } = quorum;
  const what = { result, departs: other, reasoned, dissents, present, entitled };
  const event = { ...stamp, type: 'item.decided', item: number, at, ...what } as const;
  return decided(
    event,
    [BASIS.discussed, BASIS.chiefLast, BASIS.recorded],
    reasoned ? { reason } : undefined,
  );
}

function reasonNeeded(said: boolean) {
  return unmet(
    'requirement-unmet',
    said
      ? '与会议组成人员多数人的意见不一致的理由，应当是在会上说明的'
      : '拟作出的决定与会议组成人员多数人的意见不一致，应当在会上说明理由',
    'the decision departs from what most members hold: the reason must have been given in the meeting',
    BASIS.chiefLast,
  );
}

function notSaid() {
  return unmet(
    'invalid-input',
    '理由应当是在会上说明的',
    'a reason is what was said in the meeting',
    BASIS.chiefLast,
  );
}

import type { Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { againstTime, notOpen, type Told } from './hold-meeting.js';
import type { EnteredBy, MeetingEvent } from './meeting-event.js';
import { papersOn } from './meeting-law.js';
import { BASIS, decided, noOpenItem, notWhile, refusedFor, unmet } from './meeting-refusals.js';
import {
  everybody,
  itemOf,
  presides,
  type MeetingItem,
  type MeetingState,
  type Stance,
} from './meeting-state.js';
import { noMember, type Stamp } from './prepare-meeting.js';
import { stillToSpeak } from './tally.js';

type Decision = StreamDecision<MeetingEvent>;

/**
 * 开始审议: one item at a time, with who presides there, and with papers that reached everybody in time. `gates` are
 * asked again: what has changed since it was tabled counts.
 *
 * @param wish `recused`: members whom 回避 bars from the case; `papersDue`: last day for the papers, where a rule is
 */
export function begin(
  state: MeetingState,
  wish: {
    readonly item: number;
    readonly recused: readonly string[];
    readonly papersDue: CivilDate | undefined;
    readonly gates: readonly Unmet[];
  } & Told,
  stamp: Stamp,
): Decision {
  const { item: number, papersDue, gates, at } = wish;
  const item = itemOf(state, number);
  const all = everybody(state.roll);
  const recused = wish.recused.filter((person) => all.includes(person) && !item?.recused.includes(person));
  const last = item && presides(state, item);
  const stands = refusedFor(
    state.status !== 'open' && notOpen(),
    againstTime(state, wish),
    item?.status !== 'tabled' && noOpenItem(),
    state.items.some(({ status }) => status === 'begun') &&
      notWhile('正在审议另一议题', 'another item is being discussed'),
    last !== undefined && recused.includes(last) && chiefRecused(),
    last !== undefined && !state.present.includes(last) && chiefAbsent(),
    item && againstPapers(state, item, papersDue),
    ...gates,
  );
  return stands ?? decided({ ...stamp, type: 'item.begun', item: number, recused, at }, BASIS.discussed);
}

function againstPapers(
  state: MeetingState,
  item: MeetingItem,
  due: CivilDate | undefined,
): Unmet | undefined {
  const { papers } = state.forum;
  if (!papers || due === undefined || item.papersShortened) return undefined;
  const had = papersOn(state, item.item);
  if (had !== null && had <= due) return undefined;
  return unmet(
    'lead-too-short',
    `会议材料应当在${due}以前送达全体会议组成人员`,
    `the papers must have reached every member by ${due}`,
    papers.basis,
  );
}

function chiefRecused(): Unmet {
  return unmet(
    'requirement-unmet',
    '主持人对本议题须回避，先登记回避并指定主持人',
    'who presides is barred from the case: record his recusal and who presides instead',
    BASIS.recusal,
  );
}

/** Nobody is there who could hear the others and decide. */
export function chiefAbsent(): Unmet {
  return unmet(
    'requirement-unmet',
    '行政首长（主持人）不在会上',
    'who presides is not there',
    BASIS.chiefLast,
  );
}

/** Words on an item, or none: by the member himself or entered by the recorder. */
export interface Words extends Told {
  readonly item: number;
  readonly person: string;
  readonly by: EnteredBy;
}

/** 发言. The chief is heard when every member who is there has spoken, written or declined, and never before. */
export function speak(
  state: MeetingState,
  wish: Words & { readonly stance: Stance; readonly text: string },
  stamp: Stamp,
): Decision {
  const { item, person, by, at, stance, text } = wish;
  const stands = refusedFor(...againstWords(state, wish), ...againstPresence(state, person));
  const event = { ...stamp, type: 'speech.given', item, person, by, at, stance } as const;
  return stands ?? decided(event, [BASIS.chiefLast, BASIS.recorded], { text });
}

/** 明确不发言. */
export function decline(state: MeetingState, wish: Words, stamp: Stamp): Decision {
  const { item, person, by, at } = wish;
  const found = itemOf(state, item);
  const stands = refusedFor(
    ...againstWords(state, wish),
    ...againstPresence(state, person),
    found && Object.hasOwn(found.positions, person) && notWhile('已经发表意见', 'he has been heard already'),
  );
  return stands ?? decided({ ...stamp, type: 'speech.declined', item, person, by, at }, BASIS.chiefLast);
}

/** 书面意见, also of a member who is not there. Who presides speaks. */
export function write(
  state: MeetingState,
  wish: Words & { readonly stance: Stance; readonly text: string },
  stamp: Stamp,
): Decision {
  const { item, person, by, at, stance, text } = wish;
  const found = itemOf(state, item);
  const stands = refusedFor(
    ...againstWords(state, wish),
    found &&
      presides(state, found) === person &&
      unmet('invalid-input', '主持人应当在会上发表意见', 'who presides speaks', BASIS.chiefLast),
  );
  const event = { ...stamp, type: 'opinion.written', item, person, by, at, stance } as const;
  return stands ?? decided(event, [BASIS.chiefLast, BASIS.recorded], { text });
}

function againstWords(state: MeetingState, wish: Words): readonly (Unmet | false | undefined)[] {
  const { item: number, person } = wish;
  const item = itemOf(state, number);
  const waiting = item && presides(state, item) === person ? stillToSpeak(state, item).length : 0;
  return [
    state.status !== 'open' && notOpen(),
    againstTime(state, wish),
    item?.status !== 'begun' && notDiscussed(),
    !everybody(state.roll).includes(person) && noMember(),
    item?.recused.includes(person) &&
      unmet('recused', '本议题须回避', 'he is recused on this item', BASIS.recusal),
    item?.chief !== undefined &&
      unmet('not-in-this-state', '行政首长已经最后发表意见', 'the chief has spoken last', BASIS.chiefLast),
    waiting > 0 &&
      unmet(
        'requirement-unmet',
        `还有${waiting}名到会成员没有发言、提交书面意见或者明确不发言，行政首长最后发表意见`,
        `${waiting} members who are there have neither spoken nor written nor declined; the chief speaks last`,
        BASIS.chiefLast,
      ),
  ];
}

function againstPresence(state: MeetingState, person: string): readonly (Unmet | false)[] {
  return [
    !state.present.includes(person) &&
      unmet('person-not-eligible', '不在会上', 'he is not there', BASIS.recorded),
  ];
}

/** The item is not the one that is being discussed. */
export function notDiscussed(): Unmet {
  return notWhile('该议题没有在审议中', 'the item is not being discussed');
}

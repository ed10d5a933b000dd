import {
  everybody,
  presides,
  type ItemResult,
  type MeetingItem,
  type MeetingState,
  type Stance,
} from './meeting-state.js';

type Sitting = Pick<MeetingState, 'roll' | 'present' | 'forum'>;

/** Stances that are what was decided. All others differ from it. */
const IN_KEEPING: Readonly<Record<ItemResult, readonly Stance[]>> = {
  passed: ['agree'],
  passedInPrinciple: ['agree', 'agreeWithChanges'],
  deferred: ['defer'],
  again: ['defer'],
  rejected: ['disagree'],
};

/** Stated positions of an item: members other than who presides, without those recused and those who stated none. */
export interface Tally {
  readonly stated: number;
  readonly stances: Readonly<Record<Exclude<Stance, 'unstated'>, number>>;
  /** What more than half of those who stated a position hold. */
  readonly majority: Exclude<Stance, 'unstated'> | null;
}

/** The running majority 与会议组成人员多数人的意见. */
export function tallyOf(state: Pick<MeetingState, 'roll'>, item: MeetingItem): Tally {
  const stances = { agree: 0, agreeWithChanges: 0, disagree: 0, defer: 0 };
  for (const [, stance] of statedPositions(state, item)) stances[stance] += 1;
  const stated = Object.values(stances).reduce((sum, count) => sum + count, 0);
  const holding = Object.entries(stances) as [keyof typeof stances, number][];
  const majority = holding.find(([, count]) => 2 * count > stated)?.[0] ?? null;
  return { stated, stances, majority };
}

/** Whether a decision departs from the majority: more than half of those who stated a position hold another. */
export function departs(state: Pick<MeetingState, 'roll'>, item: MeetingItem, result: ItemResult): boolean {
  const stated = statedPositions(state, item);
  return 2 * dissentsFrom(state, item, result).length > stated.length;
}

/** 持不同意见的成员: those whose stated position is not what was decided, by pseudonym. */
export function dissentsFrom(
  state: Pick<MeetingState, 'roll'>,
  item: MeetingItem,
  result: ItemResult,
): readonly string[] {
  return statedPositions(state, item)
    .filter(([, stance]) => !IN_KEEPING[result].includes(stance))
    .map(([person]) => person)
    .toSorted();
}

/** Who is there and who is entitled on an item; without an item, in the meeting. A recused member is in neither. */
export interface Quorum {
  readonly present: number;
  readonly entitled: number;
  readonly reached: boolean;
}

/** Whether enough members are there. */
export function quorumOf({ roll, present, forum }: Sitting, recused: readonly string[] = []): Quorum {
  const entitled = everybody(roll).filter((person) => !recused.includes(person));
  const there = entitled.filter((person) => present.includes(person)).length;
  const { part, exceeds } = forum.quorum;
  const [has, needs] = [there * part.by, entitled.length * part.of];
  return {
    present: there,
    entitled: entitled.length,
    reached: there > 0 && (exceeds ? has > needs : has >= needs),
  };
}

/** Members who are there, are not recused and have neither spoken nor written nor declined: the chief waits for them. */
export function stillToSpeak(
  state: Pick<MeetingState, 'roll' | 'present'>,
  item: MeetingItem,
): readonly string[] {
  const last = presides(state, item);
  return everybody(state.roll).filter(
    (person) =>
      person !== last &&
      state.present.includes(person) &&
      !item.recused.includes(person) &&
      !Object.hasOwn(item.positions, person),
  );
}

type Stated = readonly [person: string, stance: Exclude<Stance, 'unstated'>];

function statedPositions(state: Pick<MeetingState, 'roll'>, item: MeetingItem): readonly Stated[] {
  const last = presides(state, item);
  return Object.entries(item.positions).flatMap(([person, { stance }]): readonly Stated[] =>
    stance === 'unstated' || person === last || item.recused.includes(person) ? [] : [[person, stance]],
  );
}

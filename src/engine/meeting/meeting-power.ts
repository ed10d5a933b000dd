import type { Actor } from '../case/command.js';
import { officeFacts, personFactsOf } from '../case/power/power.js';
import type { Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';
import { capacitiesOf } from '../organisation/capacities.js';
import type { Capacity, CasePlace } from '../organisation/capacity.js';
import { holdersOf } from '../organisation/holders.js';
import type { OrganisationIndex } from '../organisation/organisation-index.js';
import { isAbsent } from '../organisation/person-facts.js';
import { missingPower } from '../powers/missing-power.js';
import type { CaseFacts, PolicyReason, PowerCheck } from '../powers/power-question.js';
import type { StreamEvent } from '../streams/stream-law.js';
import { powerInStream } from '../streams/stream-power.js';
import type { Forum } from './forum.js';
import type { FoundRoll } from './prepare-meeting.js';

/**
 * As what somebody may do something in a meeting: one of its keepers, its chief, one who belongs to it; or, after it, one
 * who carries out what was decided.
 */
export type Keeper = 'secretary' | 'chief' | 'member' | 'responsible';

/** A meeting as powers see it: whose, and of which forum. */
export interface MeetingSeat {
  readonly unit: string;
  readonly forum: Forum;
}

/** The power to do something in a meeting as its event keeps it, or what stands against it. */
export type MeetingPower =
  { readonly stamp: Required<Pick<StreamEvent, 'post' | 'power'>> } | { readonly unmet: readonly Unmet[] };

/**
 * Whether somebody may do something in a meeting of the forum, in a post of one of these kinds. The policies are asked as
 * for an act on a case that the unit handles. Nobody stands in for a member: he was not appointed to speak for himself in
 * another's place.
 *
 * @param actor as he stands where the meeting is: see `seatPlace`
 */
export function powerInMeeting(
  checkPower: PowerCheck,
  actor: Actor,
  { forum, act, as }: { readonly forum: Forum; readonly act: string; readonly as: readonly Keeper[] },
): MeetingPower {
  const by = as.flatMap((keeper) => postsOf(forum, keeper));
  const suitable = actor.capacities.filter(
    ({ post, deputy }) => by.includes(post) && !(deputy && onlyInPerson(forum, post)),
  );
  let denials: readonly PolicyReason[] | undefined;
  for (const capacity of [...suitable.toSorted(byService), undefined]) {
    const answer = checkPower({
      ...{ action: 'performAct', person: personFactsOf(actor), scopes: actor.scopes },
      ...{ capacity: seatFacts(capacity, act), act: { name: act, by }, case: meetingFacts(forum) },
    });
    if (answer.allowed && capacity) {
      const { post, unit, deputy } = capacity;
      const { policies } = answer;
      return {
        stamp: powerInStream({
          post,
          policies,
          ...(unit !== undefined && { unit }),
          ...(deputy && { deputy }),
        }),
      };
    }
    if (!answer.allowed && answer.denials.length > 0) denials ??= answer.denials;
  }
  const reasons = denials ?? [missingPower('performAct')];
  return { unmet: reasons.map(({ code, say, basis }) => ({ code, say, basis })) };
}

/**
 * 会议组成人员 on a day: who holds the posts of the forum for the unit. The chief is the holder of his post who is not
 * away, else who stands in for him.
 */
export function rollOn(index: OrganisationIndex, seat: MeetingSeat, on: CivilDate): FoundRoll {
  const place = seatPlace(seat, on);
  const holds = (person: string, post: string, own: boolean): boolean =>
    capacitiesOf(index, person, place).some(
      (capacity) => capacity.post === post && capacity.serves && (own ? !capacity.deputy : capacity.deputy),
    );
  const { chief: post, members } = seat.forum.posts;
  const candidates = holdersOf(index, post, place);
  const chief =
    candidates.find((person) => holds(person, post, true) && !isAbsent(index, person, on)) ??
    candidates.find((person) => holds(person, post, false)) ??
    candidates[0];
  const people = members.flatMap((word) =>
    holdersOf(index, word, place).filter((person) => holds(person, word, true)),
  );
  return { chief, members: [...new Set(people)].filter((person) => person !== chief).toSorted() };
}

/** Who holds a post of the unit that takes in hand what was decided. */
export function responsibleIn(
  index: OrganisationIndex,
  { unit, forum }: MeetingSeat,
  on: CivilDate,
): readonly string[] {
  const place = seatPlace({ unit, forum }, on);
  return forum.posts.responsible.flatMap((post) => holdersOf(index, post, place));
}

/** Where posts serve a meeting: as they would a case of the unit, under the forum's name. */
export function seatPlace({ unit, forum }: MeetingSeat, on: CivilDate): CasePlace {
  return { unit, procedure: forum.forum, on };
}

function postsOf({ posts }: Forum, keeper: Keeper): readonly string[] {
  if (keeper === 'secretary' || keeper === 'responsible') return posts[keeper];
  return keeper === 'chief' ? [posts.chief] : posts.members;
}

function onlyInPerson({ posts }: Forum, post: string): boolean {
  return posts.members.includes(post) && post !== posts.chief && !posts.secretary.includes(post);
}

function byService(a: Capacity, b: Capacity): number {
  return Number(b.serves) - Number(a.serves);
}

/** A capacity as the policies are asked about it in a meeting; without one, the person for himself. */
export function seatFacts(capacity: Actor['capacities'][number] | undefined, act: string) {
  if (capacity) return officeFacts(capacity, act, false);
  return { kind: 'own', post: '', serves: false, inScope: true, holdsTask: false } as const;
}

/** A meeting is nobody's own matter and is never sealed; what bars somebody bars him on an item. */
export function meetingFacts({ posts }: Forum): CaseFacts {
  return {
    ...{ status: 'open', sealed: false, posts: [posts.chief, ...posts.members, ...posts.secretary] },
    ...{ parties: [], performers: [], referred: [], recused: [], separated: [] },
  };
}

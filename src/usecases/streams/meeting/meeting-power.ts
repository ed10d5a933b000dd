import type { Actor } from '../../../engine/case/command.js';
import { officeFacts, personFactsOf } from '../../../engine/case/power.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import { today } from '../../../engine/case/world.js';
import { capacitiesOf } from '../../../engine/organisation/capacities.js';
import type { Capacity, CasePlace } from '../../../engine/organisation/capacity.js';
import { holdersOf } from '../../../engine/organisation/holders.js';
import { isAbsent } from '../../../engine/organisation/person-facts.js';
import { missingPower } from '../../../engine/powers/missing-power.js';
import type { CaseFacts, PolicyReason } from '../../../engine/powers/power-question.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { Forum } from '../../../engine/meeting/forum.js';
import type { FoundRoll } from '../../../engine/meeting/prepare-meeting.js';
import { powerInStream } from '../../../engine/streams/stream-power.js';
import type { StreamEvent } from '../../../engine/streams/stream-law.js';
import type { ActContext } from '../../act-context.js';
import type { OrganisationSnapshot, Ports } from '../../ports.js';
import { actorFor, type Asker } from '../../power-facts.js';

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

export type MeetingPower =
  { readonly stamp: Required<Pick<StreamEvent, 'post' | 'power'>> } | { readonly unmet: readonly Unmet[] };

/**
 * Whether the asker may do something in a meeting of the forum in the unit, in a post of one of these kinds. The
 * policies are asked as for an act on a case that the unit handles. Nobody stands in for a member: he was not appointed
 * to speak for himself in another's place.
 */
export async function meetingPower(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  { seat, act, as }: { readonly seat: MeetingSeat; readonly act: string; readonly as: readonly Keeper[] },
): Promise<MeetingPower> {
  const actor = await actorFor(ports, context.organisation, asker, placeOf(seat, today(context.world)));
  const by = as.flatMap((keeper) => postsOf(seat.forum, keeper));
  const suitable = actor.capacities.filter(
    ({ post, deputy }) => by.includes(post) && !(deputy && onlyInPerson(seat.forum, post)),
  );
  let denials: readonly PolicyReason[] | undefined;
  for (const capacity of [...suitable.toSorted(byService), undefined]) {
    const answer = ports.checkPower({
      ...{ action: 'performAct', person: personFactsOf(actor), scopes: actor.scopes },
      ...{ capacity: factsOf(capacity, act), act: { name: act, by }, case: caseFactsOf(seat.forum) },
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

/** Whether the asker may know of a meeting: he holds a post of its forum for the unit, supervises or audits it. */
export async function mayKnowMeeting(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  seat: MeetingSeat,
): Promise<boolean> {
  const actor = await actorFor(ports, context.organisation, asker, placeOf(seat, today(context.world)));
  return actor.capacities
    .filter(({ serves }) => serves)
    .some((capacity) => {
      const { allowed } = ports.checkPower({
        ...{ action: 'readCase', person: personFactsOf(actor), scopes: actor.scopes },
        ...{ capacity: factsOf(capacity, ''), case: caseFactsOf(seat.forum) },
      });
      return allowed;
    });
}

/** Whether a person may read what he himself said: as anybody reads his own work, whatever posts he has left since. */
export async function mayReadOwnWords(
  ports: Pick<Ports, 'directory' | 'checkPower'>,
  context: ActContext,
  asker: Asker,
  seat: MeetingSeat,
): Promise<boolean> {
  const actor = await actorFor(ports, context.organisation, asker, placeOf(seat, today(context.world)));
  const about = { ...caseFactsOf(seat.forum), performers: [asker.person] };
  return ports.checkPower({
    ...{ action: 'readCase', person: personFactsOf(actor), scopes: actor.scopes, case: about },
  }).allowed;
}

/**
 * 会议组成人员 on a day: who holds the posts of the forum for the unit. The chief is the holder of his post who is not
 * away, else who stands in for him.
 */
export function rollOn(
  { index }: OrganisationSnapshot,
  { unit, forum }: MeetingSeat,
  on: CivilDate,
): FoundRoll {
  const place = placeOf({ unit, forum }, on);
  const holds = (person: string, post: string, own: boolean): boolean =>
    capacitiesOf(index, person, place).some(
      (capacity) => capacity.post === post && capacity.serves && (own ? !capacity.deputy : capacity.deputy),
    );
  const { chief: post, members } = forum.posts;
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

/** Where posts serve a meeting: as they would a case of the unit, under the forum's name. */
function placeOf({ unit, forum }: MeetingSeat, on: CivilDate): CasePlace {
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

function factsOf(capacity: Actor['capacities'][number] | undefined, act: string) {
  if (capacity) return officeFacts(capacity, act, false);
  return { kind: 'own', post: '', serves: false, inScope: true, holdsTask: false } as const;
}

/** A meeting is nobody's own matter and is never sealed; what bars somebody bars him on an item. */
function caseFactsOf({ posts }: Forum): CaseFacts {
  return {
    ...{ status: 'open', sealed: false, posts: [posts.chief, ...posts.members, ...posts.secretary] },
    ...{ parties: [], performers: [], referred: [], recused: [], separated: [] },
  };
}

import { basisList } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { World } from '../world.js';
import type { DeskChange } from './desk-change.js';
import { REFERRAL, type DeskPlace } from './desk-place.js';
import { againstAsking } from './eligible.js';
import type { ReferralState } from './desk-state.js';

/**
 * 传阅 that an act brings about by itself: everybody who holds one of its `circulates` posts himself and may be asked is
 * given the case to read, once. Undefined: the act circulates nothing, or there is nobody.
 *
 * @param decision what the act does; the readers are asked as the case stands after it
 */
export function circulatedBy(
  { definition }: CompiledProcedure,
  actor: Actor,
  { event, state }: Decision,
  world: World,
): Extract<DeskChange, { readonly did: 'referred' }> | undefined {
  const act = event.act === undefined ? undefined : definition.acts[event.act];
  const posts = basisList(act?.circulates);
  const place: DeskPlace = { definition, state, actor, world, on: event.on };
  const unread = unreadBy(state);
  const readers = [...new Set(posts.flatMap((post) => holdersOf(post, world)))]
    .filter((person) => !unread.has(person))
    .filter((person) => {
      const wanted = { person, at: '', basis: REFERRAL };
      return againstAsking(place, wanted, [actor.person], false).length === 0;
    });
  if (readers.length === 0) return undefined;
  const first = (state.referralsMade ?? 0) + 1;
  const referrals = readers.map((to, index): readonly [string, ReferralState] => [
    `r${first + index}`,
    { kind: 'circulation', to, from: actor.person, on: event.on },
  ]);
  return { did: 'referred', referrals: Object.fromEntries(referrals) };
}

/** Those who hold the post themselves; deputies read for nobody. */
function holdersOf(post: string, world: World): readonly string[] {
  return [...(world.holders?.(post) ?? [])].flatMap(({ person, capacities }) =>
    capacities.some((one) => one.post === post && !one.deputy) ? [person] : [],
  );
}

function unreadBy({ referrals = {} }: CaseState): ReadonlySet<string> {
  const open = Object.values(referrals).filter(({ kind }) => kind === 'circulation');
  return new Set(open.map(({ to }) => to));
}

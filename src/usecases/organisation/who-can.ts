import { powerFor } from '../../engine/case/power/power.js';
import { actWish } from '../../engine/case/power/power-wish.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { capacitiesOf } from '../../engine/organisation/capacities.js';
import { entriesOf } from '../../engine/organisation/entries.js';
import { lastDayOf } from '../../engine/organisation/periods.js';
import { personFacts } from '../../engine/organisation/person-facts.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';

/** A way in which a person might do an act: his own post, or for whom by which substitution. */
export interface Holding {
  readonly post: string;
  readonly unit?: string;
  /** Whether the post serves the case's unit and procedure on the day. */
  readonly serves: boolean;
  readonly onBehalfOf?: string;
  readonly substitution?: string;
}

/** Somebody in a post of the act: why he can do it, or everything that stands against it. */
export interface Candidate {
  readonly person: string;
  readonly holdings: readonly Holding[];
  readonly can: boolean;
  /** In which post, when he can. */
  readonly post?: string;
  readonly policies: readonly string[];
  readonly unmet: readonly Unmet[];
}

export type WhoCan =
  | {
      readonly outcome: 'found';
      readonly posts: readonly string[];
      readonly parties: readonly string[];
      readonly candidates: readonly Candidate[];
    }
  | { readonly outcome: 'unknown'; readonly what: 'case' | 'act' };

/**
 * 这一步谁能办: everybody who holds a post of the act for the case on a day, or stands in for a holder, each with the
 * chain of reasons. The state of the case is not asked: only who it would be.
 */
export function whoCan(
  ports: Ports,
): (question: {
  readonly by: Asker;
  readonly caseId: string;
  readonly act: string;
  readonly on: CivilDate;
}) => Promise<WhoCan> {
  return async ({ by, caseId, act, on }) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return { outcome: 'unknown', what: 'case' };
    const { definition } = found.procedure;
    const acts = definition.acts;
    const definitionOfAct = Object.hasOwn(acts, act) ? acts[act] : undefined;
    if (!definitionOfAct) return { outcome: 'unknown', what: 'act' };
    const wish = actWish(act, definitionOfAct, false);
    const { state, context } = found;
    const { index } = context.organisation;
    const place = { unit: state.unit, procedure: definition.procedure, caseId, on };
    const parties = wish.by.filter((post) => definition.posts[post]?.kind === 'party');
    const posts = wish.by.filter((post) => !parties.includes(post));
    const candidates = peopleInPosts(index, posts, on).map((person): Candidate => {
      const facts = personFacts(index, person, on);
      const capacities = capacitiesOf(index, person, place);
      const nobody = { person, standing: 'ended', kind: 'officer', administrator: [] } as const;
      const actor = { ...(facts ?? nobody), scopes: null, signIn: 'bearer', capacities };
      const power = powerFor(definition, wish, actor, state, context.world);
      const can = !('unmet' in power);
      return {
        person,
        holdings: capacities
          .filter(({ post }) => posts.includes(post))
          .map(({ post, unit, serves, deputy }) => ({
            post,
            ...(unit !== undefined && { unit }),
            serves,
            ...(deputy && { onBehalfOf: deputy.principal.person, substitution: deputy.substitution }),
          })),
        can,
        ...(can && { post: power.post }),
        policies: can ? power.policies : [],
        unmet: can ? [] : power.unmet,
      };
    });
    return { outcome: 'found', posts, parties, candidates };
  };
}

/** Everybody with an appointment to such a post on or after the day, and everybody who may stand in for him. */
function peopleInPosts(index: OrganisationIndex, posts: readonly string[], on: CivilDate): readonly string[] {
  const { appointments, substitutions } = index.organisation;
  const holders = posts
    .flatMap((post) => index.postsFilling.get(post) ?? [])
    .flatMap((post) => entriesOf(appointments, index.appointmentsTo.get(post)))
    .filter(([, entry]) => entry.from <= on && lastDayOf(entry) >= on)
    .map(([, { person }]) => person);
  const deputies = [...new Set(holders)]
    .flatMap((person) => entriesOf(substitutions, index.substitutionsOf.get(person)))
    .filter(([, entry]) => entry.from <= on && lastDayOf(entry) >= on)
    .map(([, { deputy }]) => deputy);
  return [...new Set([...holders, ...deputies])].toSorted();
}

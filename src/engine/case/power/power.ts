import type { Definition } from '../../law/definition.js';
import type { Capacity } from '../../organisation/capacity.js';
import type { CapacityFacts, CaseFacts, PolicyReason } from '../../powers/power-question.js';
import { joinBasis } from '../basis-list.js';
import type { Actor } from '../command.js';
import { titleOf, type PowerSource, type PowerWish } from './power-wish.js';
import type { Unmet } from '../refusal.js';
import { separatedFrom, type Separated } from './separation.js';
import type { CaseBars, World } from '../world.js';

/** The capacity in which a person may perform an act and the policies that say so, or everything that forbids it. */
export type Power = GrantedPower | { readonly unmet: readonly Unmet[] };

export interface GrantedPower {
  readonly post: string;
  readonly unit?: string;
  readonly deputy?: Capacity['deputy'];
  readonly policies: readonly string[];
}

/**
 * Asks the policies for each capacity that the actor has, in the order of the act's posts: own posts, then those of
 * principals, then as a party. The first that is allowed is taken. When none is, the reasons against the first
 * capacity in a post of the act are given, else that the power is missing.
 */
export function powerFor(
  definition: Definition,
  wish: PowerWish,
  actor: Actor,
  source: PowerSource,
  world: Pick<World, 'checkPower' | 'bars'>,
): Power {
  let refused: readonly Unmet[] | undefined;
  for (const candidate of candidates(definition, wish, actor, source)) {
    const separated = separatedFrom(definition, candidate.facts.post, wish, source, world.bars);
    const answer = world.checkPower({
      action: wish.action,
      person: personFactsOf(actor),
      scopes: actor.scopes,
      capacity: candidate.facts,
      act: { name: wish.name, by: wish.by },
      case: caseFacts(definition, source, separated, world.bars),
    });
    if (answer.allowed) {
      const { unit, deputy } = candidate.capacity ?? {};
      return {
        post: candidate.facts.post,
        ...(unit !== undefined && { unit }),
        ...(deputy && { deputy }),
        policies: answer.policies,
      };
    }
    refused ??= refusals(definition, wish, actor, candidate.facts, answer.denials, separated);
  }
  return { unmet: refused ?? [missing(definition, wish)] };
}

interface Candidate {
  readonly facts: CapacityFacts;
  readonly capacity?: Capacity;
}

/** Capacities worth asking about: in a post of the wish; without any, one that holds none of them. */
function candidates(
  definition: Definition,
  wish: PowerWish,
  actor: Actor,
  source: PowerSource,
): readonly Candidate[] {
  const open = Object.values(source.tasks ?? {});
  const holdsTask = (post: string): boolean => open.some((task) => task.post === post);
  const found: Candidate[] = [];
  for (const post of wish.by) {
    if (definition.posts[post]?.kind === 'party') {
      const serves = source.parties[post]?.includes(actor.person) ?? false;
      if (serves) {
        found.push({ facts: { kind: 'party', post, serves, inScope: true, holdsTask: holdsTask(post) } });
      }
      continue;
    }
    for (const capacity of actor.capacities) {
      if (capacity.post !== post) continue;
      found.push({ capacity, facts: officeFacts(capacity, wish.name, holdsTask(post)) });
    }
  }
  // Somebody without any such post: the policies still say what else stands against him (ended account, seal ...).
  return found.length > 0
    ? found.toSorted((a, b) => Number(b.facts.serves) - Number(a.facts.serves))
    : [{ facts: { kind: outsiderKind(actor), post: '', serves: false, inScope: true, holdsTask: false } }];
}

/** A member of the public who wishes an office's act lacks the post; that it is his own matter is not what bars him. */
function outsiderKind({ kind }: Actor): CapacityFacts['kind'] {
  return kind === 'public' ? 'party' : 'own';
}

/** A post of the organisation as the policies see it, for one act. */
export function officeFacts(capacity: Capacity, act: string, holdsTask: boolean): CapacityFacts {
  const { post, rank, serves, deputy } = capacity;
  return {
    kind: deputy ? 'deputy' : 'own',
    post,
    ...(rank !== undefined && { rank }),
    serves,
    inScope: !deputy || (deputy.inScope && (deputy.acts?.includes(act) ?? true)),
    holdsTask,
    ...(deputy && { principal: deputy.principal }),
  };
}

/** The actor as the policies see him. */
export function personFactsOf({ person, standing, kind, administrator }: Actor) {
  return { person, standing, kind, administrator };
}

/** The case as the policies see it. */
export function caseFacts(
  definition: Definition,
  source: PowerSource,
  separated: readonly Separated[],
  bars: CaseBars | undefined,
): CaseFacts {
  return {
    status: source.status ?? 'open',
    sealed: bars?.sealed ?? false,
    posts: officerPosts(definition),
    parties: distinct(source.parties),
    performers: distinct(source.performers),
    referred: source.referred ?? [],
    recused: bars?.recused ?? [],
    separated: [...new Set(separated.flatMap(({ persons }) => persons))],
  };
}

const postsOf = new WeakMap<Definition, readonly string[]>();

/** The posts of a definition that are held in the organisation. */
export function officerPosts(definition: Definition): readonly string[] {
  let posts = postsOf.get(definition);
  if (!posts) {
    posts = Object.keys(definition.posts).filter((post) => definition.posts[post]?.kind !== 'party');
    postsOf.set(definition, posts);
  }
  return posts;
}

function distinct(people: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return [...new Set(Object.values(people).flat())];
}

function refusals(
  definition: Definition,
  wish: PowerWish,
  actor: Actor,
  capacity: CapacityFacts,
  denials: readonly PolicyReason[],
  separated: readonly Separated[],
): readonly Unmet[] {
  if (denials.length === 0) return [missing(definition, wish)];
  const natural = [actor.person, ...(capacity.principal ? [capacity.principal.person] : [])];
  return denials.flatMap(({ code, say, basis }): readonly Unmet[] => {
    if (code === 'power-missing') return [missing(definition, wish)];
    if (code !== 'separation-of-duties') return [{ code, say, basis }];
    return separated
      .filter(({ persons }) => persons.some((person) => natural.includes(person)))
      .map(({ say: why, basis: provision }) => ({ code, say: why, basis: provision }));
  });
}

function missing(definition: Definition, wish: PowerWish): Unmet {
  const zh = wish.by.map((post) => titleOf(definition, post, 'zh')).join('、');
  const en = wish.by.map((post) => titleOf(definition, post, 'en')).join(', ');
  return {
    code: 'power-missing',
    say: {
      zh: `本行为须由有权办理本案的${zh}作出`,
      en: `${wish.name} must be performed by one competent for this case: ${en}`,
    },
    basis: joinBasis(wish.basis),
  };
}

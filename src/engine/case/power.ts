import type { ActDefinition, Definition } from '../law/definition.js';
import { joinBasis } from './basis-list.js';
import type { CaseState } from './case-state.js';
import type { Actor } from './command.js';
import type { Unmet } from './refusal.js';

/** The post in which a person may perform an act, or why he may not. */
export type Power = { readonly post: string } | { readonly unmet: Unmet };

/**
 * Finds the post by which the actor may perform the act: an organisation post he holds, or a party post that his
 * relation to the case gives him; and none whose separation of duties (`distinctFrom`, read both ways, by natural
 * person over the whole case) forbids it. With several posts the first lawful one in the order of `by` is taken.
 */
export function powerFor(
  definition: Definition,
  actName: string,
  act: ActDefinition,
  actor: Actor,
  state: Pick<CaseState, 'parties' | 'performers'>,
): Power {
  const posts = typeof act.by === 'string' ? [act.by] : act.by;
  const held = posts.filter((post) => holds(definition, post, actor, state.parties));
  if (held.length === 0) return { unmet: missing(definition, actName, act, posts) };
  let separated: Unmet | undefined;
  for (const post of held) {
    const clash = separation(definition, post, actor.person, state.performers);
    if (!clash) return { post };
    separated ??= clash;
  }
  return { unmet: separated as Unmet };
}

/** Whether a person holds a post: in the organisation, or as a party to this case. */
function holds(definition: Definition, post: string, actor: Actor, parties: CaseState['parties']): boolean {
  return definition.posts[post]?.kind === 'party'
    ? (parties[post]?.includes(actor.person) ?? false)
    : actor.posts.includes(post);
}

function missing(
  definition: Definition,
  actName: string,
  act: ActDefinition,
  posts: readonly string[],
): Unmet {
  const zh = posts.map((post) => titleOf(definition, post, 'zh')).join('、');
  const en = posts.map((post) => titleOf(definition, post, 'en')).join(', ');
  return {
    code: 'power-missing',
    say: { zh: `本行为须由${zh}作出`, en: `${actName} must be performed by: ${en}` },
    basis: joinBasis(act.basis),
  };
}

/** A clash of duties: the same natural person acted in a post that must be another person's. */
function separation(
  definition: Definition,
  post: string,
  person: string,
  performers: CaseState['performers'],
): Unmet | undefined {
  for (const [other, persons] of Object.entries(performers)) {
    if (other === post || !persons.includes(person)) continue;
    const forward = definition.posts[post]?.distinctFrom?.includes(other);
    const backward = definition.posts[other]?.distinctFrom?.includes(post);
    if (!forward && !backward) continue;
    return {
      code: 'separation-of-duties',
      say: {
        zh: `本人已以${titleOf(definition, other, 'zh')}身份参与本案，不得再任${titleOf(definition, post, 'zh')}`,
        en: `the same person acted as ${titleOf(definition, other, 'en')} in this case and may not act as ${titleOf(definition, post, 'en')}`,
      },
      basis: joinBasis(definition.posts[forward ? post : other]?.basis),
    };
  }
  return undefined;
}

function titleOf(definition: Definition, post: string, language: 'zh' | 'en'): string {
  const title = definition.posts[post]?.title;
  if (title === undefined) return post;
  if (typeof title === 'string') return language === 'zh' ? title : post;
  return language === 'zh' ? title.zh : (title.en ?? post);
}

import type { Definition, Text } from '../../law/definition.js';
import { basisList, joinBasis } from '../basis-list.js';
import { titleOf, type PowerSource, type PowerWish } from './power-wish.js';
import type { CaseBars } from '../world.js';

/** People who must not act in a post or perform an act, and why. */
export interface Separated {
  readonly persons: readonly string[];
  readonly say: Text;
  readonly basis: readonly string[];
}

/**
 * Everybody whom the separation of duties keeps from acting in the post: performers of posts that must be another
 * person's (`distinctFrom`, read both ways within the case), of the acts named by `separateFrom`, and of posts in the
 * cases that this one is about. Performers are natural persons, deputies and their principals alike.
 */
export function separatedFrom(
  definition: Definition,
  post: string,
  wish: Pick<PowerWish, 'separateFrom' | 'basis'>,
  source: PowerSource,
  bars: CaseBars | undefined,
): readonly Separated[] {
  return [
    ...withinCase(definition, post, source),
    ...byAct(definition, wish, source),
    ...inRelatedCases(definition, post, bars),
  ];
}

function withinCase(definition: Definition, post: string, source: PowerSource): readonly Separated[] {
  return Object.entries(source.performers).flatMap(([other, persons]): readonly Separated[] => {
    if (other === post || persons.length === 0) return [];
    const forward = definition.posts[post]?.distinctFrom?.includes(other);
    const backward = definition.posts[other]?.distinctFrom?.includes(post);
    if (!forward && !backward) return [];
    const basis = basisList(definition.posts[forward ? post : other]?.basis);
    const [zh, en] = [titleOf(definition, other, 'zh'), titleOf(definition, other, 'en')];
    const say = {
      zh: `本人已以${zh}身份参与本案，不得再任${titleOf(definition, post, 'zh')}`,
      en: `the same person acted as ${en} in this case and may not act as ${titleOf(definition, post, 'en')}`,
    };
    return [{ persons, say, basis }];
  });
}

function byAct(
  definition: Definition,
  wish: Pick<PowerWish, 'separateFrom' | 'basis'>,
  source: PowerSource,
): readonly Separated[] {
  return wish.separateFrom.flatMap((act): readonly Separated[] => {
    const persons = source.doneBy[act] ?? [];
    if (persons.length === 0) return [];
    const title = definition.acts[act]?.title ?? act;
    const [zh, en] = typeof title === 'string' ? [title, act] : [title.zh, title.en ?? act];
    const say = {
      zh: `本人已在本案中作出“${zh}”，本行为须由他人作出`,
      en: `the same person performed "${en}" in this case; this act must be another's`,
    };
    return [{ persons, say, basis: joinBasis(wish.basis) }];
  });
}

function inRelatedCases(
  definition: Definition,
  post: string,
  bars: CaseBars | undefined,
): readonly Separated[] {
  return (definition.posts[post]?.distinctFrom ?? []).flatMap((other): readonly Separated[] => {
    if (typeof other === 'string') return [];
    const persons = bars?.related[other.in]?.[other.post] ?? [];
    if (persons.length === 0) return [];
    const relation = definition.relations?.[other.in];
    const title = relation?.title ?? other.in;
    const [zh, en] = typeof title === 'string' ? [title, other.in] : [title.zh, title.en ?? other.in];
    const say = {
      zh: `本人曾在关联案件（${zh}）中任职参与，不得再任${titleOf(definition, post, 'zh')}`,
      en: `the same person acted in the related case (${en}) and may not act as ${titleOf(definition, post, 'en')}`,
    };
    return [
      {
        persons,
        say,
        basis: joinBasis(definition.posts[post]?.basis, relation ? [relation.basis].flat() : []),
      },
    ];
  });
}

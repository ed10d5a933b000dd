import { basisList, joinBasis } from '../case/basis-list.js';
import type { Definition, PostDefinition } from '../law/definition.js';
import { judgeApart } from './act-rules.js';
import { actorsOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import { atItsMoment } from './power-rules.js';
import { complies, deviates, wordsOf, type Instance, type Rule } from './rule.js';

/** 回避与分离: posts that the same natural person may not hold, in this case or in one that it is about. */
export function postRules(definition: Definition): readonly Rule[] {
  return Object.entries(definition.posts).flatMap(([name, post]) =>
    (post.distinctFrom ?? []).map((other) =>
      typeof other === 'string'
        ? withinCase(definition, name, post, other)
        : acrossCases(definition, name, post, other.in, other.post),
    ),
  );
}

function actsIn({ records }: JudgedCase, post: string): readonly JudgedRecord[] {
  return records.filter(({ event }) => event.cause === 'act' && event.post === post);
}

function withinCase(definition: Definition, name: string, post: PostDefinition, other: string): Rule {
  const [one, two] = [wordsOf(post.title), wordsOf(definition.posts[other]?.title ?? other)];
  return {
    id: `posts.${name}.distinctFrom.${other}`,
    kind: 'separation',
    title: { zh: `${one.zh}与${two.zh}不是同一人`, en: `${one.en} and ${two.en} are different people` },
    basis: basisList(post.basis),
    judge: (judged) => judgeApart(actsIn(judged, name), actsIn(judged, other), 'both'),
  };
}

function acrossCases(
  definition: Definition,
  name: string,
  post: PostDefinition,
  relation: string,
  other: string,
): Rule {
  const one = wordsOf(post.title);
  const related = definition.relations?.[relation];
  const two = wordsOf(related?.title ?? relation);
  return {
    id: `posts.${name}.distinctFrom.${relation}.${other}`,
    kind: 'separation',
    title: {
      zh: `${one.zh}未在关联案件（${two.zh}）中任${other}`,
      en: `${one.en} was not ${other} in the related case (${two.en})`,
    },
    basis: joinBasis(post.basis, related?.basis),
    judge: (judged) => {
      const about = judged.records.at(-1)?.after.related[relation] ?? [];
      return about.length === 0 ? [] : actsIn(judged, name).map((at) => apart(judged, at, relation, other));
    },
  };
}

/** By who had acted there when this was recorded: what came later in the related case binds nobody here. */
function apart(judged: JudgedCase, at: JudgedRecord, relation: string, other: string): Instance {
  const { seq } = at.record;
  return atItsMoment(judged, at, ({ world }) => {
    const persons = world.bars?.related[relation]?.[other] ?? [];
    return actorsOf(at).some((person) => persons.includes(person))
      ? deviates(seq, { zh: '同一人曾在关联案件中任该职', en: 'the same person held that post there' })
      : complies(seq);
  });
}

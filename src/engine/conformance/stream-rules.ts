import { basisList } from '../case/basis-list.js';
import type { Definition, Requirement } from '../law/definition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import { consultationRules } from './consultation-rules.js';
import { judgeRequirement } from './judge-condition.js';
import { meetingRules } from './meeting-rules.js';
import { panelRules } from './panel-rules.js';
import { wordsOf, type Rule } from './rule.js';
import { beginnings, judgeBeginnings } from './stream-beginning.js';
import { besideInstance, eachStream } from './stream-instance.js';

/** 关联流程: what went on beside the case, each stream judged from records of its own. */
export function streamRules(definition: Definition): readonly Rule[] {
  return Object.entries(definition.streams ?? {}).flatMap(([name, declared]) => [
    historyRule(name, declared),
    keeperRule(definition, name, declared),
    ...(declared.requires ?? []).map((requirement, index) => requirementRule(name, requirement, index)),
    ...ofKind(definition, name, declared),
  ]);
}

function ofKind(definition: Definition, name: string, declared: StreamDefinition): readonly Rule[] {
  if (declared.kind === 'meeting') return meetingRules(name, declared);
  if (declared.kind === 'panel') return panelRules(name, declared);
  return declared.kind === 'consultation' ? consultationRules(definition, name, declared) : [];
}

function historyRule(name: string, { title, basis }: StreamDefinition): Rule {
  const { zh, en } = wordsOf(title);
  return {
    id: `streams.${name}.history`,
    kind: 'stream',
    title: { zh: `“${zh}”的记录前后相接`, en: `the records of "${en}" follow from each other` },
    basis: basisList(basis),
    judge: (judged) =>
      eachStream(judged, name, (stream) => [
        ...stream.unfoldable.map((at) =>
          besideInstance(stream, at, 'deviates', {
            note: { zh: '该记录与其前的情形不相接', en: 'it does not fit what came before' },
          }),
        ),
        ...stream.records.slice(-1).map((at) => besideInstance(stream, at, 'complies')),
      ]),
  };
}

/** Kept by a post of those that the definition names: by the record of its beginning. */
function keeperRule(definition: Definition, name: string, { title, by, basis }: StreamDefinition): Rule {
  const posts = typeof by === 'string' ? [by] : by;
  const { zh, en } = wordsOf(title);
  const titles = posts.map((post) => wordsOf(definition.posts[post]?.title ?? post));
  return {
    id: `streams.${name}.by`,
    kind: 'stream',
    title: {
      zh: `“${zh}”由${titles.map((one) => one.zh).join('或者')}启动`,
      en: `"${en}" is begun by ${titles.map((one) => one.en).join(' or ')}`,
    },
    basis: basisList(basis),
    judge: (judged) =>
      eachStream(judged, name, (stream) =>
        beginnings(judged, stream)
          .filter(({ event }) => event.type !== 'item.begun')
          .map((at) => {
            const { post = '-' } = at.event;
            const told = { expected: posts.join('|'), actual: post };
            if (posts.includes(post)) return besideInstance(stream, at, 'complies', told);
            const note = { zh: '启动的岗位不是规定的岗位', en: 'not a post that keeps it' };
            return besideInstance(stream, at, 'deviates', { ...told, note });
          }),
      ),
  };
}

/** What must be before something beside the case begins, by the case as it stood at that record. */
function requirementRule(name: string, requirement: Requirement, index: number): Rule {
  return {
    id: `streams.${name}.requires.${index}`,
    kind: 'stream',
    title: wordsOf(requirement.say),
    basis: basisList(requirement.basis),
    judge: (judged) =>
      judgeBeginnings(judged, name, requirement, (then, sight) =>
        judgeRequirement(judged, requirement, then, sight),
      ),
  };
}

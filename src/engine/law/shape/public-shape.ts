import type { GuideDefinition, PublicationDefinition, StageDefinition } from '../public-definition.js';
import { flag, list, map, may, must, ruled, type Field, type FieldsOf, type Shape } from './shape.js';
import { basis, feel, oneOrMore, plainName, reference, words } from './shape-names.js';

const publication: Shape = {
  kind: 'object',
  noun: 'a publication',
  fields: {
    title: must(words, 'what is made public'),
    basis: must(basis, 'the provision'),
    by: must(oneOrMore, 'the acts by which it becomes public'),
    when: may(feel, 'only where this is true'),
    fields: must(
      map(plainName, {
        kind: 'object',
        noun: 'a published field',
        fields: {
          from: must(
            feel,
            'FEEL over facts, days, plain inputs (`input.<name>`), and those of acts before it (`inputs.<act>.<name>`)',
          ),
          title: must(words, 'its label'),
        },
      }),
      'what is said; nothing personal',
    ),
  } satisfies FieldsOf<PublicationDefinition>,
};

const guide: Shape = {
  kind: 'object',
  noun: 'a guide',
  fields: {
    basis: must(basis, 'the provision'),
    conditions: must(list(words), '办理条件'),
    fees: must(words, '收费标准'),
    liability: must(words, '违诺责任'),
    results: must(list(words), '办事结果'),
    handledBy: must(list(reference), 'posts whose holders are named 承办人员'),
  } satisfies FieldsOf<GuideDefinition>,
};

const statePath: Shape = ruled({
  say: 'a state, or a path of states joined by dots',
  pattern: /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/,
  code: 'bad-name',
});

const stage: Shape = {
  kind: 'object',
  noun: 'a stage',
  fields: {
    stage: must(ruled(plainName), 'its name'),
    title: must(words, 'what the public is told'),
    on: may(reference, 'reached on this milestone'),
    in: may(list(statePath), 'holds in these states'),
    suspended: may(list(reference), 'holds while one of these clocks stands still'),
    ended: may(flag, 'reached when the case ends'),
  } satisfies FieldsOf<StageDefinition>,
  exactlyOne: [['on', 'in', 'suspended', 'ended']],
};

/** What the public is told: sections of a procedure. */
export const publicSections: {
  readonly publications: Field;
  readonly guide: Field;
  readonly progress: Field;
} = {
  publications: may(map(plainName, publication), 'what the law wants public'),
  guide: may(guide, '办事指南'),
  progress: may(list(stage), '办件进度: stages in order'),
};

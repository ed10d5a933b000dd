import { inputs } from './input-shape.js';
import {
  choice,
  flag,
  integer,
  list,
  map,
  may,
  must,
  type Field,
  type FieldsOf,
  type Shape,
} from './shape.js';
import { basis, declaredName, feel, oneOrMore, plainName, words } from './shape-names.js';
import type { MaterialDefinition, SigningDefinition, WorkDefinition, WorkRule } from './work-definition.js';

const part: Shape = {
  kind: 'text',
  rule: { say: 'a part of the whole, such as 1/2', pattern: /^[1-9]\d?\/[1-9]\d?$/, code: 'bad-part' },
};

const signing: Shape = {
  kind: 'object',
  noun: 'a round of signatures',
  fields: {
    title: must(words, 'what people call it'),
    basis: must(basis, 'the provision'),
    mode: must(choice('all', 'any', 'sequential', 'votes'), '会签, 或签, 依次, 票签'),
    signers: must(choice('holders', 'named'), 'all who hold the post, or those whom the act before it names'),
    count: may(
      {
        kind: 'object',
        noun: 'the number of signers',
        fields: {
          min: may(integer(1), 'at least'),
          max: may(integer(1), 'at most'),
          odd: may(flag, 'an odd number'),
        },
      },
      'how many signers the law wants',
    ),
    threshold: may(
      {
        kind: 'object',
        noun: 'a threshold',
        fields: {
          part: must(part, 'part of the counted weight that must agree'),
          more: may(flag, 'it must be more than that part'),
        },
      },
      'votes: default more than 1/2',
    ),
    quorum: may(part, 'part of the signers that must have signed; default all'),
    veto: may(flag, 'one who disagrees ends the round'),
    early: may(flag, 'ends as soon as the result is certain; default true'),
    tie: may(choice('passed', 'failed'), 'votes: what equal votes mean; default failed'),
    weights: may(
      map({ say: 'a rank', pattern: /^\S{1,40}$/, code: 'bad-name' }, integer(0, 1000)),
      'by rank',
    ),
    mayAdd: may(flag, 'signers may be added'),
  } satisfies FieldsOf<SigningDefinition>,
};

const rule: Shape = {
  kind: 'object',
  noun: 'a rule of work',
  fields: {
    by: must(oneOrMore, 'the post or posts that may do it'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<WorkRule>,
};

const work: Shape = {
  kind: 'object',
  noun: 'what may be done with the work',
  fields: {
    suspend: may(rule, '挂起: work stands still, clocks go on'),
    void: may(rule, '作废: a case opened by mistake'),
    reassign: may(rule, '改派: takes a task from its holder'),
  } satisfies FieldsOf<WorkDefinition>,
};

const material: Shape = {
  kind: 'object',
  noun: 'a material',
  fields: {
    title: must(words, 'its name'),
    basis: must(basis, 'the provision that asks for it'),
    form: may(list(choice('original', 'copy', 'electronic')), 'forms in which it is taken'),
    when: may(feel, 'when it is needed; default always'),
  } satisfies FieldsOf<MaterialDefinition>,
};

/** What people do with the work in hand: sections that procedures and fragments share. */
export const workSections: {
  readonly signings: Field;
  readonly work: Field;
  readonly form: Field;
  readonly materials: Field;
} = {
  signings: may(map(declaredName, signing), 'rounds of signatures'),
  work: may(work, 'suspension, voiding and reassignment of the work'),
  form: may(inputs, 'fields that are filled in over the course of the case'),
  materials: may(map(plainName, material), 'what an applicant must bring'),
};

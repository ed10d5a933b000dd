import { requirement } from './clock-shape.js';
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
import type { MaterialDefinition, SigningDefinition, WorkDefinition, WorkRule } from '../work-definition.js';

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
          more: may(flag, 'it must be more than that part; default at least that part'),
        },
      },
      'votes: default more than 1/2',
    ),
    quorum: may(part, 'part of the signers that must have signed before the round can end; default none'),
    veto: may(flag, 'one who disagrees fails the round; all, sequential: false hears everybody first'),
    early: may(flag, 'ends as soon as the result is certain; default true; false: everybody must sign'),
    tie: may(choice('passed', 'failed'), 'votes with 1/2: what equal votes mean'),
    weights: may(
      map({ say: 'a rank', pattern: /^\S{1,40}$/, code: 'bad-name' }, integer(0, 1000)),
      'by rank',
    ),
    mayAdd: may(flag, 'signers may be added; default only to fill a vacancy'),
  } satisfies FieldsOf<SigningDefinition>,
};

const rule: Shape = {
  kind: 'object',
  noun: 'a rule of work',
  fields: {
    by: must(oneOrMore, 'the post or posts that may do it'),
    basis: must(basis, 'the provision'),
    requires: may(list(requirement), 'preconditions; a refusal names every one that is not met'),
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

/** 会签: rounds of signatures, in procedures and fragments. */
export const signingSection: Field = may(map(declaredName, signing), 'rounds of signatures');

/** What is a procedure's own and no fragment's: its form, its checklist of materials. */
export const fileSections: { readonly form: Field; readonly materials: Field } = {
  form: may(inputs, 'fields that are filled in over the course of the case'),
  materials: may(map(plainName, material), 'what an applicant must bring'),
};

/** 挂起、作废、改派: a procedure's own; a fragment does not say who commands the work. */
export const workSection: Field = may(work, 'suspension, voiding and reassignment of the work');

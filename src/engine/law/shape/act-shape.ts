import { requirement } from './clock-shape.js';
import type { ActDefinition } from '../definition.js';
import { inputs } from './input-shape.js';
import { choice, either, flag, list, map, may, must, type FieldsOf, type Shape } from './shape.js';
import {
  basis,
  declaredName,
  eventName,
  factChanges,
  feel,
  oneOrMore,
  reference,
  words,
} from './shape-names.js';

const suspends: Shape = {
  kind: 'object',
  noun: 'a suspension',
  fields: { clock: must(reference, 'the clock that pauses'), ground: must(feel, 'the ground, as FEEL') },
};

const resumes: Shape = either('a clock, or a clock with the ground that ends', reference, {
  kind: 'object',
  noun: 'a resumption',
  fields: {
    clock: must(reference, 'the clock that goes on'),
    ground: must(feel, 'the ground that ends, as FEEL'),
  },
});

const records: Shape = either(
  'a milestone, a list of milestones, or a map from milestone to FEEL day',
  reference,
  list(reference),
  map({ ...declaredName, pattern: /^(\$[a-z][A-Za-z0-9]*|[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*)$/ }, feel),
);

/** Something that a person may do, with everything the law asks of it. */
export const act: Shape = {
  kind: 'object',
  noun: 'an act',
  fields: {
    title: must(words, 'what people call this act'),
    event: must(eventName, 'the past-tense event that it records'),
    by: must(oneOrMore, 'the post or posts that may do it'),
    basis: must(basis, 'the provision that gives the power'),
    opens: may(flag, 'this act opens a case'),
    requires: may(list(requirement), 'preconditions; a refusal names every one that is not met'),
    input: may(inputs, 'what must be given with it'),
    occurs: may(choice('today', 'declared'), 'whether it may have happened on an earlier day'),
    records: may(records, 'milestones that get its day'),
    sets: may(factChanges, 'facts that change'),
    serve: may(oneOrMore, 'documents that are issued and served'),
    extends: may(reference, 'the clock that it extends'),
    suspends: may(suspends, 'the clock that it pauses'),
    resumes: may(resumes, 'the clock that goes on, with a ground only the suspension on that ground'),
    interrupts: may(reference, 'the clock that starts anew'),
    separateFrom: may(list(reference), 'acts whose performer may not perform this one'),
    joins: may(reference, 'the party post whose holders join the case by it'),
    relates: may(reference, 'the relation in which the case that it opens must stand to another'),
    publishes: may(flag, 'the law wants this made public'),
    signs: may(reference, 'the round of signatures that it signs in'),
    returns: may(flag, 'leads back; what it opens comes back to whoever did it last'),
    takesBack: may(reference, 'the act that its performer takes back by it'),
    individual: may(flag, 'never as one of many in a batch'),
    circulates: may(oneOrMore, 'posts whose holders are given the case to read when it is done'),
  } satisfies FieldsOf<ActDefinition>,
};

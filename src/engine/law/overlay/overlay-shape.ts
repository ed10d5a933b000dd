import { alternative, conventions, requirement } from '../shape/clock-shape.js';
import { distinctPost, laws, sharedSections } from '../shape/definition-shape.js';
import { publicSections } from '../shape/public-shape.js';
import {
  choice,
  either,
  flag,
  integer,
  list,
  map,
  may,
  must,
  text,
  type Field,
  type FieldsOf,
  type NameRule,
  type Shape,
} from '../shape/shape.js';
import {
  basis,
  civilDate,
  declaredName,
  feel,
  kebabName,
  oneOrMore,
  overlaidPlace,
  plainName,
  reference,
  statePath,
  term,
  words,
} from '../shape/shape-names.js';
import { guarded, listened, stateShape, task } from '../shape/state-shape.js';
import { composition } from '../shape/stream-shape.js';
import type {
  ActChange,
  ClockChange,
  FactChange,
  Insertion,
  OverlayAdditions,
  OverlayChanges,
  OverlaySource,
  PostChange,
  PropertyChange,
  StateChange,
  StreamChange,
} from './overlay-source.js';

const localBasis: Field = must(basis, 'the local provision');
const requires: Field = may(list(requirement), 'what is asked for as well');
const drops: Field = may(
  list(text),
  'requirements that are not asked for here: the expression or the clock of each',
);
const only: Field = may(oneOrMore, 'the posts as they are here');

const extension: Shape = either('never, or { by, times }', choice('never'), {
  kind: 'object',
  noun: 'an extension',
  fields: {
    by: must(term, 'the term that one extension adds'),
    times: must(integer(1, 10), 'how often'),
  },
});

const clock: Shape = {
  kind: 'object',
  noun: 'a change of a clock',
  fields: {
    term: may(term, 'its length here'),
    promised: may(term, 'the promised term here'),
    conventions: may(conventions, 'how it is counted here'),
    alternatives: may(list(alternative), 'other terms by fact'),
    extend: may(extension, 'how it may be extended here'),
    grounds: may(list(text), 'the closed list of grounds for suspension here'),
    basis: localBasis,
  } satisfies FieldsOf<ClockChange>,
};

const act: Shape = {
  kind: 'object',
  noun: 'a change of an act',
  fields: {
    requires,
    drops,
    by: only,
    separateFrom: may(list(reference), 'further acts whose performer may not perform this one'),
    basis: localBasis,
  } satisfies FieldsOf<ActChange>,
};

const stream: Shape = {
  kind: 'object',
  noun: 'a change of a stream',
  fields: {
    ...{ requires, drops, by: only, basis: localBasis },
    composition: may(composition, 'panels: who must sit on them here'),
  } satisfies FieldsOf<StreamChange>,
};

const fact: Shape = {
  kind: 'object',
  noun: 'a change of a fact',
  exactlyOne: [['mandatory', 'values']],
  fields: {
    mandatory: may(flag, 'whether the duty always applies here'),
    values: may(list(text), 'the values that may be set here'),
    basis: localBasis,
    say: must(words, 'the sentence that a refusal shows'),
  } satisfies FieldsOf<FactChange>,
};

const post: Shape = {
  kind: 'object',
  noun: 'a change of a post',
  fields: {
    distinctFrom: must(list(distinctPost, 0), 'the list as it is here'),
    basis: localBasis,
  } satisfies FieldsOf<PostChange>,
};

const state: Shape = {
  kind: 'object',
  noun: 'a change of a state',
  fields: {
    on: may(listened, 'acts and events of this overlay that it listens to'),
    tasks: may(list(task), 'further tasks'),
    clocks: may(list(reference), 'clocks of this overlay that run in it'),
    skip: may(guarded, 'a way past it'),
    basis: localBasis,
  } satisfies FieldsOf<StateChange>,
};

const changedProperty: Shape = {
  kind: 'object',
  noun: 'a change of a property',
  exactlyOne: [['unless', 'drop']],
  fields: {
    unless: may(feel, 'facts that lift it here'),
    drop: may(flag, 'not demanded here'),
    basis: localBasis,
  } satisfies FieldsOf<PropertyChange>,
};

const insertion: Shape = {
  kind: 'object',
  noun: 'an inserted state',
  exactlyOne: [['before', 'after', 'into']],
  fields: {
    before: may(path(), 'every way that led to this state leads here first'),
    after: may(path(), 'ways out of this state lead here first'),
    leaving: may(list(reference), 'with after: the events whose ways out are meant; default all'),
    into: may(path(), 'beside the steps of this parallel state, or among the children of this one'),
    state: must(stateShape, 'the state'),
  } satisfies FieldsOf<Insertion>,
};

/** An overlay file. */
export const overlayShape: Shape = {
  kind: 'object',
  noun: 'an overlay',
  fields: {
    language: must(integer(1, 1), 'version of the definition language: 1'),
    overlay: must(kebabName, 'the jurisdiction, as its folder is called'),
    title: must(words, 'its title'),
    jurisdiction: must(words, 'what people call the jurisdiction'),
    on: must(overlaidPlace, 'what it is laid over'),
    inForceFrom: must(civilDate, 'cases opened from this day run under it'),
    law: must(laws, 'local rules that a basis uses'),
    change: may(
      {
        kind: 'object',
        noun: 'the changes',
        fields: {
          clocks: changes(declaredName, clock, 'terms'),
          acts: changes(declaredName, act, 'acts'),
          streams: changes(declaredName, stream, 'streams'),
          facts: changes(declaredName, fact, 'facts'),
          posts: changes(declaredName, post, 'posts'),
          states: changes(statePath, state, 'states, by path'),
          properties: changes(declaredName, changedProperty, 'properties'),
        } satisfies FieldsOf<OverlayChanges>,
      },
      'what is set differently',
    ),
    add: may(
      {
        kind: 'object',
        noun: 'the additions',
        fields: {
          ...withoutDefaults(sharedSections),
          publications: publicSections.publications,
        } satisfies FieldsOf<OverlayAdditions>,
      },
      'what is declared here',
    ),
    insert: may(map(plainName, insertion), 'further steps'),
  } satisfies FieldsOf<OverlaySource>,
};

function changes(key: NameRule, of: Shape, about: string): Field {
  return may(map(key, of), about);
}

function path(): Shape {
  return { kind: 'text', rule: statePath };
}

/** An overlay has only the sections that it writes. */
function withoutDefaults<T extends Readonly<Record<string, Field>>>(sections: T): { [K in keyof T]: Field } {
  const plain = Object.entries(sections).map(([name, { shape, about }]) => [name, may(shape, about)]);
  return Object.fromEntries(plain) as { [K in keyof T]: Field };
}

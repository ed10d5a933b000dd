import { act } from './act-shape.js';
import { document, outward, service } from './document-shape.js';
import { fileSections, signingSection, workSection } from './work-shape.js';
import { clock, conventions } from './clock-shape.js';
import { propertiesSection } from './property-shape.js';
import type {
  Definition,
  FactDefinition,
  LawReference,
  MilestoneDefinition,
  PostDefinition,
  RelationDefinition,
} from '../definition.js';
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
  type Shape,
} from './shape.js';
import {
  basis,
  civilDate,
  declaredName,
  kebabName,
  lawName,
  overlayPlace,
  plainName,
  reference,
  words,
} from './shape-names.js';
import type { AppliedOverlay } from '../overlay/applied-overlay.js';
import { streamsSection } from './stream-shape.js';
import { publicSections } from './public-shape.js';
import { stateShape, statesShape } from './state-shape.js';

const law: Shape = {
  kind: 'object',
  noun: 'a law',
  fields: {
    title: must(text, 'its full title'),
    number: may(text, 'its number'),
    amended: may(civilDate, 'the day of the text that is meant'),
    url: may(text, 'where its official text stands'),
  } satisfies FieldsOf<LawReference>,
};

const distinctElsewhere: Shape = {
  kind: 'object',
  noun: 'a post in a related case',
  fields: {
    post: must(reference, 'the post, as the other procedure names it'),
    in: must(reference, 'the relation in which the other case stands'),
  },
};

/** A post that the same person may not have held. */
export const distinctPost = either('a post, or a post in a related case', reference, distinctElsewhere);

const relation: Shape = {
  kind: 'object',
  noun: 'a relation',
  fields: {
    title: must(words, 'what the other case is to this one'),
    procedure: may(kebabName, 'the procedure of the other case'),
    basis: must(basis, 'the provision that makes the other case matter'),
  } satisfies FieldsOf<RelationDefinition>,
};

const post: Shape = {
  kind: 'object',
  noun: 'a post',
  fields: {
    title: must(words, 'what people call this post'),
    rank: may(text, 'the rank that the law asks for'),
    kind: may(choice('organ', 'party'), 'held in the organisation, or by relation to the case'),
    distinctFrom: may(
      list(distinctPost),
      'posts that the same person may not have held in the case, or in a case that it is about',
    ),
    basis: may(basis, 'the provision'),
  } satisfies FieldsOf<PostDefinition>,
};

const fact: Shape = {
  kind: 'object',
  noun: 'a fact',
  fields: {
    type: must(choice('boolean', 'integer', 'date', 'enum'), 'facts are never free text and never personal'),
    title: must(words, 'what the fact says'),
    values: may(list(text, 2), 'enum: its values'),
    initial: may(
      either('a boolean, a whole number, a text or null', flag, integer(Number.MIN_SAFE_INTEGER), text, {
        kind: 'null',
      }),
      'value when the case opens',
    ),
    basis: must(basis, 'the provision that makes the fact matter'),
  } satisfies FieldsOf<FactDefinition>,
};

const milestone: Shape = {
  kind: 'object',
  noun: 'a milestone',
  fields: {
    title: must(words, 'what happened that day'),
    basis: must(basis, 'the provision that gives the day its weight'),
  } satisfies FieldsOf<MilestoneDefinition>,
};

/** Abbreviations that a basis uses. */
export const laws = map(lawName, law);

/** Sections that procedures, fragments and overlays share; an absent one is empty. */
export const sharedSections = {
  posts: section(post, 'who acts'),
  facts: section(fact, 'what guards may read'),
  milestones: section(milestone, 'legal days of the case'),
  clocks: section(clock, 'terms of the law'),
  documents: section(document, 'what is issued and served'),
  acts: section(act, 'what people do'),
  signings: signingSection,
  streams: streamsSection,
  service: may(map(declaredName, service), 'modes of service'),
  properties: propertiesSection,
} satisfies Readonly<Record<string, Field>>;

const language: Field = must(integer(1, 1), 'version of the definition language: 1');

/** A procedure file before linking. A linked definition has the same shape, with `linked` in the place of `use`. */
export const procedureShape: Shape = {
  kind: 'object',
  noun: 'a procedure',
  fields: {
    language,
    procedure: must(kebabName, 'its name in the library'),
    title: must(words, 'its title'),
    inForceFrom: must(civilDate, 'cases opened from this day run under it'),
    law: must(laws, 'every abbreviation that a basis uses'),
    conventions: may(conventions, 'answers to what statutes leave open, for all clocks'),
    use: may(map(plainName, use()), 'fragments linked in, by instance name'),
    ...sharedSections,
    ...fileSections,
    ...publicSections,
    outward: may(outward, 'what every document with an addressee says'),
    work: workSection,
    relations: may(map(plainName, relation), 'cases that a case of this procedure may be about'),
    states: must(statesShape, 'the statechart'),
    decides: may(list(reference), 'the acts that decide the case: what a forecast looks for'),
    linked: may(map(plainName, linked()), 'written by the linker: fragments and their digests'),
    overlays: may(list(applied()), 'written by the linker: local rules laid over it, and their digests'),
  } satisfies FieldsOf<Definition & { use: unknown }>,
};

/** A fragment file: part of a procedure, used by several. */
export const fragmentShape: Shape = {
  kind: 'object',
  noun: 'a fragment',
  fields: {
    language,
    fragment: must(kebabName, 'its name'),
    title: must(words, 'its title'),
    parameters: { ...may(map(plainName, parameter()), 'what the procedure must hand in'), absent: {} },
    law: { ...may(laws, 'laws that it cites'), absent: {} },
    ...sharedSections,
    state: may(stateShape, 'its chart, embedded where a state says use'),
  },
};

function section(of: Shape, about: string): Field {
  return { shape: map(declaredName, of), about, optional: true, absent: {} };
}

function use(): Shape {
  return {
    kind: 'object',
    noun: 'a use of a fragment',
    fields: {
      fragment: must(kebabName, 'the fragment'),
      with: { ...may(map(plainName, reference), 'what stands for its parameters'), absent: {} },
    },
  };
}

function linked(): Shape {
  return {
    kind: 'object',
    noun: 'a linked fragment',
    fields: { fragment: must(kebabName, 'the fragment'), digest: must(text, 'digest of its canonical form') },
  };
}

function applied(): Shape {
  return {
    kind: 'object',
    noun: 'an applied overlay',
    fields: {
      overlay: must(overlayPlace, 'the overlay'),
      jurisdiction: must(words, 'the jurisdiction'),
      digest: must(text, 'digest of its canonical form'),
    } satisfies FieldsOf<AppliedOverlay>,
  };
}

function parameter(): Shape {
  return {
    kind: 'object',
    noun: 'a parameter',
    fields: {
      kind: must(choice('post', 'fact', 'milestone', 'clock', 'document', 'act'), 'what stands for it'),
      title: must(words, 'what it is for'),
    },
  };
}

import { requirement } from './clock-shape.js';
import type {
  DocumentDefinition,
  DocumentField,
  OutwardDefinition,
  RemediesRule,
  ServiceDefinition,
} from '../document-definition.js';
import { inputs, inputSchema } from './input-shape.js';
import {
  choice,
  either,
  flag,
  list,
  map,
  may,
  must,
  text,
  type FieldsOf,
  type NameRule,
  type Shape,
} from './shape.js';
import { basis, feel, oneOrMore, reference, term, words } from './shape-names.js';

const fieldName: NameRule = {
  say: 'the name of a field as it stands in the document, without braces',
  pattern: /^[^\s{}][^{}]{0,59}$/,
  code: 'bad-name',
};

const field: Shape = {
  kind: 'object',
  noun: 'a field of a document',
  fields: {
    from: may(
      either('FEEL, or several of which the first that gives something counts', feel, list(feel)),
      'FEEL over what is known of the case',
    ),
    ask: may(inputSchema, 'given by whoever issues the document, where the case does not know it'),
    as: may(choice('text', 'date', 'minute', 'list', 'number', 'table'), 'how it is written; default text'),
    otherwise: may(text, 'what is written when it is empty'),
  } satisfies FieldsOf<DocumentField>,
};

const fields = map(fieldName, field);

const remedies: Shape = either('true, or { reviewFirst, basis }', flag, {
  kind: 'object',
  noun: 'a rule on remedies',
  fields: {
    reviewFirst: must(feel, 'FEEL: reconsideration must come before a suit (行政复议法 23)'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<RemediesRule>,
});

/** What every document with an addressee says. */
export const outward: Shape = {
  kind: 'object',
  noun: 'the common part of outward documents',
  fields: {
    basis: must(basis, 'the provision'),
    fields: must(fields, 'fields that each of them must have'),
    opening: may(list(text), 'lines before the text, {{field}} in the place of fields'),
    footer: may(list(text), 'small print under the date, {{field}} in the place of fields'),
  } satisfies FieldsOf<OutwardDefinition>,
};

/** What goes out: its fields, its number, its seal, its text. */
export const document: Shape = {
  kind: 'object',
  noun: 'a document',
  fields: {
    title: must(words, 'its title'),
    basis: must(basis, 'the provision that asks for it'),
    fields: may(
      either('fields with where each comes from, or their names', list(text), fields),
      'fields that it must have',
    ),
    remedies: may(remedies, 'must carry the paragraph on reconsideration and suit'),
    issuedBy: may(oneOrMore, 'the posts that may issue it'),
    to: may(reference, 'the party post that it is for'),
    register: may(text, '文号: the word of its register'),
    seal: may(choice('organ', 'special', 'none'), 'whose seal it bears'),
    served: may(
      {
        kind: 'object',
        noun: 'what service does',
        fields: {
          records: may(oneOrMore, 'milestones that get the day on which service takes effect'),
          basis: must(basis, 'the provision'),
        },
      },
      'it must be served',
    ),
    template: may(text, 'its text, {{field}} in the place of fields'),
  } satisfies FieldsOf<DocumentDefinition>,
};

/** A mode of service. */
export const service: Shape = {
  kind: 'object',
  noun: 'a mode of service',
  fields: {
    title: must(words, 'what people call it'),
    basis: must(basis, 'the provision'),
    after: may(term, 'from the act of service to its effect; default the same day'),
    input: may(inputs, 'what must be told of it'),
    requires: may(list(requirement), 'preconditions'),
    by: may(oneOrMore, 'the posts that serve so, beside those that issue the document'),
    receipt: may(reference, 'the document that is made from what is told'),
  } satisfies FieldsOf<ServiceDefinition>,
};

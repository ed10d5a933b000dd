import { requirement } from './clock-shape.js';
import type {
  DocumentDefinition,
  DocumentField,
  PublicationDefinition,
  ServiceDefinition,
} from './document-definition.js';
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
    from: may(feel, 'FEEL over what is known of the case'),
    ask: may(inputSchema, 'given by whoever issues the document'),
    as: may(choice('text', 'date', 'minute', 'list', 'number'), 'how it is written; default text'),
    otherwise: may(text, 'what is written when it is empty'),
  } satisfies FieldsOf<DocumentField>,
  exactlyOne: [['from', 'ask']],
};

/** What goes out: its fields, its number, its seal, its text. */
export const document: Shape = {
  kind: 'object',
  noun: 'a document',
  fields: {
    title: must(words, 'its title'),
    basis: must(basis, 'the provision that asks for it'),
    fields: may(
      either('fields with where each comes from, or their names', list(text), map(fieldName, field)),
      'fields that it must have',
    ),
    remedies: may(flag, 'must carry the paragraph on reconsideration and suit'),
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
  } satisfies FieldsOf<ServiceDefinition>,
};

/** A public record. */
export const publication: Shape = {
  kind: 'object',
  noun: 'a publication',
  fields: {
    title: must(words, 'what is made public'),
    basis: must(basis, 'the provision'),
    by: must(oneOrMore, 'the acts by which it becomes public'),
    fields: must(
      map(
        { say: 'a field name', pattern: /^[a-z][A-Za-z0-9]*$/, code: 'bad-name' },
        {
          kind: 'object',
          noun: 'a published field',
          fields: { from: must(feel, 'FEEL'), title: must(words, 'its label') },
        },
      ),
      'what is said; nothing personal',
    ),
    until: may(reference, 'milestone until which it stays public'),
  } satisfies FieldsOf<PublicationDefinition>,
};

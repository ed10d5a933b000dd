import { requirement } from './clock-shape.js';
import { choice, list, map, may, must, type Field, type FieldsOf, type Shape } from './shape.js';
import { basis, declaredName, oneOrMore, reference, words } from './shape-names.js';
import { STREAM_KINDS, type StreamDefinition, type StreamKindName } from './stream-definition.js';

const stream: Shape = {
  kind: 'object',
  noun: 'a stream beside the case',
  fields: {
    kind: must(choice(...(Object.keys(STREAM_KINDS) as StreamKindName[])), 'what goes on in it'),
    title: must(words, 'what people call it'),
    by: must(oneOrMore, 'the post or posts that keep it'),
    floor: may(reference, 'consultations: the floor clock that says how long comments are taken at least'),
    requires: may(list(requirement), 'what must be before it may begin, or be on an agenda'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<StreamDefinition>,
};

/** Drafts, consultations, panels and meetings, in procedures and fragments. */
export const streamsSection: Field = may(map(declaredName, stream), 'what goes on beside the case');

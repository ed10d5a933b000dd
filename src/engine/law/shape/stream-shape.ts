import { requirement } from './clock-shape.js';
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
import { basis, declaredName, oneOrMore, reference, words } from './shape-names.js';
import type { PanelComposition } from '../panel-composition.js';
import { part } from './part-shape.js';
import { STREAM_KINDS, type StreamDefinition, type StreamKindName } from '../stream-definition.js';

/** Who must sit on a panel. */
export const composition: Shape = {
  kind: 'object',
  noun: 'the composition of a panel',
  fields: {
    atLeast: may(integer(1, 99), 'how many experts there are at least'),
    odd: may(flag, 'whether their number must be odd'),
    sectorAtMost: may(part, 'which part of them may be from the department in charge at most'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<PanelComposition>,
};

const stream: Shape = {
  kind: 'object',
  noun: 'a stream beside the case',
  fields: {
    kind: must(choice(...(Object.keys(STREAM_KINDS) as StreamKindName[])), 'what goes on in it'),
    title: must(words, 'what people call it'),
    by: must(oneOrMore, 'the post or posts that keep it'),
    draft: may(reference, 'which draft it is about, where there are several'),
    floor: may(reference, 'consultations: the floor clock that says how long comments are taken at least'),
    composition: may(composition, 'panels: who must sit on them'),
    requires: may(list(requirement), 'what must be before it may begin, or be on an agenda'),
    basis: must(basis, 'the provision'),
  } satisfies FieldsOf<StreamDefinition>,
};

/** Drafts, consultations, panels and meetings, in procedures and fragments. */
export const streamsSection: Field = may(map(declaredName, stream), 'what goes on beside the case');

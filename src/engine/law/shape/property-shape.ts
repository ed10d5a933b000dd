import type {
  ClockCondition,
  Consequence,
  GateProperty,
  LapseProperty,
  PathProperty,
} from '../property-definition.js';
import { choice, either, list, map, may, must, type Field, type FieldsOf, type Shape } from './shape.js';
import { basis, declaredName, factChanges, feel, oneOrMore, reference, words } from './shape-names.js';

const clockCondition: Shape = {
  kind: 'object',
  noun: 'a condition about a clock',
  exactlyOne: [['elapsed', 'within', 'lead']],
  fields: {
    elapsed: may(reference, 'this floor clock is over'),
    within: may(reference, 'this ceiling clock is not past its last day'),
    lead: may(reference, 'the last day of this lead clock is not past'),
    on: may(feel, 'with lead: the appointed day'),
  } satisfies FieldsOf<ClockCondition>,
};

const condition: Shape = either('an expression, or { elapsed: clock } and the like', feel, clockCondition);

const consequence: Shape = {
  kind: 'object',
  noun: 'what follows a lapse',
  exactlyOne: [['deem', 'to']],
  fields: {
    deem: may(reference, 'what silence is deemed to be'),
    to: may(choice('breach', 'end'), 'a breach is recorded, or a right or a waiting ends'),
    effective: may(choice('from', 'dueDay', 'dayAfter'), 'legal day of the consequence'),
    records: may(oneOrMore, 'milestones that get that day'),
    sets: may(factChanges, 'facts that change'),
    serve: may(reference, 'the document that is served'),
  } satisfies FieldsOf<Consequence>,
};

/** What a property asks of every path. Which keys go together is for `lint/properties.ts`. */
export const property: Shape = {
  kind: 'object',
  noun: 'a property',
  exactlyOne: [['never', 'of', 'begins', 'serves', 'work', 'enters', 'lapse']],
  fields: {
    title: must(words, 'the property in words'),
    basis: must(basis, 'the provision that demands it'),
    never: may(oneOrMore, 'states that no path reaches ...'),
    without: may(oneOrMore, '... without one of these acts or events before'),
    of: may(oneOrMore, 'acts that are done ...'),
    begins: may(oneOrMore, 'streams that begin ...'),
    serves: may(oneOrMore, 'modes of service that are used ...'),
    work: may(oneOrMore, 'what is done with the work of the case ...'),
    enters: may(oneOrMore, 'states that are entered ...'),
    only: may(
      either('a condition, or a list of them', feel, clockCondition, list(condition)),
      '... only where each of these conditions holds',
    ),
    from: may(oneOrMore, 'with enters: ... coming from these states'),
    lapse: may(oneOrMore, 'clocks whose lapse ...'),
    leads: may(consequence, '... has this consequence'),
    unless: may(feel, 'what lifts the property lawfully'),
  } satisfies FieldsOf<PathProperty & GateProperty & LapseProperty>,
};

/** The properties of a procedure, a fragment or an overlay. */
export const propertiesSection: Field = may(map(declaredName, property), 'what must hold on every path');

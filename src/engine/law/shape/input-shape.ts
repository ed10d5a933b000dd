import { choice, either, flag, integer, list, map, may, text, type Shape } from './shape.js';
import { words } from './shape-names.js';

const inputName = {
  say: 'an input name: lower camel case letters and digits',
  pattern: /^[a-z][A-Za-z0-9]*$/,
  code: 'bad-name',
};

const schema: Shape = { kind: 'named', name: 'inputSchema', shape: () => inputSchema };

const JSON_TYPES = ['string', 'integer', 'boolean', 'array', 'object', 'null'] as const;

/**
 * One declared input of an act: a JSON Schema of the keywords below, so that the same text validates the input,
 * draws the form and appears in the API description. Numbers are integers (money in fen); `number` is refused.
 */
export const inputSchema: Shape = {
  kind: 'object',
  noun: 'an input',
  fields: {
    title: may(words, 'label of the field'),
    description: may(text, 'help for whoever fills it in'),
    optional: may(flag, 'may be left out (default: required)'),
    personal: may(
      either('true, or `sensitive` (敏感个人信息, 个人信息保护法 28)', flag, choice('sensitive')),
      'personal data: kept apart from the record, erasable, masked for whoever is not party to the case',
    ),
    type: may(
      either('a JSON type or a list of them', choice(...JSON_TYPES), list(choice(...JSON_TYPES))),
      'JSON type',
    ),
    format: may(choice('date', 'date-time', 'email', 'uri', 'uuid'), 'what the text must be'),
    enum: may(
      list(either('a text, whole number or boolean', text, integer(Number.MIN_SAFE_INTEGER), flag)),
      'allowed values',
    ),
    const: may(
      either('a text, whole number or boolean', text, integer(Number.MIN_SAFE_INTEGER), flag),
      'the one allowed value',
    ),
    minLength: may(integer(0), 'characters at least'),
    maxLength: may(integer(1), 'characters at most'),
    pattern: may(text, 'regular expression that the text matches'),
    minimum: may(integer(Number.MIN_SAFE_INTEGER), 'smallest value'),
    maximum: may(integer(Number.MIN_SAFE_INTEGER), 'largest value'),
    minItems: may(integer(0), 'entries at least'),
    maxItems: may(integer(1), 'entries at most'),
    uniqueItems: may(flag, 'no entry twice'),
    items: may(schema, 'shape of each entry'),
    properties: may(map(inputName, schema), 'fields of the object'),
    required: may(list(text, 0), 'fields that must be there'),
    additionalProperties: may(flag, 'whether other fields may be there'),
  },
};

/** The declared inputs of an act, by name. */
export const inputs: Shape = map(inputName, schema);

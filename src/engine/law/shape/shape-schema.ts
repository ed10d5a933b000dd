import type { Shape } from './shape.js';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 2020-12) of a shape, for completion and checking in editors. It accepts what the checker
 * accepts, except what only the linter can know.
 */
export function jsonSchemaOf(shape: Shape, id: string, title: string): Schema {
  const named = new Map<string, Schema>();
  const root = schemaOf(shape, named);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    ...root,
    ...(named.size > 0 ? { $defs: Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))) } : {}),
  };
}

function schemaOf(shape: Shape, named: Map<string, Schema>): Schema {
  switch (shape.kind) {
    case 'text':
      return shape.rule
        ? {
            type: 'string',
            pattern: shape.rule.pattern.source,
            patternErrorMessage: `must be ${shape.rule.say}`,
          }
        : { type: 'string', minLength: 1 };
    case 'boolean':
    case 'null':
      return { type: shape.kind };
    case 'integer':
      return { type: 'integer', minimum: shape.min, maximum: shape.max };
    case 'choice':
      return { enum: shape.values };
    case 'list':
      return { type: 'array', minItems: shape.min, items: schemaOf(shape.of, named) };
    case 'map':
      return {
        type: 'object',
        propertyNames: { pattern: shape.key.pattern.source },
        additionalProperties: schemaOf(shape.of, named),
      };
    case 'either':
      return { anyOf: shape.of.map((one) => schemaOf(one, named)) };
    case 'named':
      return reference(shape, named);
    case 'object':
      return objectSchema(shape, named);
  }
}

function reference(shape: Shape & { kind: 'named' }, named: Map<string, Schema>): Schema {
  if (!named.has(shape.name)) {
    named.set(shape.name, {});
    named.set(shape.name, schemaOf(shape.shape(), named));
  }
  return { $ref: `#/$defs/${shape.name}` };
}

function objectSchema(shape: Shape & { kind: 'object' }, named: Map<string, Schema>): Schema {
  const fields = Object.entries(shape.fields);
  const properties = fields.map(([name, field]) => [
    name,
    { description: field.about, ...schemaOf(field.shape, named) },
  ]);
  const required = fields
    .filter(([, field]) => !field.optional && field.absent === undefined)
    .map(([name]) => name);
  const groups = (shape.exactlyOne ?? []).map((keys) => ({
    oneOf: keys.map((key) => ({ required: [key] })),
  }));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    ...(groups.length > 0 ? { allOf: groups } : {}),
    ...(shape.rest ? { propertyNames: { pattern: shape.rest.key.pattern.source } } : {}),
    additionalProperties: shape.rest ? schemaOf(shape.rest.of, named) : false,
  };
}

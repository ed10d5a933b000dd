import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly allOf?: readonly Schema[];
}

interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const DOCUMENT = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document;

/** A POST that is about a case, with what its address leaves open and a body that its schema allows. */
export interface OpenRoute {
  readonly path: string;
  readonly body: object;
}

/** Every POST of the interface document that takes a case or something of it: whatever is added there is walked as well. */
export function caseRoutes(day: string): readonly OpenRoute[] {
  return Object.entries(DOCUMENT.paths).flatMap(([path, methods]) => {
    const post = methods['post'];
    if (!post || !path.startsWith('/v1/cases/{id}/')) return [];
    const schema = post.requestBody?.content?.['application/json']?.schema;
    const body = schema ? sample(schema, day) : {};
    return [{ path, body: typeof body === 'object' && body !== null ? body : {} }];
  });
}

/** One value that the schema allows: what is required, and nothing else. */
function sample(schema: Schema, day: string, depth = 0): unknown {
  if (schema.$ref !== undefined) {
    const named = DOCUMENT.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {};
    return depth > 4 ? {} : sample(named, day, depth + 1);
  }
  if (schema.allOf?.[0]) return sample(schema.allOf[0], day, depth);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'array') return schema.items ? [sample(schema.items, day, depth + 1)] : [];
  if (schema.type === 'string') return schema.format === 'date' ? day : '测试';
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {}, day, depth + 1)]));
}

import type { Definition, InputDefinition } from '../../engine/law/definition.js';
import { fieldsFor, sourcesOf } from '../../engine/law/document-names.js';

type Inputs = Readonly<Record<string, InputDefinition>>;

/**
 * Names of document fields that say something declared sensitive: asked for as such, or taken from such an input of an
 * act, of the form or of a mode of service.
 */
export function sensitiveFields(definition: Definition): ReadonlySet<string> {
  const { acts, documents, form = {}, service = {} } = definition;
  const told = [form, ...[...Object.values(acts), ...Object.values(service)].map(({ input }) => input ?? {})];
  const words = told.flatMap((inputs: Inputs) =>
    Object.entries(inputs).flatMap(([name, { personal }]) => (personal === 'sensitive' ? [name] : [])),
  );
  const names = Object.values(documents).flatMap((document) =>
    Object.entries(fieldsFor(definition, document)).flatMap(([name, field]) => {
      const read = new Set(sourcesOf(field).flatMap((source) => source.match(/[\p{L}\p{N}_]+/gu) ?? []));
      const isSensitive = field.ask?.personal === 'sensitive' || words.some((word) => read.has(word));
      return isSensitive ? [name] : [];
    }),
  );
  return new Set(names);
}

/**
 * Whether what was issued, or what was answered for it, says something sensitive.
 *
 * @param value canonical text of the part `document` or `answers`
 */
export function saysSensitive(definition: Definition, name: 'document' | 'answers', value: string): boolean {
  const content = JSON.parse(value) as Readonly<Record<string, unknown>>;
  const fields = (name === 'document' ? content['fields'] : content) as Readonly<Record<string, unknown>>;
  return Object.entries(fields).some(
    ([field, said]) => said !== '' && said !== null && sensitiveFields(definition).has(field),
  );
}

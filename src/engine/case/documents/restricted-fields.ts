import type { Definition, DocumentDefinition } from '../../law/definition.js';
import { fieldsFor, sourcesOf } from '../../law/document-names.js';

/**
 * What must not be processed 限制处理, as expressions read it: all of these words in one expression, such as `inputs`, the
 * act and the input; `names` and the post.
 */
export type RestrictedSource = readonly string[];

/** The name by which an expression says whom a document is for. */
const ADDRESSEE = 'addressee';

/** The element of every outward document that says it (GB/T 9704 7.3.2). */
const MAIN_RECIPIENT = '主送机关';

/** The fields of a document that would say something restricted, by their names; 主送机关 for whom it goes out to. */
export function restrictedFields(
  definition: Definition,
  document: DocumentDefinition,
  restricted: readonly RestrictedSource[],
): readonly string[] {
  if (restricted.length === 0) return [];
  const isAddresseeRestricted = restricted.some(
    ([root, post]) => root === 'names' && post !== undefined && post === document.to,
  );
  const all = isAddresseeRestricted ? [...restricted, [ADDRESSEE]] : restricted;
  const fields = Object.entries(fieldsFor(definition, document)).flatMap(([name, field]) => {
    const reads = sourcesOf(field).some((source) => {
      const read = new Set(source.match(/[\p{L}\p{N}_]+/gu) ?? []);
      return all.some((words) => words.every((word) => read.has(word)));
    });
    return reads ? [name] : [];
  });
  return isAddresseeRestricted ? [MAIN_RECIPIENT, ...fields] : fields;
}

import { attachTemplates, templateFolder, type WithDocuments } from './link/attach-templates.js';
import { fragmentShape, procedureShape } from './shape/definition-shape.js';
import type { Problem } from './problem.js';
import { readYaml, type SourceFile } from './read-yaml.js';
import type { Shape } from './shape/shape.js';
import { checkShape } from './shape/shape-check.js';
import type { FragmentSource, ProcedureSource } from './source-definition.js';
import { problemAt, type SourceMap } from './source-map.js';

/** A file that has its shape, or everything that is wrong with its text and shape. */
export type Parsed<T> =
  | { readonly ok: true; readonly content: T; readonly source: SourceMap }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a procedure file: text, structure and types; names and meaning are checked after linking (`lint.ts`). The texts of
 * its documents are taken from `files`.
 */
export function parseProcedure(file: SourceFile, files: readonly SourceFile[] = []): Parsed<ProcedureSource> {
  return withTemplates(
    parseShaped<ProcedureSource>(file, procedureShape),
    templateFolder(file.path, 'procedure'),
    files,
  );
}

/** Reads a fragment file, with the texts of its documents. */
export function parseFragment(file: SourceFile, files: readonly SourceFile[] = []): Parsed<FragmentSource> {
  return withTemplates(
    parseShaped<FragmentSource>(file, fragmentShape),
    templateFolder(file.path, 'fragment'),
    files,
  );
}

function withTemplates<T extends WithDocuments>(
  parsed: Parsed<T>,
  folder: string,
  files: readonly SourceFile[],
): Parsed<T> {
  if (!parsed.ok) return parsed;
  const { content, problems } = attachTemplates(parsed, folder, files);
  return problems.length > 0 ? { ok: false, problems } : { ...parsed, content };
}

/** Whether a file is a fragment: the one key that tells them apart. */
export function isFragmentFile(file: SourceFile): boolean {
  return /^fragment:/m.test(file.text);
}

/** A file of a given shape: text, structure and types. */
export function parseShaped<T>(file: SourceFile, shape: Shape): Parsed<T> {
  const { value, source, problems } = readYaml(file);
  if (problems.length > 0) return { ok: false, problems };
  const checked = checkShape(shape, value);
  if (checked.problems.length > 0) {
    return { ok: false, problems: checked.problems.map((problem) => problemAt(source, problem)) };
  }
  // The shape is the type: every key, type and list of words has just been checked.
  return { ok: true, content: checked.value as T, source };
}

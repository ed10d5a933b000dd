import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Hash } from '../engine/audit/record.js';
import { loadProcedure, type Loaded } from '../engine/statechart/load-procedure.js';
import { UsageError } from './usage.js';

/** The YAML files of a folder, sorted by name. */
export function yamlFiles(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`没有文件夹 / no such folder: ${folder}`);
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** A file's text. @throws UsageError when there is no such file. */
export function readText(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`没有文件 / no such file: ${path}`);
  return readFileSync(path, 'utf8');
}

/**
 * Loads a procedure with every fragment of the library folder and the texts of their documents: compiled, or with all its
 * problems.
 */
export function loadProcedureFile(
  path: string,
  fragments: string,
  hash: Hash,
  options: { readonly prove: boolean } = { prove: true },
): Loaded {
  const library = yamlFiles(fragments);
  const texts = [
    join(dirname(path), 'documents'),
    ...library.map((file) => join(fragments, basename(file, extname(file)))),
  ].flatMap(documentTexts);
  const files = [path, ...library, ...texts].map((file) => ({ path: file, text: readText(file) }));
  return loadProcedure(files, path, hash, options);
}

/** The texts of documents in a folder beside a procedure or fragment; none when there is no such folder. */
function documentTexts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => join(folder, name));
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Hash } from '../engine/audit/record.js';
import { loadProcedure, type Loaded } from '../engine/statechart/load-procedure.js';
import type { SourceFile } from '../engine/law/read-yaml.js';
import { type OverlayChain, overlayChain } from './overlay-files.js';
import { readText } from './read-text.js';
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

/**
 * Loads a procedure, or an overlay with everything it lies on, with every fragment of the library folder and the texts of
 * their documents: compiled, or with all its problems.
 */
export function loadProcedureFile(
  path: string,
  fragments: string,
  hash: Hash,
  options: { readonly prove: boolean } = { prove: true },
): Loaded {
  const chain = overlayChain(path);
  const { procedure, overlays } = chain;
  return loadProcedure(libraryFiles(chain, fragments), procedure, hash, { ...options, overlays });
}

/** A procedure, its overlays, every fragment, and the texts of the documents of all of them. */
export function libraryFiles(
  { procedure, overlays }: OverlayChain,
  fragments: string,
): readonly SourceFile[] {
  const library = yamlFiles(fragments);
  const texts = [
    join(dirname(procedure), 'documents'),
    ...library.map((file) => join(fragments, basename(file, extname(file)))),
    ...overlays.map((file) => join(dirname(file), basename(file, extname(file)))),
  ].flatMap(documentTexts);
  return [procedure, ...library, ...overlays, ...texts].map((path) => ({ path, text: readText(path) }));
}

/** The texts of documents in a folder beside a procedure or fragment; none when there is no such folder. */
function documentTexts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => join(folder, name));
}

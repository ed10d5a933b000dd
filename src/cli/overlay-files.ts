import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isOverlayFile, parseOverlay } from '../engine/law/overlay/parse-overlay.js';
import { problemLine } from '../engine/law/problem.js';
import { readText } from './read-text.js';
import { UsageError } from './usage.js';

/** The files of a procedure and of the overlays on it, from the highest level to the lowest. */
export interface OverlayChain {
  readonly procedure: string;
  readonly overlays: readonly string[];
}

/** More levels than nation, province, city, county, town and department are a circle. */
const MOST_LEVELS = 8;

/**
 * What a file is laid over, level by level. A procedure stands alone. An overlay lies in `<library>/overlays/<jurisdiction>/`, and
 * its `on` names a place in the same library.
 *
 * @throws UsageError when a level is not there
 */
export function overlayChain(path: string): OverlayChain {
  const overlays: string[] = [];
  let file = path;
  for (let text = readText(file); isOverlayFile({ path: file, text }); text = readText(file)) {
    if (overlays.length >= MOST_LEVELS)
      throw new UsageError(`${path}: 层级过多或者循环 / overlays in a circle`);
    const parsed = parseOverlay({ path: file, text });
    if (!parsed.ok && parsed.problems[0]) throw new UsageError(problemLine(parsed.problems[0]));
    overlays.unshift(file);
    const { on = '' } = parsed.ok ? parsed.content : {};
    file = placeIn(dirname(dirname(dirname(file))), on);
  }
  return { procedure: file, overlays };
}

/** The file of `national/<procedure>` or `overlays/<jurisdiction>/<procedure>` in a library. */
export function placeIn(library: string, on: string): string {
  return on.startsWith('national/') ? join(library, on, 'procedure.yaml') : join(library, `${on}.yaml`);
}

/** A procedure by its file, its folder, or its place in the library `workflows`. */
export function procedureFile(wanted: string): string {
  return firstFile(wanted, (path) => [path, join(path, 'procedure.yaml')]);
}

/** An overlay by its file, or by the folder of its jurisdiction, where the one for this procedure is meant. */
export function overlayFile(wanted: string, procedure: string): string {
  const name = `${basename(dirname(resolve(procedure)))}.yaml`;
  return firstFile(wanted, (path) => [path, `${path}.yaml`, join(path, name)]);
}

function firstFile(wanted: string, candidates: (path: string) => readonly string[]): string {
  const found = [wanted, join('workflows', wanted)]
    .flatMap(candidates)
    .find((path) => existsSync(path) && statSync(path).isFile() && /^\.ya?ml$/.test(extname(path)));
  if (found === undefined) throw new UsageError(`没有文件 / no such file: ${wanted}`);
  return found;
}

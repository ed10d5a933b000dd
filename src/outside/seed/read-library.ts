import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Hash } from '../../engine/audit/record.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import { parseCalendarFile } from '../../engine/clock/parse-calendar-document.js';
import type { Publication } from '../../usecases/law/publish-procedure.js';
import type { SourceFile } from '../../engine/law/read-yaml.js';
import { loadProcedure, type Loaded } from '../../engine/statechart/load-procedure.js';
import type { Certificate } from '../../engine/statechart/prove.js';
import { SeedError } from './seed-error.js';

/** Every notice of a folder, in the order of years. @throws SeedError */
export function readCalendars(folder: string): readonly CalendarDocument[] {
  return yamlFiles(folder).flatMap((file) => {
    const parsed = parseCalendarFile(parse(readFileSync(file, 'utf8')));
    if (parsed.ok) return parsed.value;
    throw new SeedError(parsed.problems.map(({ at, problem }) => `${file}${at}: ${problem}`).join('\n'));
  });
}

/** What was proved in this process, by digest of the definition: to begin again after an interruption proves nothing twice. */
const proved = new Map<string, Certificate>();

/**
 * Every `<folder>/<name>/procedure.yaml` of these names, linked with the fragments and fit for publication.
 *
 * @throws SeedError
 */
export function readProcedures(
  folder: string,
  fragments: string,
  hash: Hash,
  wanted: ReadonlySet<string>,
): readonly Publication[] {
  const library = yamlFiles(fragments).flatMap((file) => [
    sourceFile(file),
    ...documentTexts(join(fragments, basename(file, '.yaml'))),
  ]);
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && wanted.has(entry.name),
  );
  return names
    .map(({ name }) => join(folder, name))
    .toSorted()
    .map((place) => {
      const main = join(place, 'procedure.yaml');
      const files = [sourceFile(main), ...documentTexts(join(place, 'documents')), ...library];
      const loaded = loadProved(files, main, hash);
      if (loaded.ok && loaded.certificate)
        return { compiled: loaded.compiled, certificate: loaded.certificate };
      const sentences = (loaded.ok ? loaded.warnings : loaded.problems).map(
        (one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message}`,
      );
      throw new SeedError(sentences.join('\n'));
    });
}

function loadProved(files: readonly SourceFile[], main: string, hash: Hash): Loaded {
  if (proved.size > 0) {
    const unproved = loadProcedure(files, main, hash, { prove: false });
    const certificate = unproved.ok ? proved.get(unproved.compiled.digest.sha256) : undefined;
    if (unproved.ok && certificate) return { ...unproved, certificate };
  }
  const loaded = loadProcedure(files, main, hash);
  if (loaded.ok && loaded.certificate) proved.set(loaded.compiled.digest.sha256, loaded.certificate);
  return loaded;
}

/** The texts of documents in a folder; none when there is no such folder. */
function documentTexts(folder: string) {
  return existsSync(folder) ? filesIn(folder, '.md').map(sourceFile) : [];
}

function sourceFile(path: string): SourceFile {
  return { path, text: readFileSync(path, 'utf8') };
}

function yamlFiles(folder: string): readonly string[] {
  return filesIn(folder, '.yaml');
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => join(folder, name));
}

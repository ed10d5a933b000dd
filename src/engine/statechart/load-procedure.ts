import { canonicalJson } from '../audit/canonical-form.js';
import { documentDigest } from '../audit/digest.js';
import type { Hash } from '../audit/record.js';
import { Defect } from '../defect.js';
import type { Definition } from '../law/definition.js';
import { procedureShape } from '../law/shape/definition-shape.js';
import type { LibraryFragment } from '../law/link/library-fragment.js';
import { type Linked, linkProcedure } from '../law/link/link.js';
import { lintDefinition } from '../law/lint.js';
import { isFragmentFile, parseFragment, parseProcedure } from '../law/parse-definition.js';
import { applyOverlay } from '../law/overlay/apply-overlay.js';
import type { Layer } from '../law/overlay/said.js';
import { parseOverlay } from '../law/overlay/parse-overlay.js';
import { inReadingOrder, type Problem } from '../law/problem.js';
import type { SourceFile } from '../law/read-yaml.js';
import { checkShape } from '../law/shape/shape-check.js';
import { problemAt } from '../law/source-map.js';
import { compileProcedure } from './compile.js';
import type { CompiledProcedure } from './compiled-procedure.js';
import { type Certificate, prove } from './prove.js';

/** A procedure fit for publication, or every reason why it is not. */
export type Loaded =
  | {
      readonly ok: true;
      readonly compiled: CompiledProcedure;
      /** Canonical form: what is stored, and what the digest is of. */
      readonly canonicalText: string;
      /** Absent when proving was left out. */
      readonly certificate?: Certificate;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * From YAML files to a procedure ready to step: parse, link, lay overlays over it, lint, canonical form, digest, compile,
 * prove.
 *
 * @param files the procedure, every fragment of the library, the overlays, and the texts of their documents
 *   (`attach-templates.ts`)
 * @param main path of the procedure's file
 * @param options `prove: false` leaves out the exhaustive exploration (seconds for a large chart): for running worked
 *   cases, never for publication. `overlays`: paths of the overlays to lay over it, from the highest level to the lowest
 * @throws Defect when `main` or an overlay is not among the files
 */
export function loadProcedure(
  files: readonly SourceFile[],
  main: string,
  hash: Hash,
  options: LoadOptions = { prove: true },
): Loaded {
  const linking = linkFiles(files, main, hash, options.overlays);
  return linking.ok ? finish(linking.linked, hash, options.prove) : linking;
}

/** How a procedure is loaded. */
export interface LoadOptions {
  readonly prove: boolean;
  readonly overlays?: readonly string[];
}

/** A linked definition that has not been checked yet, or what is wrong with the text and shape of its files. */
export type Linking =
  | { readonly ok: true; readonly linked: Linked; readonly layers: readonly Layer[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The first half of `loadProcedure`: the definition in the order in which it was written, with its places and layers. */
export function linkFiles(
  files: readonly SourceFile[],
  main: string,
  hash: Hash,
  overlays: readonly string[] = [],
): Linking {
  const file = fileAt(files, main);
  const procedure = parseProcedure(file, files);
  const fragments = new Map<string, LibraryFragment>();
  const problems: Problem[] = procedure.ok ? [] : [...procedure.problems];
  const wanted = procedure.ok
    ? new Set(Object.values(procedure.content.use ?? {}).map(({ fragment }) => fragment))
    : undefined;
  for (const other of files) {
    if (other === file || !isFragmentFile(other)) continue;
    const parsed = parseFragment(other, files);
    if (parsed.ok) {
      const digest = documentDigest(canonicalJson(parsed.content), hash).sha256;
      fragments.set(parsed.content.fragment, { ...parsed, digest });
    } else if (!wanted || [...wanted].some((name) => other.text.includes(`fragment: ${name}`))) {
      problems.push(...parsed.problems);
    }
  }
  const laid = overlays.map((path) => parseOverlay(fileAt(files, path), files));
  for (const overlay of laid) if (!overlay.ok) problems.push(...overlay.problems);
  if (!procedure.ok || problems.length > 0) return { ok: false, problems: inReadingOrder(problems) };
  let linked = linkProcedure(procedure, fragments);
  const layers: Layer[] = [];
  for (const overlay of laid) {
    if (!overlay.ok) continue;
    const digest = documentDigest(canonicalJson(overlay.content), hash).sha256;
    const above = linked.definition;
    linked = applyOverlay(linked, { ...overlay, digest });
    layers.push({ above, overlay: overlay.content, here: linked.definition });
  }
  return { ok: true, linked, layers };
}

function fileAt(files: readonly SourceFile[], path: string): SourceFile {
  const file = files.find((one) => one.path === path);
  if (!file) throw new Defect(`the file "${path}" was not given`);
  return file;
}

function finish(linked: Linked, hash: Hash, proving: boolean): Loaded {
  const found = inReadingOrder([
    ...linked.problems,
    ...lintDefinition(linked.definition, linked.source).map((problem) => linked.inWordsOfFile(problem)),
  ]);
  if (found.some(({ severity }) => severity === 'error')) return { ok: false, problems: found };
  const canonicalText = canonicalJson(linked.definition);
  const compiled = loadCanonical(canonicalText, hash);
  if (!proving) return { ok: true, compiled, canonicalText, warnings: found };
  const { certificate, findings } = prove(compiled.definition);
  const proved = findings.map((finding) => problemAt(linked.source, finding));
  const all = inReadingOrder([...found, ...proved]);
  if (all.some(({ severity }) => severity === 'error')) return { ok: false, problems: all };
  return { ok: true, compiled, canonicalText, certificate, warnings: all };
}

/**
 * A published definition from its stored canonical text. It was linted when it was published; here only its shape is
 * checked, because a text that is not a definition must not reach the statechart.
 *
 * @throws Defect when the text is not the canonical form of a definition
 */
export function loadCanonical(canonicalText: string, hash: Hash): CompiledProcedure {
  const value: unknown = JSON.parse(canonicalText);
  const { problems } = checkShape(procedureShape, value);
  const problem = problems[0];
  if (problem) throw new Defect(`the stored definition is damaged at ${problem.path}: ${problem.message}`);
  if (canonicalJson(value) !== canonicalText)
    throw new Defect('the stored definition is not in canonical form');
  return compileProcedure(value as Definition, documentDigest(canonicalText, hash));
}

import type { Definition } from '../definition.js';
import type { Linked } from '../link/link.js';
import type { SourceMap } from '../source-map.js';
import { applyChanges, type Writable } from './apply-changes.js';
import { ChangeSet } from './change-set.js';
import { compareFloor } from './compare-floor.js';
import { insertStates } from './insert-states.js';
import { ADDED_SECTIONS, type OverlaySource } from './overlay-source.js';
import { placeOf } from './parse-overlay.js';
import { weakeningProblem } from './weakening.js';

/** A parsed overlay with the digest of its canonical form. */
export interface OverlayFile {
  readonly content: OverlaySource;
  readonly source: SourceMap;
  readonly digest: string;
}

/**
 * Lays an overlay over a linked definition, which may have overlays of higher levels on it: gives the definition of its own
 * version, with every place mapped to the file where it was written. What is not there to be changed is a problem; so is
 * everything in which the overlay is weaker than what lies under it, with both provisions.
 */
export function applyOverlay(base: Linked, overlay: OverlayFile): Linked {
  const { content } = overlay;
  const set = new ChangeSet(base.definition, overlay.source);
  checkPlace(base.definition, content, set);
  addLaws(content, set);
  addSections(content, set);
  insertStates(content.insert ?? {}, set);
  applyChanges(content.change ?? {}, set);
  nameVersion(base.definition, overlay, set);
  const source = set.sourceOver(base.source);
  const problems = [...base.problems, ...set.problems];
  if (set.problems.length === 0) {
    const { law } = set.definition;
    for (const weakening of compareFloor(base.definition, set.definition, content)) {
      problems.push(weakeningProblem(weakening, law, source));
    }
  }
  return {
    definition: set.definition,
    source,
    problems,
    inWordsOfFile: (problem) => base.inWordsOfFile(problem),
  };
}

function checkPlace(base: Definition, { on, inForceFrom }: OverlaySource, set: ChangeSet): void {
  const under = base.overlays?.at(-1)?.overlay ?? `national/${base.procedure}`;
  if (on !== under) {
    const message = `this overlay is written for "${on}" and was laid over "${under}"`;
    set.report({ code: 'wrong-level', path: '/on', message, suggestion: under });
  }
  if (inForceFrom < base.inForceFrom) {
    const message = `what it is laid over is in force from ${base.inForceFrom} only; an overlay cannot be older`;
    set.report({ code: 'older-than-base', path: '/inForceFrom', message, suggestion: base.inForceFrom });
  }
}

function addLaws({ law }: OverlaySource, set: ChangeSet): void {
  const laws = set.definition.law as Record<string, unknown>;
  for (const [name, cited] of Object.entries(law)) {
    const path = `/law/${name}`;
    const known = Object.hasOwn(laws, name) ? (laws[name] as { readonly title: string }) : undefined;
    if (known && known.title !== cited.title) {
      const message = `the level above means another text by "${name}" (${known.title}); use another abbreviation`;
      set.report({ code: 'law-conflict', path, message, atKey: true });
    }
    laws[name] ??= cited;
    set.wrote(path, path);
  }
}

function addSections({ add }: OverlaySource, set: ChangeSet): void {
  for (const section of ADDED_SECTIONS) {
    const added = add?.[section];
    if (!added) continue;
    const into: Record<string, unknown> = { ...set.definition[section] };
    for (const [name, thing] of Object.entries(added)) {
      const path = `/add/${section}/${name}`;
      if (Object.hasOwn(into, name)) {
        const message = `"${name}" is declared by the level above; change it under "change", or choose another name`;
        set.report({ code: 'name-conflict', path, message, atKey: true });
        continue;
      }
      into[name] = thing;
      set.wrote(path, `/${section}/${name}`);
    }
    (set.definition as unknown as Record<string, unknown>)[section] = into;
  }
}

/** The version is the jurisdiction's: its title, its day, the overlays it is made of. */
function nameVersion(base: Definition, { content, digest }: OverlayFile, set: ChangeSet): void {
  const definition: Writable<Definition> = set.definition;
  definition.title = content.title;
  definition.inForceFrom = content.inForceFrom;
  const { jurisdiction } = content;
  definition.overlays = [...(base.overlays ?? []), { overlay: placeOf(content), jurisdiction, digest }];
  set.wrote('/title', '/title');
  set.wrote('/inForceFrom', '/inForceFrom');
}

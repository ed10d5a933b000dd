import { attachTemplates, templateFolder } from '../link/attach-templates.js';
import { parseShaped, type Parsed } from '../parse-definition.js';
import type { SourceFile } from '../read-yaml.js';
import { SourceMap } from '../source-map.js';
import { overlayShape } from './overlay-shape.js';
import type { OverlaySource } from './overlay-source.js';

/** Whether a file is an overlay: the one key that tells it apart. */
export function isOverlayFile(file: SourceFile): boolean {
  return /^overlay:/m.test(file.text);
}

/**
 * Reads an overlay file: text, structure and types. What it changes is looked up when it is laid over a definition. The texts
 * of documents that it adds are taken from `<its name>/<document>.md` beside it.
 */
export function parseOverlay(file: SourceFile, files: readonly SourceFile[] = []): Parsed<OverlaySource> {
  const parsed = parseShaped<OverlaySource>(file, overlayShape);
  if (!parsed.ok) return parsed;
  const { content } = parsed;
  const texts = new SourceMap(parsed.source.key(''));
  const attached = attachTemplates(
    { content: { documents: content.add?.documents ?? {} }, source: texts },
    templateFolder(file.path, 'fragment'),
    files,
  );
  if (attached.problems.length > 0) return { ok: false, problems: attached.problems };
  if (!content.add?.documents) return parsed;
  parsed.source.graft(texts, '/documents', '/add/documents');
  return {
    ...parsed,
    content: { ...content, add: { ...content.add, documents: attached.content.documents } },
  };
}

/** The place of an overlay in the library: `overlays/<jurisdiction>/<procedure>`. */
export function placeOf({ overlay, on }: OverlaySource): string {
  return `overlays/${overlay}/${procedureOf(on)}`;
}

/** The procedure at the end of a chain of overlays. */
function procedureOf(on: string): string {
  return on.slice(on.lastIndexOf('/') + 1);
}

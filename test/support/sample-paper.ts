import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/engine/audit/canonical-form.js';
import type { ComposedDocument } from '../../src/engine/case/documents/composed-document.js';
import type { Paper } from '../../src/usecases/papers/paper.js';
import { shortReceipt } from '../../src/usecases/papers/paper.js';

/** A sample document as it is issued, with a receipt of its own. The same content always has the same receipt. */
export function samplePaper(content: ComposedDocument): Paper {
  const sha256 = createHash('sha256').update(canonicalJson(content)).digest('hex');
  const receipt = createHash('sha256').update(`sample ${sha256}`).digest('hex');
  const url = `https://www.yunling.example/v1/public/documents/${shortReceipt(receipt)}`;
  return { content, proof: { receipt, sha256, url } };
}

/** The file of a document's picture in `docs/documents`: `hearing.notice` is `hearing-notice.png`. */
export function pictureName(document: string): string {
  return `${document.replaceAll('.', '-')}.png`;
}

const GALLERY = '## 一览 · One of each\n';

/** `docs/documents.md` with its last section made anew: every sample with its provisions and its picture. */
export function withGallery(text: string, samples: ReadonlyMap<string, ComposedDocument>): string {
  const shown = [...samples].map(
    ([name, { title, basis }]) =>
      `### ${title}\n\n\`${name}\`，${basis.join('、')}\n\n![${title}](documents/${pictureName(name)})\n`,
  );
  return `${text.split(GALLERY)[0] ?? ''}${GALLERY}\n${shown.join('\n')}`;
}

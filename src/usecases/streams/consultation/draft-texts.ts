import type { Hash } from '../../../engine/audit/record.js';
import { articlesOf } from '../../../engine/draft/draft.js';
import { draftDigest } from '../../../engine/draft/draft-digest.js';
import { articleLabel } from '../../../engine/draft/marks.js';
import { articleText } from '../../../engine/draft/render-draft.js';
import type { DraftReads } from '../draft/draft-reads.js';
import type { DraftTexts } from './consultation-ports.js';

/** The text of drafts that are kept beside cases, as the public reads it: article by article. */
export function draftTexts(reads: Pick<DraftReads, 'text'>, hash: Hash): DraftTexts {
  return {
    version: async (stream, version) => {
      const draft = await reads.text(stream, version);
      if (!draft) return undefined;
      const articles = articlesOf(draft).map((article) => ({
        ...{ id: article.id, title: articleLabel(article), text: articleText(article) },
      }));
      return { digest: draftDigest(draft, hash).sha256, articles };
    },
  };
}

import { textDigest } from '../audit/digest.js';
import type { DigestPair, Hash } from '../audit/record.js';
import type { ArticleText, DraftText } from './draft.js';
import { articleText, renderDraft } from './render-draft.js';

/**
 * Identity of a draft's text: H("draft/v1\n" || rendered text). Two files have the same digest when they differ only in
 * what is normalised: Unicode form C, line ends, empty lines, invisible characters, runs and widths of blanks, blanks
 * between the characters of a heading's title, the spelling of the numbers and brackets of headings, articles and items.
 * Ids are no part of it.
 */
export function draftDigest(draft: DraftText, hash: Hash): DigestPair {
  return textDigest(`draft/v1\n${renderDraft(draft)}`, hash);
}

/** What an article says, without its number: SHA-256 of H("article/v1\n" || text), lower-case hex. */
export function articleDigest(article: ArticleText, hash: Hash): string {
  return hash.sha256(`article/v1\n${articleText(article)}`);
}

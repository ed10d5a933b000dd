import type { Hash } from '../audit/record.js';
import { articleDigest, draftDigest } from './draft-digest.js';
import { articlesOf, type Article, type Draft } from './draft.js';
import { articleLabel } from './marks.js';
import { plainLines } from './plain-lines.js';
import { articleText, labelled, renderDraft } from './render-draft.js';
import { textChanges, type Span } from './text-changes.js';

/** Where a comment stands in a version, by digests alone: it is never moved to a place that merely looks alike. */
export type AnchorStanding =
  /** What it is about says the same. */
  | { readonly where: 'untouched'; readonly label: string | null }
  /** It says something else by now: how it changed. Of the whole text no changes are told; compare the versions. */
  | { readonly where: 'touched'; readonly label: string | null; readonly spans: readonly Span[] | null }
  /** 原条已删. */
  | { readonly where: 'articleDeleted' };

function article(draft: Draft, id: string): Article | undefined {
  return articlesOf(draft).find((one) => one.id === id);
}

/** Digest of what a comment is anchored to; undefined: the version has no such article. */
export function anchorOf(draft: Draft, id: string | null, hash: Hash): string | undefined {
  if (id === null) return draftDigest(draft, hash).sha256;
  const found = article(draft, id);
  return found && articleDigest(found, hash);
}

/** What a comment may quote, in plain lines; the number of an article is part of it. */
export function quotableText(draft: Draft, id: string | null): string | undefined {
  const found = id === null ? undefined : article(draft, id);
  if (id !== null && !found) return undefined;
  const text = found ? labelled(articleLabel(found), articleText(found)) : renderDraft(draft);
  return plainLines(text).join('\n');
}

/**
 * Where a comment that was made on `then` stands now.
 *
 * @param then the version that it was made on; only read where the article says something else now
 */
export function standingOf(
  anchor: { readonly article: string | null; readonly digest: string },
  now: Draft,
  then: () => Draft,
  hash: Hash,
): AnchorStanding {
  const { article: id, digest } = anchor;
  if (id === null) {
    const same = draftDigest(now, hash).sha256 === digest;
    return same ? { where: 'untouched', label: null } : { where: 'touched', label: null, spans: null };
  }
  const found = article(now, id);
  if (!found) return { where: 'articleDeleted' };
  const label = articleLabel(found);
  if (articleDigest(found, hash) === digest) return { where: 'untouched', label };
  const before = article(then(), id);
  const spans = textChanges(before ? articleText(before) : '', articleText(found));
  return { where: 'touched', label, spans };
}

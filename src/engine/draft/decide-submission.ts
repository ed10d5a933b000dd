import { sameDigest } from '../audit/digest.js';
import type { Hash } from '../audit/record.js';
import { basisList } from '../case/basis-list.js';
import type { Unmet } from '../case/refusal.js';
import { today } from '../case/world.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream, streamPower, unmetToBegin } from '../streams/stream-power.js';
import { withIds } from './align-articles.js';
import { draftDigest } from './draft-digest.js';
import { against, type DraftPlace } from './draft-place.js';
import type { DraftSource, DraftSubmitted } from './draft-stream.js';
import { articlesOf, type Draft, type DraftText } from './draft.js';
import { renderDraft } from './render-draft.js';

/** Characters (UTF-16 units) of a draft at most. */
const MOST_CHARACTERS = 500_000;
/** Articles of a draft at most: no authority's has as many. */
export const MOST_ARTICLES = 500;

/** A version that somebody wants to submit. */
export interface Submission {
  readonly text: DraftText;
  readonly source: DraftSource;
  /** SHA-256 of the uploaded file. */
  readonly file?: string;
  /** The version that was worked on, 0 for none. Absent: not checked. */
  readonly replaces?: number;
  /** The version before, as it is kept; null for the first. */
  readonly before: Draft | null;
  readonly hash: Hash;
}

/** The version with its ids, where it is submitted. */
export type SubmissionDecision =
  | (Extract<StreamDecision<DraftSubmitted>, { refused: false }> & { readonly draft: Draft })
  | Extract<StreamDecision<DraftSubmitted>, { refused: true }>;

/**
 * A new version of a draft: by the posts that keep it, the first one when everything is met that the definition asks
 * before it may begin, and never the text that is there already. Going back to an earlier text, or to one that was
 * withdrawn, is a new version.
 */
export function decideSubmission(place: DraftPlace, submission: Submission): SubmissionDecision {
  const { definition, name, declared, actor, caseState: state, world, draft, caseId } = place;
  const { text, source, file, before, hash } = submission;
  const power = streamPower(definition, name, declared, { actor, state, world });
  const post = 'unmet' in power ? '' : power.post;
  const unmet: readonly Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...(draft ? [] : unmetToBegin(definition, declared, { person: actor.person, post }, { state, world })),
    ...unfit(place, text),
    ...overtaken(place, submission),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const digest = draftDigest(text, hash);
  if (draft && !draft.withdrawn && sameDigest(digest, draft.digest))
    return { refused: true, unmet: [sameText(place)] };
  const made = withIds(text, before, draft?.nextArticle ?? 1);
  const event: DraftSubmitted = {
    ...{ type: 'draft.submitted', on: today(world), ...powerInStream(power) },
    ...(!draft && { begun: { caseId, name } }),
    ...{ version: (draft?.version ?? 0) + 1, replaces: draft?.version ?? null, digest, source },
    ...{ articles: articlesOf(text).length, nextArticle: made.nextId },
    ...(file !== undefined && { file }),
  };
  return {
    ...{ refused: false, event, basis: basisList(declared.basis), parts: { draft: made.draft } },
    draft: made.draft,
  };
}

function unfit(place: DraftPlace, text: DraftText): readonly Unmet[] {
  const rendered = renderDraft(text);
  if (rendered === '')
    return [against(place, 'invalid-input', '草案没有文字', 'the draft has no text', '/text')];
  const articles = articlesOf(text).length;
  if (rendered.length <= MOST_CHARACTERS && articles <= MOST_ARTICLES) return [];
  const zh = `草案超过 ${MOST_CHARACTERS} 字或者 ${MOST_ARTICLES} 条`;
  const en = `the draft is longer than ${MOST_CHARACTERS} characters or ${MOST_ARTICLES} articles`;
  return [against(place, 'invalid-input', zh, en, '/text')];
}

function overtaken(place: DraftPlace, { replaces }: Submission): readonly Unmet[] {
  const latest = place.draft?.version ?? 0;
  if (replaces === undefined || replaces === latest) return [];
  const zh = `修改依据的是第 ${replaces} 稿，现有第 ${latest} 稿`;
  const en = `version ${replaces} was worked on, the latest is ${latest}`;
  return [against(place, 'seen-outdated', zh, en, '/replaces')];
}

function sameText(place: DraftPlace): Unmet {
  const zh = `与第 ${place.draft?.version ?? 0} 稿内容相同，没有变化`;
  const en = `the text is the same as version ${place.draft?.version ?? 0}: nothing changes`;
  return against(place, 'nothing-to-change', zh, en, '/text');
}

import type { DigestPair } from '../audit/record.js';
import { Defect } from '../defect.js';
import type { StreamEvent, StreamLaw } from '../streams/stream-law.js';
import { mustBeAnswered, type CommentAnswer, type CommentKind, type CommentState } from './comment.js';

/** What a version was made from: words of the request, or an uploaded file. */
export type DraftSource = 'text' | 'txt' | 'docx';

/** A version was submitted. Its text, with the ids of its articles, is the part `draft` of the record. */
export interface DraftSubmitted extends StreamEvent {
  readonly type: 'draft.submitted';
  /** The first version says what it is a draft of. */
  readonly begun?: { readonly caseId: string; readonly name: string };
  /** From 1. */
  readonly version: number;
  /** The version before it; null for the first. */
  readonly replaces: number | null;
  readonly digest: DigestPair;
  readonly articles: number;
  /** Number of the next id of an article that was never given. */
  readonly nextArticle: number;
  readonly source: DraftSource;
  /** SHA-256 of the uploaded file. */
  readonly file?: string;
}

/** The draft was withdrawn: no version of it stands until the next one. The reason is the part `reason`. */
export interface DraftWithdrawn extends StreamEvent {
  readonly type: 'draft.withdrawn';
  /** The latest version. */
  readonly version: number;
}

/** A comment was made. What it says and quotes are the parts `text`, `quote` and `suggestion`. */
export interface DraftCommented extends StreamEvent {
  readonly type: 'draft.commented';
  /** From 1. */
  readonly comment: number;
  readonly kind: CommentKind;
  /** The version that it was made on. */
  readonly version: number;
  /** Id of the article; null: the whole. */
  readonly article: string | null;
  /** Digest (SHA-256) of what the article said, or of the whole text. */
  readonly anchor: string;
}

/** A comment was answered, or the answer was. What is said is the part `text`. */
export interface DraftCommentAnswered extends StreamEvent {
  readonly type: 'draft.commentAnswered';
  readonly comment: number;
  readonly kind: CommentKind;
  /** How far it was before. */
  readonly before: CommentState;
  readonly answer: CommentAnswer;
  /** The latest version when it was answered. */
  readonly version: number;
}

export type DraftEvent = DraftSubmitted | DraftWithdrawn | DraftCommented | DraftCommentAnswered;

/** A draft, folded: what grows lies in rows beside it. */
export interface DraftState {
  readonly caseId: string;
  /** As the case's definition calls it. */
  readonly name: string;
  /** The latest. */
  readonly version: number;
  /** It was withdrawn, and no other was submitted since. */
  readonly withdrawn?: true;
  readonly digest: DigestPair;
  readonly articles: number;
  readonly nextArticle: number;
  /** Comments made so far. */
  readonly comments: number;
  /** Those that must be answered and are not. */
  readonly openComments: number;
}

/** The fold of drafts. */
export const draftLaw: StreamLaw<DraftState, DraftEvent> = {
  evolve(state, event) {
    if (event.type === 'draft.submitted') return submitted(state, event);
    if (!state) throw new Defect(`${event.type} on a draft without a version`);
    if (event.type === 'draft.withdrawn') return withdrawn(state, event);
    return event.type === 'draft.commented' ? commented(state, event) : answered(state, event);
  },
  standings: ({ caseId, name, version: latest, withdrawn: gone, articles, openComments }) => {
    const version = gone ? 0 : latest;
    const standing = {
      exists: true,
      draftVersion: version,
      version,
      articles: gone ? 0 : articles,
      openComments,
    };
    return [{ caseId, name, standing }];
  },
};

function submitted(state: DraftState | null, event: DraftSubmitted): DraftState {
  const { begun, version, digest, articles, nextArticle } = event;
  const base = state ?? (begun && { ...begun, version: 0, comments: 0, openComments: 0 });
  if (!base || version !== base.version + 1)
    throw new Defect(`version ${version} does not follow on ${base?.version ?? 'nothing'}`);
  const { withdrawn: _withdrawn, ...rest } = { withdrawn: undefined, ...base };
  return { ...rest, version, digest, articles, nextArticle };
}

function withdrawn(state: DraftState, { version }: DraftWithdrawn): DraftState {
  if (state.withdrawn || version !== state.version)
    throw new Defect(`version ${version} is withdrawn, the latest is ${state.version}`);
  return { ...state, withdrawn: true };
}

function commented(state: DraftState, { comment, kind }: DraftCommented): DraftState {
  if (comment !== state.comments + 1) throw new Defect(`comment ${comment} follows on ${state.comments}`);
  const opens = Number(mustBeAnswered(kind, 'open'));
  return { ...state, comments: comment, openComments: state.openComments + opens };
}

function answered(state: DraftState, { kind, before, answer }: DraftCommentAnswered): DraftState {
  const change = Number(mustBeAnswered(kind, answer)) - Number(mustBeAnswered(kind, before));
  return { ...state, openComments: state.openComments + change };
}

import type { DigestPair } from '../../../engine/audit/record.js';
import type { CommentAnswer, CommentKind } from '../../../engine/draft/comment.js';
import type { DraftSource } from '../../../engine/draft/draft-stream.js';
import type { Draft } from '../../../engine/draft/draft.js';
import type { Page, PageRequest } from '../../queries.js';

/** A version of a draft, as it was submitted. */
export interface DraftVersion {
  readonly version: number;
  readonly on: string;
  readonly digest: DigestPair;
  /** 0: its text is not structured. */
  readonly articles: number;
  readonly source: DraftSource;
  readonly person: string;
  readonly post: string;
  /** It was withdrawn when it was the latest one. */
  readonly withdrawn?: DraftWithdrawal;
}

/** Who withdrew a version, when and why. */
export interface DraftWithdrawal {
  readonly on: string;
  readonly person: string;
  readonly post: string;
  /** Null: erased. */
  readonly reason: string | null;
}

/** An answer to a comment, or to the answer before. */
export interface DraftAnswer {
  readonly seq: number;
  readonly on: string;
  readonly answer: CommentAnswer;
  /** The latest version when it was given. */
  readonly version: number;
  readonly text: string | null;
  readonly person: string;
  readonly post: string;
}

/** A comment on a draft with all answers, the first one at the head. */
export interface DraftComment {
  readonly comment: number;
  readonly on: string;
  readonly kind: CommentKind;
  readonly version: number;
  /** Id of the article; null: the whole. */
  readonly article: string | null;
  /** SHA-256 of what the article, or the whole, said. */
  readonly anchor: string;
  /** Null: erased. */
  readonly text: string | null;
  readonly quote: string | null;
  readonly suggestion: string | null;
  readonly person: string;
  readonly post: string;
  readonly answers: readonly DraftAnswer[];
}

/** Reads about drafts: plain rows, no locks, read-your-writes. */
export interface DraftReads {
  /** All versions, the first one at the head. */
  versions(stream: string): Promise<readonly DraftVersion[]>;
  /** What a version says; undefined: there is none. */
  text(stream: string, version: number): Promise<Draft | undefined>;
  comment(stream: string, comment: number): Promise<DraftComment | undefined>;
  /** In the order in which they were made. @throws InvalidCursor */
  comments(stream: string, page: PageRequest): Promise<Page<DraftComment>>;
}

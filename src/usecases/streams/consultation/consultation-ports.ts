import type { DigestPair } from '../../../engine/audit/record.js';
import type {
  Channel,
  Chosen,
  CommentResult,
  CommentSort,
  GroupedBy,
} from '../../../engine/consultation/consultation.js';
import type { CivilDate, Instant } from '../../../engine/clock/time.js';
import type { Selection } from '../../../engine/consultation/handle-comments.js';
import type { CommentAuthor, Stance } from '../../../engine/consultation/receive-comments.js';
import type { Page, PageRequest } from '../../queries.js';

/** A consultation as its row and the words of its records have it. */
export interface ConsultationRow {
  readonly stream: string;
  readonly caseId: string;
  /** In the definition's `streams`. */
  readonly name: string;
  readonly draftVersion: number;
  /** Null: the case keeps no draft. */
  readonly draftStream: string | null;
  readonly opensOn: CivilDate;
  readonly closesOn: CivilDate;
  readonly shortened: boolean;
  readonly withdrawnOn: CivilDate | null;
  readonly resultOn: CivilDate | null;
  /** Words of the notice 公告: `title`, `summary` and others. Empty when erased. */
  readonly notice: Readonly<Record<string, string>>;
  /** 缩短期限的说明. */
  readonly shortenedFor: string | null;
  readonly extendedFor: string | null;
  readonly withdrawnFor: string | null;
}

/** A comment with what became of it. Its words and author are personal. */
export interface CommentRow {
  readonly n: number;
  readonly id: string;
  readonly stream: string;
  /** The record that it came with. */
  readonly seq: number;
  readonly receivedOn: string;
  readonly arrivedOn: string;
  readonly channel: Channel;
  readonly article: string | null;
  readonly stance: Stance | null;
  readonly consentToPublish: boolean;
  readonly text: string;
  readonly author: CommentAuthor | null;
  readonly sortedAs: CommentSort;
  readonly duplicateOf: number | null;
  /** Why it is sorted so, and how it reads when masked. */
  readonly sortedFor: string | null;
  readonly masked: string | null;
  readonly group: number | null;
  readonly result: CommentResult | null;
  readonly reason: string | null;
  readonly changedArticles: readonly string[];
}

export interface CommentGroup {
  readonly group: number;
  readonly title: string;
  readonly comments: number;
  readonly unhandled: number;
}

/** Which comments a list is of. What is not said is not asked for. */
export interface CommentFilter {
  readonly result?: CommentResult | 'unhandled';
  readonly channel?: Channel;
  /** Empty: comments on no single article. */
  readonly article?: string;
  readonly group?: number;
  readonly sortedAs?: CommentSort;
  /** The same words as this one, whatever their case, width and punctuation. */
  readonly sameAs?: number;
}

/** An answer given before to the same key of one of the public. */
export interface EarlierComment {
  readonly key: string;
  readonly digest: string;
  readonly n: number;
  readonly id: string;
  readonly record: { readonly seq: number; readonly leaf: DigestPair };
}

/** What is read of consultations. */
export interface ConsultationReads {
  consultation(stream: string): Promise<ConsultationRow | undefined>;
  /** The latest to open first. */
  consultations(page: PageRequest): Promise<Page<ConsultationRow>>;
  /** In the order of their numbers, or from the last one. */
  comments(
    stream: string,
    filter: CommentFilter,
    page: PageRequest,
    order?: 'first' | 'last',
  ): Promise<Page<CommentRow>>;
  /** The one comment whose id begins so. Undefined: none does, or several. */
  commentBeginning(prefix: string): Promise<CommentRow | undefined>;
  /** How many are chosen, by the results that they have; `grouped`: of those that are in a group. */
  selection(stream: string, chosen: Chosen | GroupedBy, grouped?: boolean): Promise<Selection>;
  /** What groups comments by their words; undefined: there is no such comment. */
  textKey(stream: string, n: number): Promise<string | undefined>;
  groups(stream: string, page: PageRequest): Promise<Page<CommentGroup>>;
  earlier(stream: string, keys: readonly string[]): Promise<readonly EarlierComment[]>;
}

/** An article of a draft, as the public reads it and comments on it. */
export interface DraftArticle {
  readonly id: string;
  /** `第三条`, with its heading where it has one. */
  readonly title: string;
  readonly text: string;
}

/** The text of drafts, where they are kept as structured text. */
export interface DraftTexts {
  /** A version of a draft; undefined: there is none. Without articles: its text is not structured. */
  version(
    stream: string,
    version: number,
  ): Promise<{ readonly digest: string; readonly articles: readonly DraftArticle[] } | undefined>;
}

/** What a browser is given to work on, before it may send a comment. */
export interface HumanChallenge {
  readonly challenge: string;
  /** How hard it is. */
  readonly bits: number;
  readonly validUntil: Instant;
}

/** Asks whether somebody is no program. Off by default: the rate limit alone then holds programs back. */
export interface HumanCheck {
  challenge(): HumanChallenge;
  /** @param wish `Idempotency-Key` of the comment: an answer is good for one. Hostile answers do not pass, never throw. */
  passes(answer: string | undefined, wish: string): boolean;
}

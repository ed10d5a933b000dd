import { canonicalJson } from '../../../engine/audit/canonical-form.js';
import type { Hash } from '../../../engine/audit/record.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type {
  Chosen,
  CommentsGrouped,
  CommentsHandled,
  CommentsReceived,
  CommentsSorted,
  CommentsUngrouped,
} from '../../../engine/consultation/consultation.js';
import type { NewComment } from '../../../engine/consultation/receive-comments.js';
import { commentRows } from '../../../usecases/streams/consultation/comment-rows.js';
import type { FoundParts, Row } from './stream-rows.js';

/** A comment as records give it: what became of it, and a digest of what it says, so that many take little room. */
interface FoldedComment {
  readonly n: number;
  readonly seq: number;
  readonly receivedOn: CivilDate;
  /** Absent: its words were erased; nothing more can be said of it. */
  readonly said?: { readonly digest: string; readonly article: string | null; readonly textKey: string };
  sortedAs: string;
  duplicateOf: number | null;
  sortedSeq: number | null;
  group: number | null;
  /** It was grouped by words that are erased: nothing can be said of its group, or of what became of it by that. */
  groupUnknown: boolean;
  result: string | null;
  handledSeq: number | null;
  articles: string | null;
}

/** Columns that no record tells: the number behind the receipt, and by which request it came. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'wish_key', 'wish_digest']);

/** The comments of one consultation, folded from its records in the order of their numbers. */
export class CommentFold {
  readonly #comments: FoldedComment[] = [];

  constructor(private readonly hash: Hash) {}

  get count(): number {
    return this.#comments.length;
  }

  received({ first, count, on }: CommentsReceived, seq: number, parts: FoundParts): void {
    const words = spread<Omit<NewComment, 'author'>>(parts, 'comments');
    const authors = spread<NewComment['author']>(parts, 'authors');
    for (let n = first; n < first + count; n++) {
      const comment = words.get(n);
      const said = comment && this.#said({ ...comment, author: authors.get(n) ?? null }, n, on);
      this.#comments.push({
        ...{ n, seq, receivedOn: on, ...(said && { said }), sortedAs: 'normal', duplicateOf: null },
        ...{
          sortedSeq: null,
          group: null,
          groupUnknown: false,
          result: null,
          handledSeq: null,
          articles: null,
        },
      });
    }
  }

  sorted({ comments, as, of }: CommentsSorted, seq: number): void {
    for (const comment of this.#named(comments)) {
      Object.assign(comment, { sortedAs: as, duplicateOf: of ?? null, sortedSeq: seq });
    }
  }

  grouped({ chosen, group }: CommentsGrouped): void {
    const free = this.#comments.filter((one) => one.group === null);
    if ('comments' in chosen) for (const one of this.#named(chosen.comments)) one.group = group;
    else if ('article' in chosen)
      for (const one of free) {
        one.group = one.said?.article === chosen.article ? group : null;
        one.groupUnknown ||= one.said === undefined;
      }
    else {
      const like = this.#named([chosen.sameAs])[0]?.said?.textKey;
      for (const one of free) {
        one.group = like !== undefined && one.said?.textKey === like ? group : null;
        one.groupUnknown ||= like === undefined || one.said === undefined;
      }
    }
  }

  ungrouped({ chosen }: CommentsUngrouped): void {
    for (const one of this.#chosen(chosen)) one.group = null;
  }

  handled({ chosen, result, articles }: CommentsHandled, seq: number): void {
    for (const one of this.#chosen(chosen))
      Object.assign(one, { result, handledSeq: seq, articles: JSON.stringify(articles) });
  }

  /** Whether a stored row is what the records say of its comment. Undefined: they know of no such comment. */
  agrees(row: Row): boolean | undefined {
    const comment = this.#comments[Number(row['n']) - 1];
    if (!comment) return undefined;
    const { n, seq, receivedOn, said, sortedAs, duplicateOf, sortedSeq, group, handledSeq } = comment;
    const received = { n, seq, received_on: receivedOn };
    if (!said) return canonicalJson(picked(row, received)) === canonicalJson(received);
    const grouped = {
      ...{ group_no: group, result: comment.result, handled_seq: handledSeq, articles: comment.articles },
    };
    const sorted = { sorted_as: sortedAs, duplicate_of: duplicateOf, sorted_seq: sortedSeq };
    const handled = { ...sorted, ...(!comment.groupUnknown && grouped) };
    const told = new Set(['seq', ...Object.keys({ ...sorted, ...grouped })]);
    const words = Object.entries(row).filter(([name]) => !told.has(name));
    return (
      canonicalJson(picked(row, { ...received, ...handled })) ===
        canonicalJson({ ...received, ...handled }) && this.#digest(Object.fromEntries(words)) === said.digest
    );
  }

  #said(comment: NewComment, n: number, on: CivilDate): FoldedComment['said'] {
    const [row] = commentRows([{ comment, id: '' }], n, on, this.hash) as Row[];
    const textKey = String(row?.['text_key']);
    return { digest: this.#digest(row ?? {}), article: comment.article, textKey };
  }

  #digest(row: Row): string {
    const told = Object.entries(row).filter(([name]) => !UNTOLD.has(name));
    return this.hash.sha256(canonicalJson(Object.fromEntries(told)));
  }

  #chosen(chosen: Chosen): readonly FoldedComment[] {
    if ('comments' in chosen) return this.#named(chosen.comments);
    return this.#comments.filter(({ group }) => group === chosen.group);
  }

  #named(numbers: readonly number[]): readonly FoldedComment[] {
    return numbers.flatMap((n) => this.#comments[n - 1] ?? []);
  }
}

function picked(row: Row, as: Row): Row {
  return Object.fromEntries(Object.keys(as).map((name) => [name, row[name] ?? null]));
}

/** What parts called `comments.7` and the like hold, by number: each of them is a list that begins there. */
function spread<T>(parts: FoundParts, name: string): ReadonlyMap<number, T> {
  const found = new Map<number, T>();
  for (const [part, value] of parts) {
    const [word, first] = part.split('.');
    if (word !== name || !Array.isArray(value)) continue;
    value.forEach((one, i) => found.set(Number(first) + i, one as T));
  }
  return found;
}

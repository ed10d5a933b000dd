import type { Hash } from '../../audit/record.js';
import type { Chosen, CommentResult, ConsultationEvent, GroupedBy } from '../../consultation/consultation.js';
import type { Selection } from '../../consultation/handle-comments.js';
import type { NewComment } from '../../consultation/receive-comments.js';
import { normalText } from '../../consultation/similar-comments.js';
import type { HistoryRecord } from '../history.js';
import { CannotBeJudged } from '../told.js';

/** Comments as parts hold them: without their authors. */
export type SaidComment = Omit<NewComment, 'author'>;

interface Kept {
  readonly said?: SaidComment;
  group?: number;
  result?: CommentResult;
}

/** What became of each comment of a consultation, as its records tell: the rows that decisions select from. */
export class CommentFold {
  readonly #comments = new Map<number, Kept>();
  #read = 0;

  constructor(private readonly hash: Hash) {}

  /** Takes in all records before one; each is read once. */
  upTo(earlier: readonly HistoryRecord[]): this {
    for (; this.#read < earlier.length; this.#read++) {
      const one = earlier[this.#read];
      if (one) this.#take(one);
    }
    return this;
  }

  /** Which comments are chosen, counted by their results. @throws CannotBeJudged where it depends on withheld words */
  selection(chosen: Chosen | GroupedBy, grouped = false): Selection {
    const from: Partial<Record<CommentResult | 'unhandled', number>> = {};
    let count = 0;
    for (const one of this.#chosen(chosen)) {
      if (grouped && one.group === undefined) continue;
      const result = one.result ?? 'unhandled';
      from[result] = (from[result] ?? 0) + 1;
      count += 1;
    }
    return { count, from };
  }

  #take({ record, parts }: HistoryRecord): void {
    const event = record.data as unknown as ConsultationEvent;
    const { type } = event;
    if (type === 'comments.received') this.#received(event.first, event.count, parts);
    if (type === 'comments.grouped') for (const one of this.#chosen(event.chosen)) one.group = event.group;
    if (type === 'comments.ungrouped') for (const one of this.#chosen(event.chosen)) delete one.group;
    if (type === 'comments.handled') for (const one of this.#chosen(event.chosen)) one.result = event.result;
  }

  #received(first: number, count: number, parts: HistoryRecord['parts']): void {
    for (let n = first; n < first + count; n++) this.#comments.set(n, {});
    for (const [name, value] of Object.entries(parts)) {
      const [kind, from] = name.split('.');
      if (kind !== 'comments' || !Array.isArray(value)) continue;
      (value as readonly SaidComment[]).forEach((said, i) => this.#comments.set(Number(from) + i, { said }));
    }
  }

  /** Comments that are in a group already are not grouped by words or article. */
  #chosen(chosen: Chosen | GroupedBy): readonly Kept[] {
    if ('comments' in chosen)
      return [...new Set(chosen.comments)].flatMap((n) => this.#comments.get(n) ?? []);
    const all = [...this.#comments.values()];
    if ('group' in chosen) return all.filter(({ group }) => group === chosen.group);
    const free = all.filter(({ group }) => group === undefined);
    if ('article' in chosen) return free.filter((one) => saidIn(one).article === chosen.article);
    const like = this.#comments.get(chosen.sameAs);
    if (!like) return [];
    const key = this.#key(like);
    return free.filter((one) => this.#key(one) === key);
  }

  #key(one: Kept): string {
    return this.hash.sha256(normalText(saidIn(one).text));
  }
}

function saidIn({ said }: Kept): SaidComment {
  if (!said) throw new CannotBeJudged({ kind: 'part', name: 'comments' });
  return said;
}

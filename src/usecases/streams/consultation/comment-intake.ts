import type { DigestPair } from '../../../engine/audit/record.js';
import { receiptOf } from '../../../engine/case/receipt.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import { today } from '../../../engine/case/world.js';
import type { ConsultationEvent, ConsultationState } from '../../../engine/consultation/consultation.js';
import { isSealed } from '../../../engine/organisation/case-bars.js';
import { basisList } from '../../../engine/case/basis-list.js';
import { withProvisions } from '../../../engine/consultation/consultation-terms.js';
import { CONSULTATION_LAW } from '../../../engine/consultation/consultation-law.js';
import { type NewComment, receiveComments } from '../../../engine/consultation/receive-comments.js';
import { Unavailable } from '../../unavailable.js';
import { requestDigest } from '../../request-digest.js';
import { workOnStream } from '../work-on-stream.js';
import { commentRows, type NumberedComment } from './comment-rows.js';
import type { ConsultationPorts } from './work-on-consultation.js';

/** A comment of one of the public, who need not sign in. */
export type PublicComment = Omit<NewComment, 'channel' | 'arrivedOn'>;

export type IntakeAnswer =
  | {
      readonly outcome: 'received';
      /** 受理编号: by it anybody can ask what became of the comment. */
      readonly receipt: string;
      readonly n: number;
      /** Sequence of its record in the stream of the consultation. */
      readonly seq: number;
      /** Leaf hash of that record: nobody can change what was received without it showing. */
      readonly leaf: DigestPair;
    }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'keyReused' }
  | { readonly outcome: 'unknown' };

/** Comments in one record at most: it must hold the digests of two parts of each. */
const MOST_AT_ONCE = 100;

/**
 * How long comments are gathered while several come at once. Who comments does not notice it, and acts on cases have
 * service and database to themselves meanwhile: each append costs both the same, however many comments it brings.
 */
const GATHER_MS = 100;

/** Comments on one draft that wait to be written; whoever comes then is asked to come again. */
const MOST_WAITING = 2_000;

interface Waiting {
  readonly key: string;
  readonly digest: string;
  readonly comment: PublicComment;
  readonly answer: (answer: IntakeAnswer) => void;
  readonly fail: (problem: unknown) => void;
}

/**
 * Takes comments of the public in. While one append on a consultation is under way, whoever comes next waits and is
 * written with all others who wait, in one record: so a draft that everybody talks about takes many times the comments
 * that one append for each would. Who comes alone is written at once. Nobody is answered before his comment is durable.
 */
export class CommentIntake {
  readonly #waiting = new Map<string, Waiting[]>();

  /** @param gatherMs milliseconds for which comments are gathered while several come at once */
  constructor(
    private readonly ports: ConsultationPorts,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** The same key and comment give the same answer for ever. @throws Unavailable, Defect as `workOnStream` */
  receive(stream: string, key: string, comment: PublicComment): Promise<IntakeAnswer> {
    const digest = requestDigest({ stream, comment }, this.ports.hash);
    return new Promise((answer, fail) => {
      const one = { key, digest, comment, answer, fail };
      const queue = this.#waiting.get(stream);
      if (queue && queue.length >= MOST_WAITING) return fail(new Unavailable('the intake of comments'));
      if (queue) return void queue.push(one);
      this.#waiting.set(stream, [one]);
      void this.#drain(stream);
    });
  }

  async #drain(stream: string): Promise<void> {
    // One turn for whoever arrives with it.
    await Promise.resolve();
    for (;;) {
      const waiting = this.#waiting.get(stream) ?? [];
      const batch = waiting.splice(0, MOST_AT_ONCE);
      if (batch.length === 0) break;
      try {
        const answers = await this.#write(stream, batch);
        batch.forEach((one, i) => one.answer(answers[i] ?? { outcome: 'unknown' }));
      } catch (problem) {
        for (const one of batch) one.fail(problem);
      }
      if (batch.length > 1 && waiting.length < MOST_AT_ONCE) await this.#gather();
    }
    this.#waiting.delete(stream);
  }

  #gather(): Promise<void> {
    return new Promise((resolve) => setTimeout(() => resolve(), this.gatherMs));
  }

  async #write(stream: string, batch: readonly Waiting[]): Promise<readonly IntakeAnswer[]> {
    const { ports } = this;
    const found = await ports.consultations.consultation(stream);
    if (!found) return batch.map(() => ({ outcome: 'unknown' }));
    let batchOf = new Batch(batch);
    const answer = await workOnStream<ConsultationState, ConsultationEvent, number>(
      ports,
      CONSULTATION_LAW,
      {
        ...{ kind: 'consultation', stream, caseId: found.caseId, key: ports.ids.randomUuid() },
        asked: { comments: batch.map(({ digest }) => digest) },
      },
      async ({ state, context, case: about }) => {
        const declared = about && state && about.procedure.definition.streams?.[state.name];
        // Of a sealed case nobody knows.
        if (!state || !declared || isSealed(context.organisation.index, about.id)) {
          batchOf = new Batch([]);
          return { refused: true, unmet: [] };
        }
        // Read after the head: whoever wrote since then has moved it on, and this is decided anew.
        const earlier = await ports.consultations.earlier(stream, [...new Set(batch.map(({ key }) => key))]);
        batchOf = new Batch(batch, earlier);
        const on = today(context.world);
        const fresh = batchOf.fresh.map(({ key, digest, comment }): NumberedComment => ({
          comment: { ...comment, channel: 'web', arrivedOn: on },
          id: ports.ids.randomUuid(),
          wish: { key, digest },
        }));
        // Nothing new: nothing to write, and nobody is refused.
        if (fresh.length === 0) return { refused: true, unmet: [] };
        const comments = fresh.map(({ comment }) => comment);
        const made = receiveComments(state, comments, { on }, { perPart: 1 });
        const decision = withProvisions(basisList(declared.basis), made);
        if (decision.refused) return decision;
        const { first } = decision.event;
        batchOf.number(first, fresh);
        return { ...decision, rows: { received: commentRows(fresh, first, on, ports.hash) }, result: first };
      },
    );
    if (answer.outcome === 'recorded') return batchOf.answers([], answer);
    return answer.outcome === 'refused'
      ? batchOf.answers(answer.unmet)
      : batch.map(() => ({ outcome: 'unknown' }));
  }
}

interface Known {
  readonly digest: string;
  readonly n: number;
  readonly id: string;
  /** Of a comment that was sent before. */
  readonly record?: RecordOf;
}

interface RecordOf {
  readonly seq: number;
  readonly leaf: DigestPair;
}

/** Comments that are written together: which of them are new, and what each is told. */
class Batch {
  /** One for each key that was not used before. */
  readonly fresh: readonly Waiting[];
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly batch: readonly Waiting[],
    earlier: readonly (Known & { readonly key: string })[] = [],
  ) {
    for (const { key, ...known } of earlier) this.#known.set(key, known);
    const keys = new Set<string>();
    this.fresh = batch.filter(({ key }) => {
      if (this.#known.has(key) || keys.has(key)) return false;
      keys.add(key);
      return true;
    });
  }

  number(first: number, fresh: readonly NumberedComment[]): void {
    fresh.forEach(({ id, wish }, i) => {
      if (wish) this.#known.set(wish.key, { digest: wish.digest, n: first + i, id });
    });
  }

  /** @param unmet against whatever is not known */
  answers(unmet: readonly Unmet[], written?: RecordOf): readonly IntakeAnswer[] {
    return this.batch.map(({ key, digest }) => {
      const known = this.#known.get(key);
      if (!known) return { outcome: 'refused', unmet };
      if (known.digest !== digest) return { outcome: 'keyReused' };
      const { n, id, record = written } = known;
      if (!record) return { outcome: 'refused', unmet };
      const { seq, leaf } = record;
      return { outcome: 'received', receipt: receiptOf(id) ?? id, n, seq, leaf };
    });
  }
}

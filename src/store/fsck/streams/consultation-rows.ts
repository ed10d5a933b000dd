import type { QueryRunner } from 'typeorm';
import type { Hash, LedgerRecord } from '../../../engine/audit/record.js';
import type {
  CommentsGrouped,
  ConsultationEvent,
  ConsultationOpened,
} from '../../../engine/consultation/consultation.js';
import { CommentFold } from './comment-fold.js';
import {
  differences,
  MOST_NAMED,
  storedRows,
  type FoundParts,
  type Row,
  type RowsFold,
} from './stream-rows.js';

/** Comments are read in pages of this size. */
const PAGE = 1_000;

/** A consultation as the public sees it, its comments and groups, as its records give them. */
export class ConsultationRows implements RowsFold {
  #face: Row | undefined;
  /** Undefined: the title was erased. */
  readonly #groups = new Map<number, string | undefined>();
  readonly #comments: CommentFold;

  constructor(
    private readonly stream: string,
    hash: Hash,
  ) {
    this.#comments = new CommentFold(hash);
  }

  visit({ seq, data }: LedgerRecord, parts: FoundParts): void {
    const event = data as unknown as ConsultationEvent;
    switch (event.type) {
      case 'consultation.opened':
        return this.#opened(event);
      case 'consultation.extended':
        return this.#change({ closes_on: event.closesOn, extended_seq: seq });
      case 'consultation.withdrawn':
        return this.#change({ withdrawn_on: event.on, withdrawn_seq: seq });
      case 'results.published':
        return this.#change({ result_on: event.on });
      case 'comments.received':
        return this.#comments.received(event, seq, parts);
      case 'comments.sorted':
        return this.#comments.sorted(event, seq);
      case 'comments.grouped':
        return this.#grouped(event, parts);
      case 'comments.ungrouped':
        return this.#comments.ungrouped(event);
      case 'comments.handled':
        return this.#comments.handled(event, seq);
    }
  }

  async finish(runner: QueryRunner): Promise<readonly string[]> {
    const { stream } = this;
    const face = { table: 'consultations', key: [], rows: this.#face ? [this.#face] : [] };
    return [
      ...(await differences(runner, stream, face)),
      ...(await this.#checkGroups(runner)),
      ...(await this.#checkComments(runner)),
    ];
  }

  #opened(event: ConsultationOpened): void {
    const { caseId, name, draftVersion, draftStream = null, opensOn, closesOn, shortened } = event;
    this.#change({
      ...{ case_id: caseId, name, draft_version: draftVersion, draft_stream: draftStream },
      ...{ opens_on: opensOn, closes_on: closesOn, shortened, extended_seq: null },
      ...{ withdrawn_on: null, withdrawn_seq: null, result_on: null },
    });
  }

  #change(columns: Row): void {
    this.#face = { ...this.#face, ...columns };
  }

  #grouped(event: CommentsGrouped, parts: FoundParts): void {
    this.#comments.grouped(event);
    if (this.#groups.has(event.group)) return;
    const title = parts.get('title');
    this.#groups.set(event.group, typeof title === 'string' ? title : undefined);
  }

  async #checkGroups(runner: QueryRunner): Promise<readonly string[]> {
    const stored = await storedRows(runner, 'consultation_groups', 'where t.stream = $1', [this.stream]);
    const titles = new Map(stored.map((row) => [row['group_no'], row['title']]));
    const rows = [...this.#groups].map(([group, title]) => ({
      group_no: group,
      title: title ?? titles.get(group) ?? null,
    }));
    return differences(runner, this.stream, { table: 'consultation_groups', key: ['group_no'], rows });
  }

  async #checkComments(runner: QueryRunner): Promise<readonly string[]> {
    const found: string[] = [];
    // Numbers begin at 1 and have no gap: whatever is passed over is missing.
    let next = 1;
    for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined;) {
      const page = await this.#page(runner, after);
      for (const row of page) {
        const n = Number(row['n']);
        found.push(...missing(next, Math.min(n, this.#comments.count + 1)));
        next = Math.max(next, n + 1);
        const agrees = this.#comments.agrees(row);
        if (agrees !== true)
          found.push(`consultation_comments ${n}: ${agrees === false ? OTHERWISE : NO_RECORD}`);
      }
      after = page.length < PAGE ? undefined : Number(page.at(-1)?.['n']);
      if (found.length >= MOST_NAMED) return found.slice(0, MOST_NAMED);
    }
    return [...found, ...missing(next, this.#comments.count + 1)].slice(0, MOST_NAMED);
  }

  #page(runner: QueryRunner, after: number): Promise<readonly Row[]> {
    const where = `where t.stream = $1 and t.n > $2::bigint order by t.n limit ${PAGE}`;
    return storedRows(runner, 'consultation_comments', where, [this.stream, after]);
  }
}

const OTHERWISE = 'its records say otherwise';
const NO_RECORD = 'no record says so';

function missing(from: number, to: number): readonly string[] {
  const count = Math.min(Math.max(0, to - from), MOST_NAMED);
  return Array.from({ length: count }, (_, i) => `consultation_comments ${from + i}: is missing`);
}

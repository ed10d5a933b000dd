import type { QueryRunner } from 'typeorm';
import type { LedgerRecord } from '../../../engine/audit/record.js';
import type { DraftEvent } from '../../../engine/draft/draft-stream.js';
import { differences, type Row, type RowsFold } from './stream-rows.js';

/** Versions of a draft, comments and answers, as its records give them. */
export class DraftRows implements RowsFold {
  readonly #versions: Row[] = [];
  readonly #comments: Row[] = [];
  readonly #answers: Row[] = [];

  constructor(private readonly stream: string) {}

  visit({ seq, data, actor }: LedgerRecord): void {
    const event = data as unknown as DraftEvent;
    const by = { seq, person: actor?.person ?? null, post: event.post ?? '' };
    switch (event.type) {
      case 'draft.submitted': {
        const { version, on, digest, articles, source } = event;
        this.#versions.push({ ...by, version, submitted_on: on, ...digest, articles, source });
        break;
      }
      case 'draft.commented': {
        const { comment, on, kind, version, article, anchor } = event;
        this.#comments.push({ ...by, comment, made_on: on, kind, version, article, anchor });
        break;
      }
      case 'draft.commentAnswered': {
        const { comment, on, answer, version } = event;
        this.#answers.push({ ...by, comment, given_on: on, answer, version });
        break;
      }
      case 'draft.withdrawn':
        // It is in the state alone.
        break;
    }
  }

  async finish(runner: QueryRunner): Promise<readonly string[]> {
    const { stream } = this;
    const tables = [
      { table: 'draft_versions', key: ['version'], rows: this.#versions },
      { table: 'draft_comments', key: ['comment'], rows: this.#comments },
      { table: 'draft_answers', key: ['seq'], rows: this.#answers },
    ];
    const found: string[] = [];
    for (const expected of tables) found.push(...(await differences(runner, stream, expected)));
    return found;
  }
}

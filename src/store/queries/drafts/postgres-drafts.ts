import type { DataSource } from 'typeorm';
import type { LedgerRecord } from '../../../engine/audit/record.js';
import type { CommentKind } from '../../../engine/draft/comment.js';
import type { DraftSource, DraftWithdrawn } from '../../../engine/draft/draft-stream.js';
import type { Draft } from '../../../engine/draft/draft.js';
import type {
  DraftAnswer,
  DraftComment,
  DraftReads,
  DraftVersion,
  DraftWithdrawal,
} from '../../../usecases/streams/draft/draft-reads.js';
import { runNamed, type NamedStatement } from '../../named-statement.js';
import { decodeCursor, encodeCursor, pageOf } from '../cursor.js';

const VERSIONS: NamedStatement = {
  name: 'draft-versions',
  text: `select version, submitted_on::text as submitted_on, sha256, sm3, articles, source, person, post
    from draft_versions where stream = $1 order by version`,
};

const WITHDRAWALS: NamedStatement = {
  name: 'draft-withdrawals',
  text: `select r.text, p.value as reason from records r
    left join record_parts p on p.stream = r.stream and p.seq = r.seq and p.name = 'reason'
    where r.stream = $1 and r.type = 'draft.withdrawn' order by r.seq`,
};

const TEXT: NamedStatement = {
  name: 'draft-text',
  text: `select p.value from draft_versions v
    join record_parts p on p.stream = v.stream and p.seq = v.seq and p.name = 'draft'
    where v.stream = $1 and v.version = $2`,
};

const part = (row: string, name: string): string =>
  `(select p.value from record_parts p where p.stream = ${row}.stream and p.seq = ${row}.seq and p.name = '${name}')`;

const COMMENT_COLUMNS = `c.comment, c.made_on::text as made_on, c.kind, c.version, c.article, c.anchor, c.person, c.post,
  ${part('c', 'text')} as text, ${part('c', 'quote')} as quote, ${part('c', 'suggestion')} as suggestion,
  (select json_agg(json_build_object('seq', a.seq, 'on', a.given_on, 'answer', a.answer, 'version', a.version,
      'person', a.person, 'post', a.post, 'text', ${part('a', 'text')}) order by a.seq)
    from draft_answers a where a.stream = c.stream and a.comment = c.comment) as answers`;

const COMMENT: NamedStatement = {
  name: 'draft-comment',
  text: `select ${COMMENT_COLUMNS} from draft_comments c where c.stream = $1 and c.comment = $2`,
};

const COMMENTS: NamedStatement = {
  name: 'draft-comments',
  text: `select ${COMMENT_COLUMNS} from draft_comments c
    where c.stream = $1 and c.comment > $2 order by c.comment limit $3`,
};

interface VersionValues {
  readonly version: number;
  readonly submitted_on: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly articles: number;
  readonly source: string;
  readonly person: string;
  readonly post: string;
}

interface WithdrawalValues {
  readonly text: string;
  readonly reason: string | null;
}

interface CommentValues {
  readonly comment: number;
  readonly made_on: string;
  readonly kind: string;
  readonly version: number;
  readonly article: string | null;
  readonly anchor: string;
  readonly person: string;
  readonly post: string;
  /** Canonical JSON of texts. */
  readonly text: string | null;
  readonly quote: string | null;
  readonly suggestion: string | null;
  readonly answers: readonly DraftAnswer[] | null;
}

const NUMBER = /^(0|[1-9]\d{0,8})$/;

/** Drafts on PostgreSQL. */
export function postgresDrafts(dataSource: DataSource): DraftReads {
  return {
    async versions(stream) {
      const [rows, records] = await Promise.all([
        runNamed<VersionValues>(dataSource, VERSIONS, [stream]),
        runNamed<WithdrawalValues>(dataSource, WITHDRAWALS, [stream]),
      ]);
      const withdrawals = new Map(records.map(withdrawalOf));
      return rows.map(draftVersion).map((one) => {
        const withdrawn = withdrawals.get(one.version);
        return withdrawn ? { ...one, withdrawn } : one;
      });
    },
    async text(stream, version) {
      const [row] = await runNamed<{ readonly value: string }>(dataSource, TEXT, [stream, version]);
      return row && (JSON.parse(row.value) as Draft);
    },
    async comment(stream, comment) {
      const [row] = await runNamed<CommentValues>(dataSource, COMMENT, [stream, comment]);
      return row && draftComment(row);
    },
    async comments(stream, page) {
      const [after] = page.after === undefined ? ['0'] : decodeCursor(page.after, [NUMBER]);
      const values = [stream, Number(after), page.limit + 1];
      const rows = await runNamed<CommentValues>(dataSource, COMMENTS, values);
      return pageOf(rows, page.limit, draftComment, ({ comment }) => encodeCursor([String(comment)]));
    },
  };
}

function draftVersion({ submitted_on: on, sha256, sm3, source, ...row }: VersionValues): DraftVersion {
  return { ...row, on, digest: { sha256, sm3 }, source: source as DraftSource };
}

function withdrawalOf({ text, reason }: WithdrawalValues): readonly [number, DraftWithdrawal] {
  const { actor, data } = JSON.parse(text) as LedgerRecord;
  const { version, on, post = '' } = data as unknown as DraftWithdrawn;
  return [version, { on, person: actor?.person ?? '', post, reason: textOf(reason) }];
}

function draftComment({ made_on: on, kind, answers, ...row }: CommentValues): DraftComment {
  return {
    ...row,
    ...{ on, kind: kind as CommentKind },
    ...{ text: textOf(row.text), quote: textOf(row.quote), suggestion: textOf(row.suggestion) },
    answers: (answers ?? []).map((answer) => ({ ...answer, text: textOf(answer.text) })),
  };
}

function textOf(value: string | null): string | null {
  return value === null ? null : (JSON.parse(value) as string);
}

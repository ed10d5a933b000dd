import type { DataSource } from 'typeorm';
import type { CivilDate } from '../../../engine/clock/time.js';
import type {
  ConsultationReads,
  ConsultationRow,
} from '../../../usecases/streams/consultation/consultation-ports.js';
import { runNamed } from '../../named-statement.js';
import { DAY, decodeCursor, encodeCursor, pageOf } from '../cursor.js';
import {
  type CommentValues,
  commentRow,
  COMMENTS,
  commentStatement,
  filterValues,
  type GroupValues,
  NUMBER,
  selectionStatement,
} from './comment-statements.js';

interface ConsultationValues {
  readonly stream: string;
  readonly case_id: string;
  readonly name: string;
  readonly draft_version: number;
  readonly draft_stream: string | null;
  readonly opens_on: CivilDate;
  readonly closes_on: CivilDate;
  readonly shortened: boolean;
  readonly withdrawn_on: CivilDate | null;
  readonly result_on: CivilDate | null;
  readonly notice: string | null;
  readonly shortened_for: string | null;
  readonly extended_for: string | null;
  readonly withdrawn_for: string | null;
}

interface EarlierValues {
  readonly key: string;
  readonly digest: string;
  readonly n: number;
  readonly id: string;
  readonly seq: number;
  readonly sha256: string;
  readonly sm3: string;
}

const part = (seq: string, name: string): string =>
  `(select p.value from record_parts p where p.stream = c.stream and p.seq = ${seq} and p.name = '${name}')`;

const CONSULTATION = `select c.stream, c.case_id, c.name, c.draft_version, c.draft_stream, c.opens_on::text as opens_on,
    c.closes_on::text as closes_on, c.shortened, c.withdrawn_on::text as withdrawn_on, c.result_on::text as result_on,
    ${part('0', 'notice')} as notice, ${part('0', 'reason')} as shortened_for,
    ${part('c.extended_seq', 'reason')} as extended_for, ${part('c.withdrawn_seq', 'reason')} as withdrawn_for
  from consultations c`;

const ONE = { name: 'consultation', text: `${CONSULTATION} where c.stream = $1` };

const LIST = {
  name: 'consultations',
  text: `${CONSULTATION} where (c.opens_on, c.stream) < ($1::date, $2) order by c.opens_on desc, c.stream desc limit $3`,
};

const BEGINNING = {
  name: 'comment-beginning',
  text: `${COMMENTS} where c.id >= $1 and c.id < $1 || 'g' limit 2`,
};

const TEXT_KEY = {
  name: 'comment-text-key',
  text: 'select text_key from consultation_comments where stream = $1 and n = $2',
};

const GROUPS = {
  name: 'comment-groups',
  text: `select g.group_no, g.title, count(c.n)::integer as comments,
      (count(c.n) filter (where c.result is null))::integer as unhandled
    from consultation_groups g
    left join consultation_comments c on c.stream = g.stream and c.group_no = g.group_no
    where g.stream = $1 and g.group_no > $2 group by g.group_no, g.title order by g.group_no limit $3`,
};

const EARLIER = {
  name: 'comments-by-wish',
  text: `select c.wish_key as key, c.wish_digest as digest, c.n, c.id, c.seq, r.sha256, r.sm3
    from consultation_comments c join records r on r.stream = c.stream and r.seq = c.seq
    where c.stream = $1 and c.wish_key = any($2::text[])`,
};

const STREAM = /^[\x21-\x7e]{1,100}$/;
const NEWEST = ['9999-12-31', '~'];

/** Consultations and their comments, on PostgreSQL. */
export function postgresConsultations(dataSource: DataSource): ConsultationReads {
  const run = <Row extends object>(
    statement: { readonly name: string; readonly text: string },
    values: readonly unknown[],
  ) => runNamed<Row>(dataSource, statement, values);
  return {
    consultation: async (stream) => {
      const [row] = await run<ConsultationValues>(ONE, [stream]);
      return row && consultationRow(row);
    },
    consultations: async (page) => {
      const after = page.after === undefined ? NEWEST : decodeCursor(page.after, [DAY, STREAM]);
      const rows = await run<ConsultationValues>(LIST, [...after, page.limit + 1]);
      return pageOf(rows, page.limit, consultationRow, (row) => encodeCursor([row.opens_on, row.stream]));
    },
    comments: async (stream, filter, page, order = 'first') => {
      const start = order === 'first' ? '0' : '2147483647';
      const [after = start] = page.after === undefined ? [] : decodeCursor(page.after, [NUMBER]);
      const values = [stream, after, page.limit + 1, ...filterValues(filter)];
      const rows = await run<CommentValues>(commentStatement(filter, order), values);
      return pageOf(rows, page.limit, commentRow, (row) => encodeCursor([String(row.n)]));
    },
    commentBeginning: async (prefix) => {
      const [found, other] = await run<CommentValues>(BEGINNING, [prefix]);
      return found && !other ? commentRow(found) : undefined;
    },
    selection: async (stream, chosen, grouped = false) => {
      const { statement, value } = selectionStatement(chosen, grouped);
      const rows = await run<{ readonly result: string; readonly count: number }>(statement, [stream, value]);
      const from = Object.fromEntries(rows.map(({ result, count }) => [result, count]));
      return { count: rows.reduce((sum, { count }) => sum + count, 0), from };
    },
    textKey: async (stream, n) =>
      (await run<{ readonly text_key: string }>(TEXT_KEY, [stream, n]))[0]?.text_key,
    groups: async (stream, page) => {
      const [after = '0'] = page.after === undefined ? [] : decodeCursor(page.after, [NUMBER]);
      const rows = await run<GroupValues>(GROUPS, [stream, after, page.limit + 1]);
      const group = ({ group_no, ...row }: GroupValues) => ({ group: group_no, ...row });
      return pageOf(rows, page.limit, group, (row) => encodeCursor([String(row.group_no)]));
    },
    earlier: async (stream, keys) =>
      (await run<EarlierValues>(EARLIER, [stream, keys])).map(({ seq, sha256, sm3, ...row }) => ({
        ...row,
        record: { seq, leaf: { sha256, sm3 } },
      })),
  };
}

const word = (value: string | null): string | null => (value === null ? null : (JSON.parse(value) as string));

function consultationRow(row: ConsultationValues): ConsultationRow {
  return {
    ...{
      stream: row.stream,
      caseId: row.case_id,
      name: row.name,
      draftVersion: row.draft_version,
      draftStream: row.draft_stream,
    },
    ...{ opensOn: row.opens_on, closesOn: row.closes_on, shortened: row.shortened },
    ...{ withdrawnOn: row.withdrawn_on, resultOn: row.result_on },
    notice: row.notice === null ? {} : (JSON.parse(row.notice) as Record<string, string>),
    shortenedFor: word(row.shortened_for),
    extendedFor: word(row.extended_for),
    withdrawnFor: word(row.withdrawn_for),
  };
}

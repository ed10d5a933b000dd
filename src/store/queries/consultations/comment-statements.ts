import type { Chosen, GroupedBy } from '../../../engine/consultation/consultation.js';
import type { CommentFilter, CommentRow } from '../../../usecases/streams/consultation/consultation-ports.js';
import type { NamedStatement } from '../../named-statement.js';

/** A comment as the database has it. */
export interface CommentValues {
  readonly n: number;
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
  readonly received_on: string;
  readonly arrived_on: string;
  readonly channel: CommentRow['channel'];
  readonly article: string | null;
  readonly stance: CommentRow['stance'];
  readonly consent: boolean;
  readonly text: string;
  readonly author_name: string | null;
  readonly author_contact: string | null;
  readonly author_kind: 'person' | 'organisation' | null;
  readonly sorted_as: CommentRow['sortedAs'];
  readonly duplicate_of: number | null;
  readonly sorted_for: string | null;
  readonly masked: string | null;
  readonly group_no: number | null;
  readonly result: CommentRow['result'];
  readonly reason: string | null;
  readonly articles: string | null;
}

export interface GroupValues {
  readonly group_no: number;
  readonly title: string;
  readonly comments: number;
  readonly unhandled: number;
}

/** A number of a comment or group, as it stands in cursors. */
export const NUMBER = /^\d{1,9}$/;

const part = (seq: string, name: string): string =>
  `(select p.value from record_parts p where p.stream = c.stream and p.seq = c.${seq} and p.name = '${name}')`;

/** Comments with the words that officials have written to them. */
export const COMMENTS = `select c.n, c.id, c.stream, c.seq, c.received_on::text as received_on,
    c.arrived_on::text as arrived_on, c.channel, c.article, c.stance, c.consent, c.text, c.author_name,
    c.author_contact, c.author_kind, c.sorted_as, c.duplicate_of, c.group_no, c.result, c.articles,
    ${part('sorted_seq', 'reason')} as sorted_for, ${part('sorted_seq', 'masked')} as masked,
    ${part('handled_seq', 'reason')} as reason
  from consultation_comments c`;

/** Conditions by what a filter asks; each with the value that stands for `$`. */
const CONDITIONS: {
  readonly [K in keyof Required<CommentFilter>]: (value: NonNullable<CommentFilter[K]>) => {
    readonly text: string;
    readonly value?: unknown;
  };
} = {
  result: (value) => (value === 'unhandled' ? { text: 'c.result is null' } : { text: 'c.result = $', value }),
  channel: (value) => ({ text: 'c.channel = $', value }),
  article: (value) => (value === '' ? { text: 'c.article is null' } : { text: 'c.article = $', value }),
  group: (value) => ({ text: 'c.group_no = $', value }),
  sortedAs: (value) => ({ text: 'c.sorted_as = $', value }),
  sameAs: (value) => ({
    text: 'c.text_key = (select s.text_key from consultation_comments s where s.stream = $1 and s.n = $)',
    value,
  }),
};

const FILTERS = Object.keys(CONDITIONS) as readonly (keyof CommentFilter)[];

function conditionsOf(filter: CommentFilter): readonly { readonly text: string; readonly value?: unknown }[] {
  return FILTERS.flatMap((name) => {
    const value = filter[name];
    const condition = CONDITIONS[name] as (of: unknown) => {
      readonly text: string;
      readonly value?: unknown;
    };
    return value === undefined ? [] : [condition(value)];
  });
}

/** What `commentStatement` wants after stream, place and limit. */
export function filterValues(filter: CommentFilter): readonly unknown[] {
  return conditionsOf(filter).flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** A list by what is asked for, so that each filter can use its index. There are few of them: each is planned once. */
export function commentStatement(filter: CommentFilter, order: 'first' | 'last'): NamedStatement {
  let at = 3;
  const conditions = conditionsOf(filter).map(({ text, value }) =>
    value === undefined ? text : text.replace(/\$(?!\d)/, () => `$${(at += 1)}`),
  );
  const shape = FILTERS.filter((name) => filter[name] !== undefined).map((name) =>
    filter[name] === 'unhandled' || filter[name] === '' ? `no-${name}` : name,
  );
  const [than, way] = order === 'first' ? ['>', 'asc'] : ['<', 'desc'];
  return {
    name: ['comments', order, ...shape].join('-'),
    text: `${COMMENTS} where ${['c.stream = $1', `c.n ${than} $2`, ...conditions].join(' and ')}
      order by c.n ${way} limit $3`,
  };
}

/**
 * Counts by result of what is chosen. Comments that are in a group already are not grouped by words or article.
 *
 * @param grouped only those that are in a group
 */
export function selectionStatement(
  chosen: Chosen | GroupedBy,
  grouped: boolean,
): { readonly statement: NamedStatement; readonly value: unknown } {
  const [name, condition, value] = conditionOf(chosen);
  const [suffix, more] = grouped ? ['-grouped', ' and c.group_no is not null'] : ['', ''];
  return {
    statement: {
      name: `comment-selection-${name}${suffix}`,
      text: `select coalesce(c.result, 'unhandled') as result, count(*)::integer as count
        from consultation_comments c where c.stream = $1 and ${condition}${more} group by 1`,
    },
    value,
  };
}

function conditionOf(chosen: Chosen | GroupedBy): readonly [string, string, unknown] {
  if ('comments' in chosen) return ['numbers', 'c.n = any($2::integer[])', chosen.comments];
  if ('group' in chosen) return ['group', 'c.group_no = $2', chosen.group];
  if ('article' in chosen) return ['article', 'c.article = $2 and c.group_no is null', chosen.article];
  const same = '(select s.text_key from consultation_comments s where s.stream = $1 and s.n = $2)';
  return ['same', `c.text_key = ${same} and c.group_no is null`, chosen.sameAs];
}

/** The comment as it is read. */
export function commentRow(row: CommentValues): CommentRow {
  const { author_name: name, author_contact: contact, author_kind: kind } = row;
  const known = name !== null || contact !== null || kind !== null;
  return {
    ...{ n: row.n, id: row.id, stream: row.stream, seq: row.seq },
    ...{ receivedOn: row.received_on, arrivedOn: row.arrived_on, channel: row.channel },
    ...{ article: row.article, stance: row.stance, consentToPublish: row.consent, text: row.text },
    author: known
      ? {
          ...(name !== null && { name }),
          ...(contact !== null && { contact }),
          ...(kind !== null && { kind }),
        }
      : null,
    ...{ sortedAs: row.sorted_as, duplicateOf: row.duplicate_of, group: row.group_no },
    ...{ sortedFor: wordOf(row.sorted_for), masked: wordOf(row.masked) },
    ...{ result: row.result, reason: wordOf(row.reason) },
    changedArticles: row.articles === null ? [] : (JSON.parse(row.articles) as readonly string[]),
  };
}

function wordOf(value: string | null): string | null {
  return value === null ? null : (JSON.parse(value) as string);
}

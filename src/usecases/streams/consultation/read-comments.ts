import { CHANNEL_WORDS, RESULT_WORDS } from './consultation-words.js';
import { type ConsultationState, RESULTS, unhandledOf } from '../../../engine/consultation/consultation.js';
import { similarClusters } from '../../../engine/consultation/similar-comments.js';
import { streamPower } from '../../../engine/streams/stream-power.js';
import type { TableDraft, TableReport } from '../../organisation/table-files.js';
import type { Page, PageRequest } from '../../queries.js';
import type { LawfulCaseFor } from '../../cases/read-case.js';
import { maskName, maskPhone } from '../../reading/mask.js';
import type { CommentFilter, CommentGroup, CommentRow } from './consultation-ports.js';
import { publicComment } from './public-consultations.js';
import { maskComment } from './mask-comment.js';
import type { ConsultationPorts } from './work-on-consultation.js';

/** The consultation that a case has under a name, as it stands. */
export interface KeptConsultation {
  readonly stream: string;
  readonly version: number;
  readonly state: ConsultationState;
  readonly unhandled: number;
}

/** The last consultation under a name. Undefined: there is none. */
export async function keptConsultation(
  ports: ConsultationPorts,
  caseId: string,
  name: string,
): Promise<KeptConsultation | undefined> {
  const stream = (await ports.streamStandings?.streamsOf(caseId, name))?.at(-1);
  const head = stream === undefined ? undefined : await ports.ledger.head(stream);
  if (stream === undefined || head?.kind !== 'consultation' || head.stateText === null) return undefined;
  const state = JSON.parse(head.stateText) as ConsultationState;
  return { stream, version: head.version, state, unhandled: unhandledOf(state) };
}

/** Whether the reader keeps the consultation: then he reads who said what, others read it masked. */
export function keeps({ procedure, state, actor, context }: LawfulCaseFor, name: string): boolean {
  const { definition } = procedure;
  const declared = definition.streams?.[name];
  if (!declared) return false;
  return !('unmet' in streamPower(definition, name, declared, { actor, state, world: context.world }));
}

/** Comments as officials work on them; masked for whoever does not keep the consultation. @throws InvalidCursor */
export async function listComments(
  ports: ConsultationPorts,
  stream: string,
  asked: {
    readonly filter: CommentFilter;
    readonly page: PageRequest;
    readonly order?: 'first' | 'last';
    readonly plain: boolean;
  },
): Promise<Page<CommentRow>> {
  const found = await ports.consultations.comments(stream, asked.filter, asked.page, asked.order);
  return asked.plain ? found : { ...found, items: found.items.map(maskedRow) };
}

/** Groups in the order in which they were made. @throws InvalidCursor */
export function listGroups(
  { consultations }: ConsultationPorts,
  stream: string,
  page: PageRequest,
): Promise<Page<CommentGroup>> {
  return consultations.groups(stream, page);
}

/** Which comments of a page look alike: a suggestion for grouping them. */
export async function suggestGroups(
  { consultations }: ConsultationPorts,
  stream: string,
  filter: CommentFilter,
  page: PageRequest,
): Promise<Page<readonly number[]>> {
  const found = await consultations.comments(stream, filter, page);
  return { ...found, items: similarClusters(found.items) };
}

/** Rows of one file at most; the next file begins after its last one. */
export const MOST_EXPORTED = 5_000;

const HEADER = [
  ...['序号', '来源', '收到日', '意见人', '意见内容', '针对条款'],
  ...['归并', '处理结果', '理由', '修改条款'],
] as const;

/**
 * 公众意见研究采纳情况表 (决策条例 29(2)): masked, as it goes to the meeting.
 *
 * @param asked rows at most, and after which comment they begin
 * @throws InvalidCursor
 */
export async function adoptionTable(
  { consultations }: ConsultationPorts,
  stream: string,
  asked: { readonly limit: number; readonly after?: string },
): Promise<{ readonly table: TableDraft; readonly endCursor: string | null; readonly hasMore: boolean }> {
  const page = { ...asked, limit: Math.min(asked.limit, MOST_EXPORTED) };
  const { items, endCursor, hasMore } = await consultations.comments(stream, {}, page);
  const rows = items.map((row) => {
    const shown = publicComment({ ...row, consentToPublish: true });
    return [
      ...[String(row.n), CHANNEL_WORDS[row.channel].zh, row.arrivedOn],
      ...[shown.author ?? '', shown.text ?? '（不予公开）', row.article ?? '全文'],
      row.group === null ? '' : String(row.group),
      row.result === null ? '未处理' : RESULT_WORDS[row.result].zh,
      ...[shown.reason ?? '', row.changedArticles.join('、')],
    ];
  });
  return { table: { name: '意见采纳情况表', header: HEADER, rows }, endCursor, hasMore };
}

/** Widths of the columns of the table, in characters. */
const WIDTHS = [5, 5, 9, 7, 32, 8, 5, 8, 24, 9];

/** The table with what stands above it when it is printed. */
export async function adoptionReport(
  { consultations }: ConsultationPorts,
  { stream, state }: KeptConsultation,
  table: TableDraft,
): Promise<TableReport> {
  const row = await consultations.consultation(stream);
  const results = RESULTS.map((result) => `${RESULT_WORDS[result].zh} ${state.results[result]} 条`);
  return {
    title: '公众意见研究采纳情况表',
    lines: [
      row?.notice['title'] ?? '',
      `征求意见期间：${state.opensOn} 至 ${state.closesOn}`,
      `共收到意见 ${state.received} 条，其中${results.join('，')}，未处理 ${unhandledOf(state)} 条。`,
    ].filter((line) => line !== ''),
    table,
    widths: WIDTHS,
  };
}

function maskedRow(row: CommentRow): CommentRow {
  const { author, text } = row;
  const names = author?.name === undefined ? [] : [author.name];
  return {
    ...row,
    text: maskComment(text, names),
    author: author && {
      ...author,
      ...(author.name !== undefined && { name: maskName(author.name) }),
      ...(author.contact !== undefined && { contact: maskPhone(author.contact) }),
    },
  };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CommentResult, RESULTS } from '../../engine/consultation/consultation.js';
import type { CommentGroup, CommentRow } from '../../usecases/streams/consultation/consultation-ports.js';
import type { KeptConsultation } from '../../usecases/streams/consultation/read-comments.js';
import { receiptOf } from '../../engine/case/receipt.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { ResultCountsDto } from './public-consultation.dto.js';

/** A consultation as it stands to its case. */
export class ConsultationDto {
  @Discloses('internal')
  @ApiProperty({ description: '所在流，也是公开编号 · stream, also its public number' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '针对的稿次；0 为没有草案 · version of the draft' })
  draftVersion: number;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '开始日 · first day' })
  opensOn: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '截止日，当日 24 时止 · last day' })
  closesOn: string;

  @Discloses('internal')
  @ApiProperty({ description: '缩短期限并已说明 · shorter than the rule, with its reason' })
  shortened: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '撤回日 · day of its withdrawal' })
  withdrawnOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '采纳情况公布日 · day of the results' })
  resultOn?: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '收到意见数 · comments received' })
  received: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '未处理意见数 · comments without a result' })
  unhandled: number;

  @Discloses('internal')
  @ApiProperty({ type: ResultCountsDto, description: '处理结果 · by result' })
  results: Readonly<Record<CommentResult, number>>;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '归并数 · groups made' })
  groups: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '公布后的更正 · corrections after the results' })
  corrections: number;
}

/** Who made a comment. */
export class ReadAuthorDto {
  @Discloses('personal')
  @ApiPropertyOptional({ description: '姓名或者名称 · name' })
  name?: string;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '联系方式 · how to reach him' })
  contact?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ enum: ['person', 'organisation'], description: '个人、单位 · kind' })
  kind?: 'person' | 'organisation';
}

/** A comment with what became of it. Whoever does not keep the consultation reads it masked. */
export class CommentDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · number' })
  n: number;

  @Discloses('internal')
  @ApiProperty({ description: '收件编号 · receipt number' })
  receipt: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '收到日 · day on which it arrived' })
  arrivedOn: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '登记日 · day on which it was recorded' })
  receivedOn: string;

  @Discloses('internal')
  @ApiProperty({ description: '来源 · channel' })
  channel: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '针对的条；空为全文 · article' })
  article: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '态度 · stance' })
  stance: string | null;

  @Discloses('internal')
  @ApiProperty({ description: '同意公开 · may be published' })
  consentToPublish: boolean;

  @Discloses('personal')
  @ApiProperty({ description: '意见内容 · the comment' })
  text: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: ReadAuthorDto, description: '意见人 · who made it' })
  author?: ReadAuthorDto;

  @Discloses('internal')
  @ApiProperty({ description: '归类 · kind' })
  sortedAs: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '与哪一条重复 · duplicate of' })
  duplicateOf?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '归类的理由 · why it is sorted so' })
  sortedFor?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '遮盖后的文字 · the words as masked' })
  masked?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '归并编号 · group' })
  group?: number;

  @Discloses('internal')
  @ApiProperty({ enum: RESULTS, nullable: true, description: '处理结果；空为未处理 · result' })
  result: CommentResult | null;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '理由 · reason' })
  reason?: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '因此修改的条 · articles that are changed' })
  changedArticles: readonly string[];
}

/** Comments. */
export class CommentsDto {
  @Discloses('internal')
  @ApiProperty({ type: [CommentDto], description: '意见 · comments' })
  items: readonly CommentDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** A group of comments. */
export class CommentGroupDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '归并编号 · number' })
  group: number;

  @Discloses('internal')
  @ApiProperty({ description: '标题 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '意见数 · comments' })
  comments: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '未处理 · without a result' })
  unhandled: number;
}

/** Groups of comments. */
export class CommentGroupsDto {
  @Discloses('internal')
  @ApiProperty({ type: [CommentGroupDto], description: '归并 · groups' })
  items: readonly CommentGroup[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Comments that look alike. */
export class SimilarCommentsDto {
  @Discloses('internal')
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'integer' } },
    description:
      '本页中相似的意见，每组为其序号；仅供归并参考 · alike in this page: a suggestion for grouping',
  })
  items: readonly (readonly number[])[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Consultation as sent. */
export function consultationDto({ stream, state, unhandled }: KeptConsultation): ConsultationDto {
  const { draftVersion, opensOn, closesOn, shortened, received, results, groups, corrections } = state;
  return {
    ...{
      stream,
      draftVersion,
      opensOn,
      closesOn,
      shortened,
      received,
      unhandled,
      results,
      groups,
      corrections,
    },
    ...(state.withdrawnOn !== null && { withdrawnOn: state.withdrawnOn }),
    ...(state.resultOn !== null && { resultOn: state.resultOn }),
  };
}

/** Comment as sent. */
export function commentDto(row: CommentRow): CommentDto {
  const { n, arrivedOn, receivedOn, channel, article, stance, consentToPublish, text, sortedAs } = row;
  return {
    ...{ n, receipt: receiptOf(row.id) ?? '', arrivedOn, receivedOn, channel, article, stance },
    ...{ consentToPublish, text, sortedAs, result: row.result, changedArticles: row.changedArticles },
    ...(row.author && { author: row.author }),
    ...(row.duplicateOf !== null && { duplicateOf: row.duplicateOf }),
    ...(row.sortedFor !== null && { sortedFor: row.sortedFor }),
    ...(row.masked !== null && { masked: row.masked }),
    ...(row.group !== null && { group: row.group }),
    ...(row.reason !== null && { reason: row.reason }),
  };
}

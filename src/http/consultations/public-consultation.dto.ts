import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CommentResult, RESULTS } from '../../engine/consultation/consultation.js';
import type {
  CommentProgress,
  PublicComment,
  PublicConsultation,
} from '../../usecases/streams/consultation/public-consultations.js';
import type { DraftArticle } from '../../usecases/streams/consultation/consultation-ports.js';
import { DigestPairDto } from '../cases/record-receipt.dto.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const PHASES = ['announced', 'open', 'closed', 'published', 'withdrawn'] as const;

/** How many comments had which result. */
export class ResultCountsDto implements Readonly<Record<CommentResult, number>> {
  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '采纳 · adopted' })
  adopted: number;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '部分采纳 · adopted in part' })
  partlyAdopted: number;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '不采纳 · not adopted' })
  notAdopted: number;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '另作说明 · explained otherwise' })
  explained: number;
}

/** A consultation as anybody may see it. */
export class PublicConsultationDto {
  @Discloses('public')
  @ApiProperty({ format: 'uuid', description: '编号 · number' })
  id: string;

  @Discloses('public')
  @ApiProperty({ description: '标题 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({
    enum: PHASES,
    description: '未开始、征求中、已截止（研究采纳中）、已公布、已撤回 · phase',
  })
  phase: string;

  @Discloses('public')
  @ApiProperty({ format: 'date', description: '开始日 · first day' })
  opensOn: string;

  @Discloses('public')
  @ApiProperty({ format: 'date', description: '截止日，当日 24 时止 · last day' })
  closesOn: string;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '还可提意见的天数，含当日 · days left, today included' })
  daysLeft: number;

  @Discloses('public')
  @ApiPropertyOptional({ description: '缩短期限的说明 · why it is shorter than thirty days' })
  shortenedFor?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '延长的理由 · why it was extended' })
  extendedFor?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '撤回的理由 · why it was withdrawn' })
  withdrawnFor?: string;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '采纳情况公布日 · day of the results' })
  resultOn?: string;
}

/** An article of the draft. */
export class DraftArticleDto {
  @Discloses('public')
  @ApiProperty({ description: '条的编号，对其提意见时填写 · id, to be named by comments on it' })
  id: string;

  @Discloses('public')
  @ApiProperty({ example: '第三条', description: '条 · article' })
  title: string;

  @Discloses('public')
  @ApiProperty({ description: '内容 · text' })
  text: string;
}

/** A consultation with its notice and draft. */
export class PublicNoticeDto extends PublicConsultationDto {
  @Discloses('public')
  @ApiPropertyOptional({ description: '起草说明 · explanation' })
  explanation?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '其他反馈途径 · other ways to comment' })
  otherWays?: string;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '草案稿次；0 为未附结构化草案 · version of the draft' })
  draftVersion: number;

  @Discloses('public')
  @ApiProperty({ type: [DraftArticleDto], description: '草案，逐条 · the draft, by article' })
  articles: readonly DraftArticle[];
}

/** Consultations. */
export class PublicConsultationsDto {
  @Discloses('public')
  @ApiProperty({ type: [PublicConsultationDto], description: '征求意见，新的在前 · the latest first' })
  items: readonly PublicConsultationDto[];

  @Discloses('public')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** What one of the public is told who has commented. */
export class CommentReceiptDto {
  @Discloses('public')
  @ApiProperty({
    example: '1B2C-3D4E-5F6G7',
    description: '收件编号，凭此查询采纳情况 · by it he asks what became of it',
  })
  receipt: string;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '序号 · number' })
  n: number;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of its record' })
  sequence: number;

  @Discloses('public')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash of its record' })
  leaf: DigestPairDto;
}

/** What became of a comment, as published. */
export class PublishedCommentDto {
  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '序号 · number' })
  n: number;

  @Discloses('public')
  @ApiProperty({ type: String, nullable: true, description: '意见（脱敏）；空为不公开 · masked' })
  text: string | null;

  @Discloses('public')
  @ApiProperty({
    enum: ['hidden', 'noConsent'],
    nullable: true,
    description: '不公开的原因：依法不予公开、本人未同意 · why it is not published',
  })
  notPublished: 'hidden' | 'noConsent' | null;

  @Discloses('public')
  @ApiProperty({ type: String, nullable: true, description: '意见人（脱敏）· who, masked' })
  author: string | null;

  @Discloses('public')
  @ApiProperty({ description: '来源 · channel' })
  channel: string;

  @Discloses('public')
  @ApiProperty({ type: String, nullable: true, description: '针对的条 · article' })
  article: string | null;

  @Discloses('public')
  @ApiProperty({ enum: RESULTS, nullable: true, description: '是否采纳 · result' })
  result: CommentResult | null;

  @Discloses('public')
  @ApiProperty({ type: String, nullable: true, description: '理由 · reason' })
  reason: string | null;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '因此修改的条 · articles that were changed' })
  changedArticles: readonly string[];
}

/** 采纳情况. */
export class ConsultationResultsDto {
  @Discloses('public')
  @ApiProperty({ format: 'date', description: '公布日 · day of publication' })
  resultOn: string;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '收到意见数 · comments received' })
  received: number;

  @Discloses('public')
  @ApiProperty({ type: ResultCountsDto, description: '按结果 · by result' })
  results: Readonly<Record<CommentResult, number>>;

  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '公布后的更正 · corrections since' })
  corrections: number;

  @Discloses('public')
  @ApiProperty({ type: [PublishedCommentDto], description: '意见及采纳情况 · comments and results' })
  items: readonly PublicComment[];

  @Discloses('public')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** What became of one comment, told to whoever holds its receipt. Nothing in it is about a person. */
export class CommentProgressDto {
  @Discloses('public')
  @ApiProperty({ description: '收件编号 · receipt number' })
  receipt: string;

  @Discloses('public')
  @ApiProperty({ format: 'uuid', description: '征求意见编号 · consultation' })
  consultation: string;

  @Discloses('public')
  @ApiProperty({ description: '征求意见标题 · its title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ format: 'date', description: '收到日 · day of receipt' })
  receivedOn: string;

  @Discloses('public')
  @ApiProperty({ enum: PHASES, description: '征求意见所处阶段 · phase' })
  phase: string;

  @Discloses('public')
  @ApiPropertyOptional({ format: 'date', description: '采纳情况公布日 · day of the results' })
  resultOn?: string;

  @Discloses('public')
  @ApiPropertyOptional({ enum: RESULTS, description: '是否采纳 · result' })
  result?: CommentResult;

  @Discloses('public')
  @ApiPropertyOptional({ description: '理由 · reason' })
  reason?: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: [String], description: '因此修改的条 · articles that were changed' })
  changedArticles?: readonly string[];
}

/** Consultation as sent. */
export function publicConsultationDto({ row, phase, daysLeft }: PublicConsultation): PublicConsultationDto {
  const { stream, notice, opensOn, closesOn, shortenedFor, extendedFor, withdrawnFor, resultOn } = row;
  return {
    ...{ id: stream, title: notice['title'] ?? '', phase, opensOn, closesOn, daysLeft },
    ...(shortenedFor !== null && { shortenedFor }),
    ...(extendedFor !== null && { extendedFor }),
    ...(withdrawnFor !== null && { withdrawnFor }),
    ...(resultOn !== null && { resultOn }),
  };
}

/** Notice as sent. */
export function publicNoticeDto(
  found: PublicConsultation & { readonly articles: readonly DraftArticle[] },
): PublicNoticeDto {
  const { notice, draftVersion } = found.row;
  const { explanation, otherWays } = notice;
  return {
    ...publicConsultationDto(found),
    ...(explanation !== undefined && { explanation }),
    ...(otherWays !== undefined && { otherWays }),
    ...{ draftVersion, articles: found.articles },
  };
}

/** Progress as sent. */
export function commentProgressDto(progress: CommentProgress): CommentProgressDto {
  const { receipt, consultation, title, receivedOn, phase, resultOn, outcome } = progress;
  return {
    ...{ receipt, consultation, title, receivedOn, phase },
    ...(resultOn !== null && { resultOn }),
    ...(outcome?.result && { result: outcome.result }),
    ...(outcome?.reason && { reason: outcome.reason }),
    ...(outcome && { changedArticles: outcome.changedArticles }),
  };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import {
  COMMENT_ANSWERS,
  COMMENT_KINDS,
  type CommentAnswer,
  type CommentKind,
} from '../../engine/draft/comment.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { MAX_TEXT } from '../body/clean-text.js';

/** Versions and comments that a draft may have. */
const MOST = 1_000_000;
const MOST_COMMENT = 5_000;

export const COMMENT_KIND_NAMES = Object.keys(COMMENT_KINDS) as readonly CommentKind[];
export const COMMENT_ANSWER_NAMES = Object.keys(COMMENT_ANSWERS) as readonly CommentAnswer[];

/** A version of a draft: words, or an upload of one's own. */
export class DraftSubmissionBodyDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_TEXT,
    description: '全文；更长的先上传 .txt 或者 .docx · in full; a longer one is uploaded',
    example: '第一条　为了规范重大行政决策程序，制定本规定。',
  })
  @IsOptional()
  @IsCharacters(1, MAX_TEXT)
  text?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: '本人的上传（.docx 或者 .txt）· an upload of one’s own (.docx or .txt)',
  })
  @IsOptional()
  @IsUUID()
  upload?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description:
      '依据第几稿修改，首稿为 0；与最新稿次不符则拒绝 · the version that was worked on, 0 for none; refused when it is not the latest',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST)
  replaces?: number;
}

/** A draft is withdrawn. */
export class DraftWithdrawalBodyDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: '最新一稿的稿次；与最新稿次不符则拒绝 · the latest version; refused when it is not',
  })
  @IsInt()
  @Min(1)
  @Max(MOST)
  version: number;

  @ApiProperty({ minLength: 1, maxLength: 2_000, description: '撤回的理由 · the reason' })
  @IsCharacters(1, 2_000)
  reason: string;
}

/** A comment on a version. */
export class DraftCommentBodyDto {
  @ApiProperty({
    enum: COMMENT_KIND_NAMES,
    description: '必须修改、建议、询问、法律风险 · must be changed, suggestion, question, legal risk',
  })
  @IsIn(COMMENT_KIND_NAMES)
  kind: CommentKind;

  @ApiProperty({ type: 'integer', minimum: 1, description: '针对第几稿 · the version that it is about' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  version: number;

  @ApiPropertyOptional({
    description: '条的编号；不填为针对全文 · id of the article; absent: the whole',
    example: 'a3',
  })
  @IsOptional()
  @IsString()
  @Matches(/^a[1-9]\d{0,8}$/)
  article?: string;

  @ApiPropertyOptional({
    maxLength: MOST_COMMENT,
    description: '所引原文；必须一字不差地在该处 · words quoted, which must stand there',
  })
  @IsOptional()
  @IsCharacters(1, MOST_COMMENT)
  quote?: string;

  @ApiProperty({ minLength: 1, maxLength: MOST_COMMENT, description: '意见 · comment' })
  @IsCharacters(1, MOST_COMMENT)
  text: string;

  @ApiPropertyOptional({
    maxLength: MOST_COMMENT,
    description: '建议改为 · words that could stand there instead',
  })
  @IsOptional()
  @IsCharacters(1, MOST_COMMENT)
  suggestion?: string;
}

/** An answer to a comment, or to the answer before. */
export class DraftAnswerBodyDto {
  @ApiProperty({
    enum: COMMENT_ANSWER_NAMES,
    description:
      '承办方：已修改、不采纳；提出方：已确认、坚持 · by the keepers: revised, declined; by who commented: confirmed, maintained',
  })
  @IsIn(COMMENT_ANSWER_NAMES)
  answer: CommentAnswer;

  @ApiPropertyOptional({
    maxLength: MOST_COMMENT,
    description: '说明；不采纳的必须说明理由 · why; needed for what is declined',
  })
  @IsOptional()
  @IsCharacters(1, MOST_COMMENT)
  text?: string;
}

const whole = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : value;

/** Which versions are compared. */
export class DraftComparisonQueryDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: '旧稿 · the older version' })
  @Transform(whole)
  @IsInt()
  @Min(1)
  @Max(MOST)
  from: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: '新稿 · the newer version' })
  @Transform(whole)
  @IsInt()
  @Min(1)
  @Max(MOST)
  to: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MAX_READERS, MAX_REASON, type DeskCommand } from '../../engine/case/desk/desk-command.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { MAX_BATCH } from '../../usecases/work/run-batch.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { RecordReceiptDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { ProblemDto } from '../problems/problem-document.js';
import { OpinionBodyDto } from './opinion-body.dto.js';

/** What may be done at many desks at once. What needs thought for each is done one by one. */
const BATCH_DESK_WORDS = [
  'claim',
  'release',
  'transfer',
  'reassign',
  'urge',
  'circulate',
  'copy',
  'answer',
] as const satisfies readonly DeskCommand['do'][];

/** One of them. */
export type BatchDeskWord = (typeof BATCH_DESK_WORDS)[number];

/** One of many: `act`, or `desk`. */
export class BatchItemDto {
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  @IsString()
  @Matches(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  caseId: string;

  @ApiPropertyOptional({ description: '行为 · act of the procedure' })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/)
  act?: string;

  @ApiPropertyOptional({
    type: String,
    enum: BATCH_DESK_WORDS,
    description: '或者工作台操作 · or something at a desk',
  })
  @IsOptional()
  @IsIn(BATCH_DESK_WORDS)
  desk?: BatchDeskWord;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '行为的内容 · input of the act',
  })
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '行为实际发生之日 · earlier day of the act',
  })
  @IsOptional()
  @IsCivilDate()
  occurredOn?: CivilDate;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '随行为填写的表单字段 · fields of the form',
  })
  @IsOptional()
  @IsObject()
  fields?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: OpinionBodyDto,
    description: '意见；答复转请时即其内容 · an opinion, or the answer',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => OpinionBodyDto)
  opinion?: OpinionBodyDto;

  @ApiPropertyOptional({ description: '待办（签收、转办、催办等）· the open task' })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z][A-Za-z0-9.:_-]{0,199}$/)
  task?: string;

  @ApiPropertyOptional({ description: '转请（答复）· the referral that is answered' })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  referral?: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_READERS,
    description: '何人（代号）；转办、改派限一人 · whom; one person where a task is passed on',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_READERS)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(100, { each: true })
  to?: string[];

  @ApiPropertyOptional({ minLength: 1, maxLength: MAX_REASON, description: '理由 · reason' })
  @IsOptional()
  @IsCharacters(1, MAX_REASON)
  reason?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description:
      '所见的案件版本；不一致则该项不办 · the version that one saw; otherwise this one is not done',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  version?: number;
}

/** Many at once. */
export class BatchBodyDto {
  @ApiProperty({
    type: [BatchItemDto],
    minItems: 1,
    maxItems: MAX_BATCH,
    description: '各项，依次办理 · items, done one after the other',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @ValidateNested({ each: true })
  @Type(() => BatchItemDto)
  items: BatchItemDto[];
}

/** What became of one item. */
export class BatchResultDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['recorded', 'refused', 'unavailable'], description: '结果 · what became of it' })
  outcome: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: RecordReceiptDto, description: '留痕 · the record' })
  act?: RecordReceiptDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '案件版本 · version of the case' })
  version?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: ProblemDto, description: '未办的原因 · why it was not done' })
  problem?: ProblemDto;
}

/** The results, item by item. */
export class BatchDto {
  @Discloses('internal')
  @ApiProperty({
    type: [BatchResultDto],
    description: '各项结果，次序同请求 · results in the order of the request',
  })
  items: readonly BatchResultDto[];

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '已办项数 · how many were done' })
  recorded: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import {
  CASE_VIEWS,
  LIGHTS,
  TASK_VIEWS,
  type InboxFilter,
  type InboxView,
  type Light,
} from '../../usecases/inbox/inbox-reads.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { SEARCH_WORDS } from '../pages/search-words.js';

const VIEWS = [...TASK_VIEWS, ...CASE_VIEWS];

const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value;

/** Which view, and what it is narrowed to. */
export class InboxQueryDto extends PageQueryDto {
  @ApiProperty({
    type: String,
    enum: VIEWS,
    description:
      '待签收、待办、将到期、退回给我、我代理、转请给我、全部；我发起、已办、抄送我的、关注 · which view of the inbox',
  })
  @IsIn(VIEWS)
  view: InboxView;

  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;

  @ApiPropertyOptional({ description: '承办单位 · unit that handles the case' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  unit?: string;

  @ApiPropertyOptional({ description: '岗位 · post' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  post?: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: '最后一日早于 · due before this day' })
  @IsOptional()
  @IsCivilDate()
  dueBefore?: CivilDate;

  @ApiPropertyOptional({
    type: String,
    enum: LIGHTS,
    description: '期限灯：超期、将到期、未到、停表、无 · light of the clock',
  })
  @IsOptional()
  @IsIn(LIGHTS)
  light?: Light;

  @ApiPropertyOptional({
    description: '检索：事项、申请人、编号 · words of the subject, the applicant, or a number',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @Matches(SEARCH_WORDS)
  q?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    description: '几个工作日内算将到期 · working days that are soon',
  })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(60)
  workingDays?: number;
}

/** What the counts are asked with. */
export class InboxCountsQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    description: '几个工作日内算将到期 · working days that are soon',
  })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(60)
  workingDays?: number;
}

/** What a list is narrowed to. */
export function filterOf({ procedure, unit, post, dueBefore, light, q }: InboxQueryDto): InboxFilter {
  return {
    ...(procedure !== undefined && { procedure }),
    ...(unit !== undefined && { unit }),
    ...(post !== undefined && { post }),
    ...(dueBefore !== undefined && { dueBefore }),
    ...(light !== undefined && { light }),
    ...(q !== undefined && { q }),
  };
}

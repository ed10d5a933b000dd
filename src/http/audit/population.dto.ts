import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CASE_PATTERNS } from '../../engine/audit-questions/population/case-patterns.js';
import { GROUP_PATTERNS } from '../../engine/audit-questions/population/group-patterns.js';
import type { PopulationAnswer } from '../../engine/audit-questions/population/population-row.js';
import {
  POPULATION_QUESTIONS,
  type PopulationQuestion,
} from '../../engine/audit-questions/population/questions.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import type { Language } from '../language.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { PopulationRowDto, populationRowDto } from './answer-row.dto.js';

/** Every pattern there is. */
const PATTERNS = [...Object.keys(CASE_PATTERNS), ...Object.keys(GROUP_PATTERNS)];

/** Which cases are asked about: of the span, and within the asker's reach. */
export class SpanQueryDto {
  @ApiProperty({
    type: String,
    format: 'date',
    description: '自某日（含）立案；24、25 为留痕之日 · cases opened from this day; 24 and 25: recorded from',
  })
  @IsCivilDate()
  from: CivilDate;

  @ApiProperty({ type: String, format: 'date', description: '至某日（含） · to this day, included' })
  @IsCivilDate()
  to: CivilDate;

  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;
}

/** Which pattern is looked for, and where. */
export class FindingsQueryDto extends PageQueryDto {
  @ApiProperty({ type: String, enum: PATTERNS, description: '模式 · pattern' })
  @IsIn(PATTERNS)
  pattern: string;

  @ApiProperty({ type: String, format: 'date', description: '自某日（含）立案 · cases opened from this day' })
  @IsCivilDate()
  from: CivilDate;

  @ApiProperty({ type: String, format: 'date', description: '至某日（含） · to this day, included' })
  @IsCivilDate()
  to: CivilDate;

  @ApiPropertyOptional({ description: '程序 · procedure' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  procedure?: string;
}

/** A question about many cases, answered. */
export class PopulationAnswerDto {
  @Discloses('public')
  @ApiProperty({ type: 'integer', description: '题号 · number' })
  n: number;

  @Discloses('public')
  @ApiProperty({ description: '问题 · question' })
  question: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['shown', 'inOrder', 'deviates', 'notApplicable'],
    description: '结论：列示、符合、偏离、不适用 · conclusion',
  })
  conclusion: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    description: '查看了多少：案件；24 为查阅，25 为变更 · cases looked at; 24: readings, 25: changes',
  })
  looked: number;

  @Discloses('internal')
  @ApiProperty({ type: [PopulationRowDto], description: '逐条 · rows' })
  items: readonly PopulationRowDto[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '留痕不能说明的 · what the ledger does not tell' })
  notKnown: readonly string[];
}

/** A page of findings. */
export class FindingsDto {
  @Discloses('internal')
  @ApiProperty({ type: [PopulationRowDto], description: '发现 · findings' })
  items: readonly PopulationRowDto[];

  @Discloses('internal')
  @ApiProperty({
    type: PageInfoDto,
    description: '分页以案件计：一页可以没有发现 · pages are counted in cases; one may have no finding',
  })
  page: PageInfoDto;
}

/** Answer as sent. */
export function populationAnswerDto(
  n: PopulationQuestion,
  { conclusion, looked, rows, notKnown }: PopulationAnswer,
  language: Language,
): PopulationAnswerDto {
  return {
    ...{ n, question: POPULATION_QUESTIONS[n][language], conclusion, looked },
    items: rows.map((row) => populationRowDto(row, language)),
    notKnown: notKnown.map((words) => words[language]),
  };
}

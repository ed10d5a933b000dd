import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { readTerm } from '../../engine/law/term-text.js';
import type { LastDay } from '../../engine/meeting/follow-ups.js';
import type { FollowUpView } from '../../usecases/streams/meeting/read-meetings.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { Problem } from '../problems/problem.js';

/** A last day: named, or counted by the calendar from today. One of the two. */
export class LastDayDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '完成期限；与 within 二者择一 · last day; either this or `within`',
  })
  @IsOptional()
  @IsCivilDate()
  until?: string;

  @ApiPropertyOptional({
    example: '10 working days',
    description: '自今日起算的期限，按日历计算 · a term from today, counted by the calendar',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[1-9]\d{0,2} (?:working day|calendar day|month)s?$/)
  within?: string;
}

/** Who is to do what, and until when. */
export class FollowUpBodyDto extends LastDayDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: '议题编号 · the item' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  item: number;

  @ApiProperty({ description: '执行单位 · the unit that carries it out' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  unit: string;

  @ApiPropertyOptional({
    description: '承办人代码；在执行单位的承办岗位 · a person in a post that carries it out',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person?: string;

  @ApiProperty({ description: '事项；不进入留痕记录 · what is to be done; kept out of the record' })
  @IsCharacters(1, 2000)
  what: string;
}

/** A later last day, and why. */
export class FollowUpExtensionDto extends LastDayDto {
  @ApiProperty({ description: '延期理由；不进入留痕记录 · why; kept out of the record' })
  @IsCharacters(1, 2000)
  reason: string;
}

/** Why it goes back. */
export class FollowUpReleaseDto {
  @ApiProperty({ description: '理由；不进入留痕记录 · why; kept out of the record' })
  @IsCharacters(1, 2000)
  reason: string;
}

/** How it was done. */
export class CompletionDto {
  @ApiProperty({ description: '办理情况；不进入留痕记录 · how it was done; kept out of the record' })
  @IsCharacters(1, 5000)
  report: string;
}

/** Whose follow-ups are listed. */
export class FollowUpsQueryDto {
  @ApiPropertyOptional({
    enum: ['own', 'supervised'],
    description:
      '本人及所在单位的（缺省），或者本人督查的单位的 · one’s own and one’s unit’s, or those one watches over',
  })
  @IsOptional()
  @IsIn(['own', 'supervised'])
  of?: 'own' | 'supervised';
}

/** A follow-up in a list. */
export class ListedFollowUpDto implements FollowUpView {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · meeting' })
  meeting: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '编号 · number' })
  followUp: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题 · item' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ description: '执行单位 · unit' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '指定的承办人 · person it was given to by name' })
  person: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '在谁手中 · who has it in hand' })
  holder: string | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '完成期限 · last day' })
  until: CivilDate;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '报告办结之日 · reported on' })
  reportedOn: CivilDate | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '逾期之日 · ran out on' })
  lapsedOn: CivilDate | null;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '销号日 · done on' })
  doneOn: CivilDate | null;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '事项 · what is to be done' })
  what?: string;

  @Discloses('internal')
  @ApiProperty({ enum: ['red', 'yellow', 'green'], description: '红黄绿灯 · light' })
  light: FollowUpView['light'];

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '剩余日历日；负数为逾期 · days left; below zero: overdue' })
  daysLeft: number;
}

/** Follow-ups. */
export class FollowUpsDto {
  @Discloses('internal')
  @ApiProperty({ type: [ListedFollowUpDto], description: '议定事项 · follow-ups' })
  items: readonly ListedFollowUpDto[];
}

/** The last day that is wished. @throws Problem `invalid-input` where none, or both, are given */
export function lastDayOf({ until, within }: LastDayDto): LastDay {
  const term = within === undefined ? undefined : readTerm(within);
  if (until !== undefined && within === undefined) return { until: until as CivilDate };
  if (until === undefined && term) return { within: term };
  throw new Problem('invalid-input', {
    detail: { zh: '完成期限须写 until 或者 within 之一。', en: 'Give either `until` or `within`.' },
  });
}

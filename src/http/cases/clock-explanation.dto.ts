import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ClockExplanation } from '../../engine/case/explain/clock-explanation.js';
import type { ExplainedDay } from '../../engine/clock/deadline.js';
import { inLanguage, type Language } from '../language.js';
import { ExcludedIntervalDto, TermDto, termDto } from './case-state.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** The classes that a day can have. */
export const DAY_CLASSES = [
  'workingDay',
  'makeUpWorkingDay',
  'restDay',
  'holiday',
  'unknownWorkingDay',
  'unknownRestDay',
];

/** One day of an explanation. */
export class ExplainedDayDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '日期 · day' })
  date: string;

  @Discloses('internal')
  @ApiProperty({ enum: DAY_CLASSES, description: '日期类别 · class' })
  class: string;

  @Discloses('internal')
  @ApiProperty({
    description: '依据的通知，或者不计入的理由 · the notice it rests on, or why it does not count',
  })
  source: string;

  @Discloses('internal')
  @ApiProperty({ description: '是否计入 · whether it counts' })
  counted: boolean;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '累计 · running total' })
  total: number;
}

/** A clock with everything that its last day follows from. */
export class ClockExplanationDto {
  @Discloses('internal')
  @ApiProperty({ description: '期限 · clock' })
  clock: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ enum: ['ceiling', 'floor', 'lead', 'fixed'], description: '种类 · kind' })
  kind: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ enum: ['running', 'suspended', 'stopped', 'lapsed'], description: '状态 · state' })
  state: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['notStarted', 'running', 'suspended', 'dueToday', 'overdue', 'waiting', 'open'],
    description: '今日的情形 · where it stands today',
  })
  standing: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '起算之日 · start day' })
  from: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: TermDto, description: '期限长度 · term' })
  term?: TermDto;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最后一日 · last lawful day' })
  dueOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '顺延前的最后一日 · before rolling to a working day' })
  nominalOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '承诺期限最后一日 · last day of the promised term' })
  promisedDueOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '最早可以办理之日 · first lawful day of the next step',
  })
  notBefore?: string;

  @Discloses('internal')
  @ApiProperty({ description: '依据尚未公布的日历 · rests on a year without a notice' })
  provisional: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ type: TermDto, description: '剩余 · remaining' })
  remaining?: TermDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: TermDto, description: '超过 · overdue by' })
  overdueBy?: TermDto;

  @Discloses('internal')
  @ApiProperty({ type: [ExcludedIntervalDto], description: '不计入的期间 · excluded intervals' })
  excluded: readonly ExcludedIntervalDto[];

  @Discloses('internal')
  @ApiProperty({ type: [TermDto], description: '延长 · extensions' })
  extensions: readonly TermDto[];

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '尚可延长的次数 · extensions that the law would still allow' })
  extensionsLeft: number;

  @Discloses('internal')
  @ApiProperty({ type: [ExplainedDayDto], description: '逐日说明；列表中为空 · day by day; empty in lists' })
  days: readonly ExplainedDayDto[];
}

/** The clocks of a case. */
export class ClocksDto {
  @Discloses('internal')
  @ApiProperty({ type: [ClockExplanationDto], description: '期限 · clocks' })
  items: readonly ClockExplanationDto[];
}

/** Explanation as sent. */
export function clockExplanationDto(clock: ClockExplanation, language: Language): ClockExplanationDto {
  const { term, dueOn, nominalOn, promisedDueOn, notBefore, remaining, overdueBy } = clock;
  return {
    clock: clock.clock,
    title: inLanguage(clock.title, language),
    kind: clock.kind,
    basis: clock.basis,
    state: clock.state,
    standing: clock.standing,
    from: clock.from,
    ...(term && { term: termDto(term) }),
    ...(dueOn && { dueOn }),
    ...(nominalOn && { nominalOn }),
    ...(promisedDueOn && { promisedDueOn }),
    ...(notBefore && { notBefore }),
    provisional: clock.provisional,
    ...(remaining && { remaining: termDto(remaining) }),
    ...(overdueBy && { overdueBy: termDto(overdueBy) }),
    excluded: clock.excluded.map(({ from, to, ground }) => ({ from, ...(to && { to }), ground })),
    extensions: clock.extensions.map(termDto),
    extensionsLeft: clock.extensionsLeft,
    days: clock.days.map(explainedDayDto),
  };
}

/** Day as sent. */
export function explainedDayDto(day: ExplainedDay): ExplainedDayDto {
  const { date, source, counted, total } = day;
  return { date, class: day.class, source, counted, total };
}

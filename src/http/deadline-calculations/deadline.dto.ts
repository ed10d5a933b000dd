import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DeadlineAnswer } from '../../engine/clock/deadline.js';
import { TermDto, termDto } from '../cases/case-state.dto.js';
import { ExplainedDayDto, explainedDayDto } from '../cases/clock-explanation.dto.js';

/** Days that do not count. */
export class ExcludedDaysDto {
  @ApiProperty({ format: 'date', description: '起 · from' })
  from: string;

  @ApiPropertyOptional({ format: 'date', description: '止 · to; absent while it is open' })
  to?: string;
}

/** A deadline question. The same document is read by `duecourse deadline --json`. */
export class DeadlineQuestionDto {
  @ApiPropertyOptional({
    description: '起算之日；小时期限为 YYYY-MM-DDTHH:mm · start day; for hours a local time',
    example: '2026-09-28',
  })
  start?: string;

  @ApiPropertyOptional({ format: 'date', description: '倒计：指定之日 · counting back: the appointed day' })
  before?: string;

  @ApiPropertyOptional({ type: TermDto, description: '期限 · term', example: { n: 5, unit: 'workingDay' } })
  term?: TermDto;

  @ApiPropertyOptional({ description: '开始之日是否计入 · whether the start day counts', default: false })
  startDayCounted?: boolean;

  @ApiPropertyOptional({ description: '倒计须为足日 · clear days when counting back', default: true })
  clearDays?: boolean;

  @ApiPropertyOptional({
    enum: ['next', 'none'],
    description: '末日为休息日时是否顺延 · roll off a rest day',
  })
  roll?: string;

  @ApiPropertyOptional({ type: [ExcludedDaysDto], description: '不计入的期间 · excluded intervals' })
  excluded?: readonly ExcludedDaysDto[];

  @ApiPropertyOptional({ type: [TermDto], description: '延长 · extensions' })
  extensions?: readonly TermDto[];

  @ApiPropertyOptional({
    enum: ['ceiling', 'floor', 'lead', 'fixed'],
    description: '种类 · kind',
    default: 'ceiling',
  })
  kind?: string;

  @ApiPropertyOptional({ description: '日历 · calendar', default: 'cn' })
  calendar?: string;

  @ApiPropertyOptional({ format: 'date', description: '按该日所知的日历 · calendar as known on' })
  knownAt?: string;

  @ApiPropertyOptional({ format: 'date', description: '计算剩余之日 · day on which remaining is asked' })
  asOf?: string;
}

/** A deadline with its days. */
export class DeadlineAnswerDto {
  @ApiPropertyOptional({ format: 'date', description: '最后一日 · last lawful day' })
  dueOn?: string;

  @ApiPropertyOptional({ description: '小时期限的当地时刻 · local time at which an hour term ends' })
  dueAtLocal?: string;

  @ApiPropertyOptional({ format: 'date', description: '顺延前的最后一日 · before rolling' })
  nominalOn?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: '最早可以办理之日 · first lawful day of the next step',
  })
  notBefore?: string;

  @ApiProperty({ description: '依据尚未公布的日历 · rests on a year without a notice' })
  provisional: boolean;

  @ApiPropertyOptional({ type: TermDto, description: '剩余 · remaining' })
  remaining?: TermDto;

  @ApiPropertyOptional({ type: TermDto, description: '超过 · overdue by' })
  overdueBy?: TermDto;

  @ApiProperty({
    enum: ['notStarted', 'running', 'suspended', 'dueToday', 'overdue', 'waiting', 'open'],
    description: '状态 · state',
  })
  state: string;

  @ApiProperty({ type: [ExplainedDayDto], description: '逐日说明 · day by day' })
  days: readonly ExplainedDayDto[];
}

/** Answer as sent. */
export function deadlineAnswerDto(answer: DeadlineAnswer): DeadlineAnswerDto {
  const { dueOn, dueAtLocal, nominalOn, notBefore, provisional, remaining, overdueBy, state, days } = answer;
  return {
    ...(dueOn && { dueOn }),
    ...(dueAtLocal !== undefined && { dueAtLocal }),
    ...(nominalOn && { nominalOn }),
    ...(notBefore && { notBefore }),
    provisional,
    ...(remaining && { remaining: termDto(remaining) }),
    ...(overdueBy && { overdueBy: termDto(overdueBy) }),
    state,
    days: days.map(explainedDayDto),
  };
}

import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import type { CaseState, ClockState, StateValue } from '../../engine/case/case-state.js';
import type { Term } from '../../engine/clock/deadline.js';
import type { FactValue } from '../../engine/law/definition.js';
import { Discloses } from '../powers/discloses.decorator.js';
import {
  ReferralDto,
  referralDto,
  SigningStateDto,
  signingStateDto,
  TaskStateDto,
  taskStateDto,
} from './desk-state.dto.js';

const byName = (values: object): { type: 'object'; additionalProperties: object } => ({
  type: 'object',
  additionalProperties: values,
});

/** A length of time in the unit that the law names. */
export class TermDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '数量 · how many' })
  n: number;

  @Discloses('internal')
  @ApiProperty({ enum: ['workingDay', 'calendarDay', 'month', 'year', 'hour'], description: '单位 · unit' })
  unit: string;
}

/** Days that do not count. */
export class ExcludedIntervalDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '起 · from' })
  from: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '止；未写则仍在中止 · to; absent while it is open' })
  to?: string;

  @Discloses('internal')
  @ApiProperty({ description: '事由 · ground' })
  ground: string;
}

/** One clock of a case as it stands. */
export class ClockStateDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['running', 'suspended', 'stopped', 'lapsed'], description: '状态 · state' })
  state: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    description: '第几次计算（中断后重新计算）· which run, interruptions start anew',
  })
  run: number;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '起算之日 · start day' })
  from: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最后一日 · last lawful day' })
  dueOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '承诺期限最后一日 · last day of the promised term' })
  promisedDueOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '最短期间：最早可以办理之日 · floors: first lawful day of the next step',
  })
  notBefore?: string;

  @Discloses('internal')
  @ApiProperty({ description: '依据尚未公布的日历 · rests on a year without a notice' })
  provisional: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [ExcludedIntervalDto], description: '不计入的期间 · intervals that do not count' })
  excluded: readonly ExcludedIntervalDto[];

  @Discloses('internal')
  @ApiProperty({ type: [TermDto], description: '延长 · extensions' })
  extensions: readonly TermDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '停止计算之日 · day it stopped' })
  stoppedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '届满之日 · day it lapsed' })
  lapsedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '已超过承诺期限 · the promised term was broken' })
  promiseBroken?: boolean;
}

/** What a case is. People appear by pseudonym. */
@ApiExtraModels(ClockStateDto, TaskStateDto, SigningStateDto, ReferralDto)
export class CaseStateDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  status: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '结果 · outcome' })
  outcome?: string;

  @Discloses('internal')
  @ApiProperty({ description: '承办单位 · unit that handles the case' })
  unit: string;

  @Discloses('internal')
  @ApiProperty({
    ...byName({ type: 'array', items: { type: 'string' } }),
    description: '关联案件 · cases that this one is about, by relation',
  })
  related: Readonly<Record<string, readonly string[]>>;

  @Discloses('internal')
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }],
    description: '状态值 · which states are active',
  })
  value: StateValue;

  @Discloses('internal')
  @ApiProperty({ ...byName({}), description: '案件事实 · facts' })
  facts: Readonly<Record<string, FactValue>>;

  @Discloses('internal')
  @ApiProperty({ ...byName({ type: 'string', format: 'date' }), description: '法律上的日期 · legal days' })
  milestones: Readonly<Record<string, string>>;

  @Discloses('internal')
  @ApiProperty({
    ...byName({ type: 'integer' }),
    description: '各行为已作出的次数 · how often each act was performed',
  })
  performed: Readonly<Record<string, number>>;

  @Discloses('internal')
  @ApiProperty({
    ...byName({ type: 'array', items: { type: 'string' } }),
    description: '各行为的经办人（代理的含被代理人）· persons by act; a deputy’s act is his principal’s too',
  })
  doneBy: Readonly<Record<string, readonly string[]>>;

  @Discloses('internal')
  @ApiProperty({
    ...byName({ type: 'array', items: { type: 'string' } }),
    description: '各岗位的经办人 · persons by post',
  })
  performers: Readonly<Record<string, readonly string[]>>;

  @Discloses('internal')
  @ApiProperty({ ...byName({ type: 'array', items: { type: 'string' } }), description: '当事人 · parties' })
  parties: Readonly<Record<string, readonly string[]>>;

  @Discloses('internal')
  @ApiProperty({ ...byName({ $ref: getSchemaPath(ClockStateDto) }), description: '期限 · clocks' })
  clocks: Readonly<Record<string, ClockStateDto>>;

  @Discloses('internal')
  @ApiProperty({ ...byName({ $ref: getSchemaPath(TaskStateDto) }), description: '待办 · open tasks' })
  tasks: Readonly<Record<string, TaskStateDto>>;

  @Discloses('internal')
  @ApiProperty({
    ...byName({ type: 'string', format: 'date' }),
    description: '空岗的待办，自何日起 · tasks without a lawful holder, and since when',
  })
  vacancies: Readonly<Record<string, string>>;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '最近一次事项之日 · latest legal day' })
  lastOn: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '自何日起挂起（期限照常计算）· since when the work is suspended; clocks go on',
  })
  suspendedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    ...byName({ $ref: getSchemaPath(SigningStateDto) }),
    description: '会签 · rounds of signatures',
  })
  signings?: Readonly<Record<string, SigningStateDto>>;

  @Discloses('internal')
  @ApiPropertyOptional({
    ...byName({ $ref: getSchemaPath(ReferralDto) }),
    description: '未答复的委派、加签、传阅 · open referrals',
  })
  referrals?: Readonly<Record<string, ReferralDto>>;
}

/**
 * State as sent. Names are in order, so that an answer given again from the store has the same bytes as the first
 * one, whose names stood in the order of events.
 */
export function caseStateDto(state: CaseState): CaseStateDto {
  const { status, outcome, unit, value, facts, milestones, lastOn } = state;
  const { performed, doneBy, performers, parties, related, vacancies } = state;
  return {
    status,
    ...(outcome !== undefined && { outcome }),
    unit,
    related: inNameOrder(related),
    value: inNameOrder(value),
    facts: inNameOrder(facts),
    milestones: inNameOrder(milestones),
    performed: inNameOrder(performed),
    doneBy: inNameOrder(doneBy),
    performers: inNameOrder(performers),
    parties: inNameOrder(parties),
    clocks: mapValues(state.clocks, clockStateDto),
    tasks: mapValues(state.tasks, taskStateDto),
    vacancies: inNameOrder(vacancies),
    lastOn,
    ...(state.suspendedOn && { suspendedOn: state.suspendedOn }),
    ...(state.signings && { signings: mapValues(state.signings, signingStateDto) }),
    ...(state.referrals && { referrals: mapValues(state.referrals, referralDto) }),
  };
}

function clockStateDto(clock: ClockState): ClockStateDto {
  const { dueOn, promisedDueOn, notBefore, stoppedOn, lapsedOn, promiseBroken } = clock;
  return {
    state: clock.state,
    run: clock.run,
    from: clock.from,
    ...(dueOn && { dueOn }),
    ...(promisedDueOn && { promisedDueOn }),
    ...(notBefore && { notBefore }),
    provisional: clock.provisional,
    excluded: clock.excluded.map(({ from, to, ground }) => ({ from, ...(to && { to }), ground })),
    extensions: clock.extensions.map(termDto),
    ...(stoppedOn && { stoppedOn }),
    ...(lapsedOn && { lapsedOn }),
    ...(promiseBroken !== undefined && { promiseBroken }),
  };
}

/** Term as sent. */
export function termDto({ n, unit }: Term): TermDto {
  return { n, unit };
}

function mapValues<T, D>(values: Readonly<Record<string, T>>, map: (value: T) => D): Record<string, D> {
  const names = Object.keys(values).toSorted();
  return Object.fromEntries(names.map((name) => [name, map(values[name] as T)]));
}

function inNameOrder<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return mapValues(value as Record<string, unknown>, inNameOrder) as T;
}

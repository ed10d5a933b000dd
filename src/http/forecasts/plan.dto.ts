import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional, IsString, Matches } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Plan, PlanStep, Wait } from '../../engine/plan/plan.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { TermDto, termDto } from '../cases/case-state.dto.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** What is supposed of a decision that is still to be made (docs/forecast.md). */
export class PlanCaseDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      '前提：facts、choices、durations、meetings、streams、until、without、workingDays · what is supposed',
    example: { facts: { technical: true }, durations: { draft: '10 working days' } },
  })
  @IsOptional()
  @IsObject()
  assumptions?: Readonly<Record<string, unknown>>;
}

/** A decision of which nothing has been filed. */
export class PlanUnfiledDto extends PlanCaseDto {
  @ApiProperty({ description: '程序 · procedure', example: 'major-decision' })
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{0,99}$/)
  procedure: string;

  @ApiPropertyOptional({
    description:
      '版本的 SHA-256；缺省为首日施行的版本；地方规则以叠加后的版本指明 · digest of a version, also of one with overlays',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  digest?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '首日；缺省为今日 · first day; default today',
  })
  @IsOptional()
  @IsCivilDate()
  from?: CivilDate;
}

/** Time that has to pass. */
export class WaitDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['floor', 'lead', 'duration', 'meeting', 'stream', 'restDays', 'lapse', 'law'],
    description: '种类 · kind',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '期限、行为或者外部流 · clock, act or stream' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '起 · from' })
  from: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '其后首日 · the first day after it' })
  until: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: TermDto, description: '期限 · term' })
  term?: TermDto;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '说明 · in words' })
  say: string;
}

/** One step of a plan. */
export class PlanStepDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['act', 'stream'], description: '行为或者外部流 · act or stream' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '名称 · name' })
  name: string;

  @Discloses('public')
  @ApiProperty({ description: '标题 · title' })
  title: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '岗位 · post' })
  post?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '日期 · day' })
  on: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '在关键路径上 · on the critical path' })
  critical: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '可宽延日数 · days it could come later' })
  slack?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: WaitDto, description: '所等待的 · what it waited for' })
  waited?: WaitDto;
}

/** The earliest lawful decision and what it waits for. */
export class PlanDto {
  @Discloses('public')
  @ApiProperty({ description: '程序版本的 SHA-256 · version of the procedure' })
  definition: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '首日 · first day' })
  from: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最早可以作出决定之日 · earliest lawful decision day' })
  earliest?: string;

  @Discloses('internal')
  @ApiProperty({ type: [PlanStepDto], description: '各步 · steps' })
  steps: readonly PlanStepDto[];

  @Discloses('internal')
  @ApiProperty({ type: [WaitDto], description: '关键路径上的等待 · waits on the critical path' })
  critical: readonly WaitDto[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '前提 · everything supposed' })
  assumed: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '依据尚未公布的日历 · rests on a year without a notice' })
  provisional: boolean;

  @Discloses('internal')
  @ApiProperty({
    description: '推演未穷尽，所示日期可能不是最早 · the search met its limit: the day is an upper bound',
  })
  incomplete: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description:
      '推演未穷尽时：此日之前不可能决定 · where the search met its limit: no decision before this day',
  })
  notBefore?: string;
}

/** How a case can go on: the span in which a lawful decision can fall. */
export class CaseForecastDto extends PlanDto {
  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最迟应当作出决定之日 · latest lawful decision day' })
  latest?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '决定最迟之日的期限 · clock that sets it' })
  by?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '用尽延长后的最迟之日 · latest day with every extension',
  })
  latestWithExtension?: string;
}

/** A plan as sent. */
export function planDto(plan: Plan, { digest }: CompiledProcedure, language: Language): PlanDto {
  const { from, earliest, steps, critical, assumed, provisional, incomplete, notBefore } = plan;
  return {
    definition: digest.sha256,
    from,
    ...(earliest && { earliest }),
    steps: steps.map((step) => stepDto(step, language)),
    critical: critical.map((wait) => waitDto(wait, language)),
    assumed: assumed.map((one) => inLanguage(one, language)),
    provisional,
    incomplete,
    ...(notBefore && { notBefore }),
  };
}

function stepDto(
  { kind, name, title, post, on, basis, critical, slack, waited }: PlanStep,
  language: Language,
): PlanStepDto {
  return {
    ...{ kind, name, title: inLanguage(title, language), on, basis, critical },
    ...(post !== undefined && { post }),
    ...(slack !== undefined && { slack }),
    ...(waited && { waited: waitDto(waited, language) }),
  };
}

function waitDto({ kind, name, from, until, term, basis, say }: Wait, language: Language): WaitDto {
  return {
    kind,
    name,
    from,
    until,
    ...(term && { term: termDto(term) }),
    basis,
    say: inLanguage(say, language),
  };
}

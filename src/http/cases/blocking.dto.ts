import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AwaitedAct, Blocking, WaitingOn } from '../../engine/case/explain/blocking.js';
import { inLanguage, type Language } from '../language.js';
import { UnmetDto, unmetDto } from '../problems/problem-document.js';
import { ClockExplanationDto, clockExplanationDto } from './clock-explanation.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** An act that is waited for. */
export class AwaitedActDto {
  @Discloses('internal')
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    type: [UnmetDto],
    description: '今日尚未满足的法定条件 · requirements that are not met today',
  })
  unmet: readonly UnmetDto[];
}

/** Who is waited for. */
export class WaitingOnDto {
  @Discloses('internal')
  @ApiProperty({ description: '待办 · task' })
  task: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('public')
  @ApiProperty({ description: '岗位名称 · title of the post' })
  title: string;

  @Discloses('public')
  @ApiProperty({ enum: ['organ', 'party'], description: '机关或者当事人 · the authority or a party' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  since: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最迟 · at the latest' })
  dueOn?: string;

  @Discloses('internal')
  @ApiProperty({ type: [AwaitedActDto], description: '等待的行为 · acts' })
  acts: readonly AwaitedActDto[];
}

/** Why a case waits, on whom, until when. */
export class BlockingDto {
  @Discloses('internal')
  @ApiProperty({ enum: ['open', 'ended'], description: '在办或者办结 · open or ended' })
  status: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '结果 · outcome' })
  outcome?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '最近的最后一日 · earliest last day of a running clock',
  })
  until?: string;

  @Discloses('internal')
  @ApiProperty({ type: [WaitingOnDto], description: '等待何人 · who is waited for' })
  waitingOn: readonly WaitingOnDto[];

  @Discloses('internal')
  @ApiProperty({
    type: [ClockExplanationDto],
    description: '正在计算或者中止的期限 · running and suspended clocks',
  })
  clocks: readonly ClockExplanationDto[];
}

/** Blocking as sent. */
export function blockingDto(blocking: Blocking, language: Language): BlockingDto {
  const { status, outcome, until, waitingOn, clocks } = blocking;
  return {
    status,
    ...(outcome !== undefined && { outcome }),
    ...(until && { until }),
    waitingOn: waitingOn.map((one) => waitingOnDto(one, language)),
    clocks: clocks.map((clock) => clockExplanationDto(clock, language)),
  };
}

function waitingOnDto(one: WaitingOn, language: Language): WaitingOnDto {
  const { task, post, title, kind, since, dueOn, acts } = one;
  return {
    task,
    post,
    title: inLanguage(title, language),
    kind,
    since,
    ...(dueOn && { dueOn }),
    acts: acts.map((act) => awaitedActDto(act, language)),
  };
}

function awaitedActDto({ act, title, basis, unmet }: AwaitedAct, language: Language): AwaitedActDto {
  return {
    act,
    title: inLanguage(title, language),
    basis,
    unmet: unmet.map((one) => unmetDto(one, language)),
  };
}

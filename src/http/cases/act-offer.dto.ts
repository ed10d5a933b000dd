import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional } from 'class-validator';
import type { Preflight } from '../../engine/case/preflight.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { OfferedAct } from '../../usecases/offer-acts.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { inLanguage, type Language } from '../language.js';
import { UnmetDto, unmetDto } from '../problems/problem-document.js';

/** What is to be tried. */
export class PreflightBodyDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      '行为的内容；未写则不审查需要内容的条件 · input; without it, requirements that read it are not judged',
    example: {},
  })
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @ApiPropertyOptional({ type: String, format: 'date', description: '行为之日 · day of the act' })
  @IsOptional()
  @IsCivilDate()
  occurredOn?: CivilDate;
}

/** What would happen if the act were done now. Nothing is recorded. */
export class PreflightDto {
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @ApiProperty({ description: '现在作出是否合法 · whether it would be lawful now' })
  possible: boolean;

  @ApiProperty({ type: [UnmetDto], description: '全部未满足项 · everything unmet' })
  unmet: readonly UnmetDto[];

  @ApiPropertyOptional({ format: 'date', description: '最早可能之日 · first day on which it is possible' })
  earliestPossible?: string;

  @ApiProperty({ type: [String], description: '当前可以作出的行为 · acts that the state allows' })
  permittedActs: readonly string[];

  @ApiProperty({ description: '未提供内容，相关条件未审查 · input was not given and not judged' })
  inputNotJudged: boolean;
}

/** An act that the state allows, whoever may do it. */
export class ActOfferDto {
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @ApiProperty({ description: '名称 · title' })
  title: string;

  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @ApiProperty({ type: [String], description: '可以作出的岗位 · posts that may do it' })
  by: readonly string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      '内容的结构（JSON Schema 属性；optional 为可不填）· input properties as JSON Schema; optional ones are marked',
  })
  input: Readonly<Record<string, unknown>>;

  @ApiProperty({ description: '可否补记较早的日期 · whether an earlier day may be declared' })
  dayMayBeDeclared: boolean;

  @ApiProperty({ type: PreflightDto, description: '本人现在作出的情形 · if you did it now' })
  preflight: PreflightDto;
}

/** The acts that the state allows. */
export class ActOffersDto {
  @ApiProperty({ type: [ActOfferDto], description: '行为 · acts' })
  items: readonly ActOfferDto[];
}

/** Offer as sent. */
export function actOfferDto(offer: OfferedAct, language: Language): ActOfferDto {
  const { act, definition, preflight } = offer;
  return {
    act,
    title: inLanguage(definition.title, language),
    basis: offer.basis,
    by: typeof definition.by === 'string' ? [definition.by] : definition.by,
    input: definition.input ?? {},
    dayMayBeDeclared: definition.occurs === 'declared',
    preflight: preflightDto(preflight, language),
  };
}

/** Preflight as sent. */
export function preflightDto(preflight: Preflight, language: Language): PreflightDto {
  const { act, possible, unmet, earliestPossible, permittedActs, inputNotJudged } = preflight;
  return {
    act,
    possible,
    unmet: unmet.map((one) => unmetDto(one, language)),
    ...(earliestPossible && { earliestPossible }),
    permittedActs,
    inputNotJudged,
  };
}

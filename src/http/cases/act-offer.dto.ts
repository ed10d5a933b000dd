import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { titleOf } from '../../engine/case/power/power-wish.js';
import type { Preflight } from '../../engine/case/explain/preflight.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Definition } from '../../engine/law/definition.js';
import type { OfferedAct, OfferedCapacity } from '../../usecases/cases/offer-acts.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { IsLists } from '../body/lists.decorator.js';
import { inLanguage, type Language } from '../language.js';
import { UnmetDto, unmetDto } from '../problems/problem-document.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { ConsequenceDto, consequenceDto } from './consequence.dto.js';

/** Which acts are asked for. */
export class ActsQueryDto {
  @ApiPropertyOptional({
    enum: ['', 'all'],
    description:
      'all：连同当前状态不允许的行为及其原因 · all: those too that the state does not allow, with the reason',
  })
  @IsOptional()
  @IsIn(['', 'all'])
  available?: '' | 'all';
}

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

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '随行为填写的表单字段 · fields of the form that would be filled in with it',
  })
  @IsOptional()
  @IsObject()
  fields?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: '拟指定的签署人员 · who would be named to sign, by round',
  })
  @IsOptional()
  @IsLists(10, 100)
  signers?: Record<string, string[]>;
}

/** What would happen if the act were done now. Nothing is recorded. */
export class PreflightDto {
  @Discloses('internal')
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @Discloses('internal')
  @ApiProperty({ description: '现在作出是否合法 · whether it would be lawful now' })
  possible: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [UnmetDto], description: '全部未满足项 · everything unmet' })
  unmet: readonly UnmetDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最早可能之日 · first day on which it is possible' })
  earliestPossible?: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '当前可以作出的行为 · acts that the state allows' })
  permittedActs: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '未提供内容，相关条件未审查 · input was not given and not judged' })
  inputNotJudged: boolean;

  @Discloses('internal')
  @ApiProperty({
    type: ConsequenceDto,
    nullable: true,
    description:
      '作出后的变化；不合法或者取决于未提供的内容时为空 · what it would do; null when not lawful or when it depends on what was not given',
  })
  consequence: ConsequenceDto | null;
}

/** For whom a deputy acts. */
export class PrincipalDto {
  @Discloses('internal')
  @ApiProperty({ description: '被代理人的代号 · pseudonym of the principal' })
  person: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '被代理人的姓名 · his name' })
  name?: string;

  @Discloses('internal')
  @ApiProperty({ description: '代理登记 · the substitution' })
  substitution: string;
}

/** As what the person may do it. */
export class CapacityDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['own', 'deputy', 'party'],
    description: '本人岗位、代理或者当事人 · in a post of his own, for another, or as a party',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位名称 · title of the post' })
  title: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '岗位所在单位 · unit of the post' })
  unit?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: PrincipalDto, description: '代理何人 · for whom' })
  onBehalfOf?: PrincipalDto;
}

/** An act of the procedure, and whether the person may do it now. */
export class ActOfferDto {
  @Discloses('internal')
  @ApiProperty({ description: '行为 · act' })
  act: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '可以作出的岗位 · posts that may do it' })
  by: readonly string[];

  @Discloses('public')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      '内容的结构（JSON Schema 属性；optional 为可不填）· input properties as JSON Schema; optional ones are marked',
  })
  input: Readonly<Record<string, unknown>>;

  @Discloses('public')
  @ApiProperty({ description: '可否补记较早的日期 · whether an earlier day may be declared' })
  dayMayBeDeclared: boolean;

  @Discloses('internal')
  @ApiProperty({ description: '当前状态是否允许 · whether the state allows it, whoever may do it' })
  inState: boolean;

  @Discloses('internal')
  @ApiProperty({ description: '本人现在可否作出 · whether you may do it now' })
  available: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: CapacityDto,
    description: '本人以何身份作出；无权则无此项 · as what you may do it; absent without the power',
  })
  capacity?: CapacityDto;

  @Discloses('internal')
  @ApiProperty({ type: PreflightDto, description: '本人现在作出的情形 · if you did it now' })
  preflight: PreflightDto;
}

/** Acts of the procedure; those that the state allows first. */
export class ActOffersDto {
  @Discloses('internal')
  @ApiProperty({ type: [ActOfferDto], description: '行为 · acts' })
  items: readonly ActOfferDto[];
}

/** Offer as sent. */
export function actOfferDto(offer: OfferedAct, procedure: Definition, language: Language): ActOfferDto {
  const { act, definition, basis, inState, capacity, preflight } = offer;
  return {
    act,
    title: inLanguage(definition.title, language),
    basis,
    by: typeof definition.by === 'string' ? [definition.by] : definition.by,
    input: definition.input ?? {},
    dayMayBeDeclared: definition.occurs === 'declared',
    inState,
    available: preflight.possible,
    ...(capacity && { capacity: capacityDto(capacity, procedure, language) }),
    preflight: preflightDto(preflight, language),
  };
}

function capacityDto(capacity: OfferedCapacity, procedure: Definition, language: Language): CapacityDto {
  const { kind, post, unit, onBehalfOf } = capacity;
  const title = titleOf(procedure, post, language);
  return { kind, post, title, ...(unit !== undefined && { unit }), ...(onBehalfOf && { onBehalfOf }) };
}

/** Preflight as sent. */
export function preflightDto(preflight: Preflight, language: Language): PreflightDto {
  const { act, possible, unmet, earliestPossible, permittedActs, inputNotJudged, consequence } = preflight;
  return {
    act,
    possible,
    unmet: unmet.map((one) => unmetDto(one, language)),
    ...(earliestPossible && { earliestPossible }),
    permittedActs,
    inputNotJudged,
    consequence: consequence && consequenceDto(consequence, language),
  };
}

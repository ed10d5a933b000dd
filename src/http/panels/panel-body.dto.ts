import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import {
  MOST_EXPERTS,
  type DrawHash,
  LEAVING_GROUNDS,
  type LeavingGround,
  CLOSING_GROUNDS,
  type ClosingGround,
} from '../../engine/panel/draw-words.js';
import {
  OPINION_RESULTS,
  OPINION_STANCES,
  type OpinionResult,
  type OpinionStance,
} from '../../engine/panel/panel-event.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { IsReason } from '../body/reason.decorator.js';
import { DrawRuleDto, PanelDraftDto, PoolExpertDto } from './draw-file.dto.js';

const HEX = /^[0-9a-f]{64}$/;
const MOST_REASON = 2000;
const MOST_OPINION = 20_000;

/** A panel is set up. What it says of rule, pool and draft is read strictly: `read-panel-body.ts`. */
export class OpeningBodyDto {
  @ApiProperty({ type: PanelDraftDto, description: '所针对的草案 · the draft that it is about' })
  @IsObject()
  draft: PanelDraftDto;

  @ApiProperty({ type: DrawRuleDto, description: '抽取规则 · rule' })
  @IsObject()
  rule: DrawRuleDto;

  @ApiProperty({
    type: [PoolExpertDto],
    description: '专家库；为空则只能经批准指定 · pool; with none, members can only be named',
  })
  @IsArray()
  @ArrayMaxSize(MOST_EXPERTS)
  pool: PoolExpertDto[];

  @ApiPropertyOptional({ enum: ['sha256', 'sm3'], default: 'sha256', description: '杂凑算法 · hash suite' })
  @IsOptional()
  @IsIn(['sha256', 'sm3'])
  hash?: DrawHash;

  @ApiPropertyOptional({ description: '重新组建的理由；不进入留痕记录 · why there is another one' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason?: string;
}

/** The digest of a secret number. */
export class CommitmentBodyDto {
  @ApiProperty({
    example: 'b'.repeat(64),
    description: '承诺值：见 docs/expert-draw.md；秘密数本人保管 · the number itself stays with its owner',
  })
  @Matches(HEX)
  commitment: string;
}

/** A secret number that was promised. */
export class RevealBodyDto {
  @ApiProperty({ example: 'c'.repeat(64), description: '所承诺的秘密数 · the number that was promised' })
  @Matches(HEX)
  nonce: string;

  @ApiPropertyOptional({ description: '规则指定的公开随机源的值 · the public value that the rule names' })
  @IsOptional()
  @IsString()
  @IsCharacters(1, 300)
  beacon?: string;
}

/** What a member declares. */
export class DeclarationBodyDto {
  @ApiProperty({ description: '与决策事项是否有直接利害关系 · whether he has a direct interest' })
  @IsBoolean()
  conflict: boolean;

  @ApiProperty({ description: '承诺保密 · he promises to keep it to himself' })
  @IsBoolean()
  confidential: boolean;

  @ApiPropertyOptional({ description: '说明；不进入留痕记录 · what he says of it; kept out of the record' })
  @IsOptional()
  @IsString()
  @IsCharacters(1, MOST_REASON)
  statement?: string;
}

/** Why a member does not take part. */
export class DeclineBodyDto {
  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason: string;
}

/** A member whose seat goes to the next of the order. */
export class ReplacementBodyDto {
  @ApiProperty({ example: 'o-745', description: '离席的专家 · who leaves' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  expert: string;

  @ApiProperty({
    enum: LEAVING_GROUNDS,
    description: '存在利害关系、谢绝、逾期未声明、回避 · conflict, declined, silent, recused',
  })
  @IsIn(LEAVING_GROUNDS)
  because: LeavingGround;

  @ApiProperty({ description: '说明；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason: string;
}

/** Somebody who is named instead of drawn. */
export class NamingBodyDto {
  @ApiProperty({ type: PoolExpertDto, description: '指定的专家 · who is named' })
  @IsObject()
  member: PoolExpertDto;

  @ApiProperty({ example: 'o-101', description: '批准人 · who has approved the exception' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  approvedBy: string;

  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason: string;

  @ApiPropertyOptional({ description: '接替的专家 · in whose place' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  replaces?: string;

  @ApiPropertyOptional({ enum: LEAVING_GROUNDS, description: '其离席事由 · why that one leaves' })
  @IsOptional()
  @IsIn(LEAVING_GROUNDS)
  because?: LeavingGround;
}

/** A signed opinion. */
export class PanelOpinionBodyDto {
  @ApiProperty({ type: PanelDraftDto, description: '所见草案 · the draft that he had before him' })
  @IsObject()
  draft: PanelDraftDto;

  @ApiProperty({ enum: OPINION_STANCES, description: '总体：同意、不同意 · on the whole' })
  @IsIn(OPINION_STANCES)
  stance: OpinionStance;

  @ApiProperty({ enum: OPINION_STANCES, description: '必要性 · necessity' })
  @IsIn(OPINION_STANCES)
  necessity: OpinionStance;

  @ApiProperty({ enum: OPINION_STANCES, description: '可行性 · feasibility' })
  @IsIn(OPINION_STANCES)
  feasibility: OpinionStance;

  @ApiProperty({ enum: OPINION_STANCES, description: '科学性 · soundness' })
  @IsIn(OPINION_STANCES)
  soundness: OpinionStance;

  @ApiProperty({ description: '意见全文，一字不删地保存 · in full; it never changes' })
  @IsString()
  @IsCharacters(1, MOST_OPINION)
  text: string;
}

/** Whether an opinion was adopted. */
export class OpinionAnswerBodyDto {
  @ApiProperty({ example: 'o-745', description: '专家 · expert' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  expert: string;

  @ApiProperty({ enum: OPINION_RESULTS, description: '采纳、部分采纳、不采纳 · result' })
  @IsIn(OPINION_RESULTS)
  result: OpinionResult;

  @ApiProperty({ description: '理由；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason: string;
}

/** A later version of the draft. */
export class RenewalBodyDto {
  @ApiProperty({ type: PanelDraftDto, description: '新稿 · the later version' })
  @IsObject()
  draft: PanelDraftDto;
}

/** The end of a panel. */
export class ClosingBodyDto {
  @ApiProperty({
    enum: CLOSING_GROUNDS,
    description: '完成、承诺未公开、无人递补、放弃 · done, withheld, exhausted, abandoned',
  })
  @IsIn(CLOSING_GROUNDS)
  ground: ClosingGround;

  @ApiPropertyOptional({ description: '未完成而结束的理由 · reason, unless its work is done' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_REASON)
  @IsReason(2)
  reason?: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CivilDate } from '../../engine/clock/time.js';
import { DRAW_FORMAT, type DrawFile } from '../../engine/panel/draw-file.js';
import {
  DRAW_ROLES,
  POOL_BARS,
  type DrawHash,
  type DrawRole,
  type PoolBar,
  LEAVING_GROUNDS,
  type LeavingGround,
  CLOSING_GROUNDS,
  type ClosingGround,
} from '../../engine/panel/draw-words.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Why an expert may not be chosen. */
export class PoolBarDto {
  @Discloses('public')
  @ApiProperty({
    enum: POOL_BARS,
    description: '存在直接利害关系、回避、诚信考核、已退出 · interest, recusal, credit, left the pool',
  })
  because: PoolBar['because'];

  @Discloses('public')
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '截止日；不填为未定 · last day; absent: no end is known',
  })
  until?: CivilDate;
}

/** An expert of the pool 专家库. */
export class PoolExpertDto {
  @Discloses('public')
  @ApiProperty({ example: 'o-745', description: '专家代码 · pseudonym' })
  expert: string;

  @Discloses('public')
  @ApiProperty({ type: [String], example: ['生态环境'], description: '专业领域 · fields' })
  fields: string[];

  @Discloses('public')
  @ApiPropertyOptional({ description: '所在单位 · unit' })
  unit?: string;

  @Discloses('public')
  @ApiPropertyOptional({
    description: '行业主管部门人员；不是的不填 · from the department in charge, or absent',
  })
  sector?: true;

  @Discloses('public')
  @ApiPropertyOptional({ description: '已知持不同意见；不是的不填 · known to hold another view, or absent' })
  differing?: true;

  @Discloses('public')
  @ApiPropertyOptional({ description: '借用的上级专家库 · the pool that he is borrowed from' })
  from?: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: PoolBarDto, description: '不得选择的情形 · why he may not be chosen' })
  out?: PoolBarDto;
}

/** At most so many parts of the members. */
export class SectorPartDto {
  @Discloses('public')
  @ApiProperty({ type: 'integer', example: 1, description: '分子 · parts' })
  parts: number;

  @Discloses('public')
  @ApiProperty({ type: 'integer', example: 3, description: '分母 · of' })
  of: number;
}

/** A public value that nobody can know yet. */
export class BeaconDto {
  @Discloses('public')
  @ApiProperty({ example: '中国福利彩票双色球', description: '来源 · source' })
  source: string;

  @Discloses('public')
  @ApiProperty({ example: '第2026030期', description: '何时的值 · which of its values' })
  moment: string;
}

/** How the members are chosen. */
export class DrawRuleDto {
  @Discloses('public')
  @ApiProperty({
    type: String,
    format: 'date',
    example: '2026-09-28',
    description: '专家库截至日 · day of the pool',
  })
  on: CivilDate;

  @Discloses('public')
  @ApiProperty({ type: 'integer', example: 5, description: '专家人数 · number of members' })
  count: number;

  @Discloses('public')
  @ApiPropertyOptional({ description: '应当为奇数 · must be odd' })
  odd?: true;

  @Discloses('public')
  @ApiPropertyOptional({ type: 'integer', description: '不得少于 · at least' })
  least?: number;

  @Discloses('public')
  @ApiPropertyOptional({ type: [String], description: '所需专业领域 · fields that are wanted' })
  fields?: string[];

  @Discloses('public')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: '指定专业领域的席位 · seats that only somebody of the field can have',
  })
  seats?: Readonly<Record<string, number>>;

  @Discloses('public')
  @ApiPropertyOptional({ type: 'integer', description: '持不同意见专家的席位 · seats for another view' })
  differing?: number;

  @Discloses('public')
  @ApiPropertyOptional({
    type: SectorPartDto,
    description: '行业主管部门人员最高比例 · highest part of the department in charge',
  })
  sector?: SectorPartDto;

  @Discloses('public')
  @ApiPropertyOptional({ type: BeaconDto, description: '计入种子的公开随机源 · a public value for the seed' })
  beacon?: BeaconDto;
}

/** The draft that a panel is about. */
export class PanelDraftDto {
  @Discloses('public')
  @ApiProperty({ type: 'integer', example: 1, description: '稿次 · version' })
  version: number;

  @Discloses('public')
  @ApiProperty({ example: 'a'.repeat(64), description: '摘要（SHA-256）· digest' })
  sha256: string;
}

/** A promise. */
export class DrawCommitmentDto {
  @Discloses('public')
  @ApiProperty({ enum: DRAW_ROLES, description: '抽取人、监督人 · keeper, witness' })
  role: DrawRole;

  @Discloses('public')
  @ApiProperty({ description: '承诺值 · commitment' })
  commitment: string;
}

/** A promised number that was shown. */
export class DrawRevealDto {
  @Discloses('public')
  @ApiProperty({ enum: DRAW_ROLES, description: '抽取人、监督人 · keeper, witness' })
  role: DrawRole;

  @Discloses('public')
  @ApiProperty({ description: '秘密数 · the secret number' })
  nonce: string;
}

/** A seat that went to somebody else. */
export class SeatChangeDto {
  @Discloses('public')
  @ApiProperty({ description: '离席的专家 · who left' })
  expert: string;

  @Discloses('public')
  @ApiProperty({
    enum: LEAVING_GROUNDS,
    description: '存在利害关系、谢绝、逾期未声明、回避 · conflict, declined, silent, recused',
  })
  because: LeavingGround;

  @Discloses('public')
  @ApiProperty({ description: '递补的专家 · who came in' })
  successor: string;

  @Discloses('public')
  @ApiPropertyOptional({ type: PoolExpertDto, description: '经指定的专家 · whoever was named' })
  named?: PoolExpertDto;
}

/** A draw that anybody can do again: `duecourse redraw <file>`. */
export class DrawFileDto implements DrawFile {
  @Discloses('public')
  @ApiProperty({ enum: [DRAW_FORMAT], description: '格式 · format' })
  format: typeof DRAW_FORMAT;

  @Discloses('public')
  @ApiProperty({ description: '专家组的流 · stream of the panel' })
  stream: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '此前的专家组 · the panel before it' })
  previous?: string;

  @Discloses('public')
  @ApiProperty({ type: PanelDraftDto, description: '所针对的草案 · the draft' })
  draft: PanelDraftDto;

  @Discloses('public')
  @ApiProperty({ enum: ['sha256', 'sm3'], description: '杂凑算法 · hash suite' })
  hash: DrawHash;

  @Discloses('public')
  @ApiProperty({ type: [PoolExpertDto], description: '专家库 · pool' })
  pool: readonly PoolExpertDto[];

  @Discloses('public')
  @ApiProperty({ type: DrawRuleDto, description: '抽取规则 · rule' })
  rule: DrawRuleDto;

  @Discloses('public')
  @ApiProperty({ type: [DrawCommitmentDto], description: '承诺 · commitments' })
  commitments: readonly DrawCommitmentDto[];

  @Discloses('public')
  @ApiPropertyOptional({ description: '最后一份承诺的叶哈希 · leaf hash of the last commitment' })
  leaf?: string;

  @Discloses('public')
  @ApiProperty({ type: [DrawRevealDto], description: '公开的秘密数 · reveals' })
  reveals: readonly DrawRevealDto[];

  @Discloses('public')
  @ApiPropertyOptional({ description: '公开随机源的值 · the public value' })
  beacon?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '种子 · seed' })
  seed?: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '抽中的专家，按签号 · drawn, by ticket' })
  drawn: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [PoolExpertDto], description: '未抽取而指定的专家 · named instead of drawn' })
  named: readonly PoolExpertDto[];

  @Discloses('public')
  @ApiProperty({ type: [SeatChangeDto], description: '递补 · changes' })
  changes: readonly SeatChangeDto[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '现任专家 · members now' })
  members: readonly string[];

  @Discloses('public')
  @ApiPropertyOptional({
    enum: CLOSING_GROUNDS,
    description: '完成、承诺未公开、无人递补、放弃 · done, withheld, exhausted, abandoned',
  })
  closed?: ClosingGround;

  @Discloses('public')
  @ApiProperty({ description: '文件摘要 · digest of the rest' })
  digest: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  basisOf,
  GROUND_CODES,
  groundOf,
  MEASURES,
  type GroundCode,
  type Measure,
} from '../../usecases/redaction/grounds.js';
import type { ShownRedaction } from '../../usecases/redaction/read-redactions.js';
import { IsReason } from '../body/reason.decorator.js';
import { NoticeTextDto } from '../notices/notice.dto.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const PART_NAME = /^[a-zA-Z][a-zA-Z0-9._-]{0,99}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const STATUSES = ['open', 'approved', 'refused', 'carriedOut'] as const;

const MEASURE_WORDS =
  '措施：抹除；限制处理（只存储不使用）；解除限制 · measure: erase; restrict (keep and not process); release';

/** A part of a record. */
export class NamedPartDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', minimum: 0, description: '留痕的流内序号 · sequence of the record' })
  @IsInt()
  @Min(0)
  @Max(999_999_999)
  seq: number;

  @Discloses('internal')
  @ApiProperty({ example: 'input.phone', description: '内容名称 · name of the part' })
  @IsString()
  @Matches(PART_NAME)
  name: string;
}

/** What is to be erased, and on which ground. */
export class RedactionBodyDto {
  @ApiProperty({
    format: 'uuid',
    description: '所在流：案件、征求意见等 · stream: a case, a consultation ...',
  })
  @IsString()
  @MaxLength(64)
  stream: string;

  @ApiProperty({ type: [NamedPartDto], maxItems: 200, description: '要抹除的内容 · content to erase' })
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((part: unknown) => JSON.stringify(part))
  @ValidateNested({ each: true })
  @Type(() => NamedPartDto)
  parts: NamedPartDto[];

  @ApiPropertyOptional({
    type: [String],
    maxItems: 50,
    description: '要抹除的材料内容的 SHA-256 · contents of materials by SHA-256',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(SHA256, { each: true })
  files?: string[];

  @ApiProperty({ enum: GROUND_CODES, description: '理由类别（个人信息保护法第四十七条）· ground' })
  @IsIn(GROUND_CODES)
  ground: GroundCode;

  @ApiPropertyOptional({ enum: MEASURES, default: 'erase', description: MEASURE_WORDS })
  @IsOptional()
  @IsIn(MEASURES)
  measure?: Measure;

  @ApiProperty({ description: '说明；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** Why a request is approved or refused. */
export class RedactionOpinionDto {
  @ApiProperty({ description: '说明；不进入留痕记录 · reason; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** What a commenter wants to have erased. */
export class CommentErasureBodyDto {
  @ApiPropertyOptional({
    enum: ['author', 'all'],
    default: 'author',
    description: 'author：姓名和联系方式；all：连同意见内容 · author: who he is; all: his words too',
  })
  @IsOptional()
  @IsIn(['author', 'all'])
  what?: 'author' | 'all';
}

/** One approval. */
export class RedactionApprovalDto {
  @Discloses('internal')
  @ApiProperty({ description: '审批人代码 · who' })
  by: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '审批日 · on' })
  on: string;
}

/** A request to erase. */
export class RedactionDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '申请编号，即其留痕流 · id: its stream' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ enum: STATUSES, description: '待审批、已批准、不予批准、已办理 · status' })
  status: string;

  @Discloses('internal')
  @ApiProperty({ description: '所在流 · stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ description: '流的种类 · kind of stream' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ type: [NamedPartDto], description: '内容 · parts' })
  parts: readonly NamedPartDto[];

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '材料内容 · contents of materials' })
  files: readonly string[];

  @Discloses('internal')
  @ApiProperty({ enum: GROUND_CODES, description: '理由类别 · ground' })
  ground: string;

  @Discloses('internal')
  @ApiProperty({ enum: MEASURES, description: MEASURE_WORDS })
  measure: string;

  @Discloses('internal')
  @ApiProperty({
    type: [NamedPartDto],
    description:
      '重复其内容的已签发文书，一并限制处理 · issued documents that repeat it to the letter, restricted with it',
  })
  repeated: readonly NamedPartDto[];

  @Discloses('internal')
  @ApiProperty({ type: NoticeTextDto, description: '理由 · ground in words' })
  groundTitle: NoticeTextDto;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '依据 · legal basis' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '申请人代码；receipt-holder 为持回执的公众 · who asked' })
  requestedBy: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '申请日 · asked on' })
  requestedOn: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '须几人审批 · approvals needed' })
  needed: number;

  @Discloses('internal')
  @ApiProperty({ type: [RedactionApprovalDto], description: '审批 · approvals' })
  approvals: readonly RedactionApprovalDto[];

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '办结日 · settled on' })
  settledOn: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '据以办理的留痕在该流中的序号 · sequence of the record that did it',
  })
  record: number | null;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '限制处理上述文书的留痕的序号 · sequence of the record that restricted those documents',
  })
  repeats: number | null;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '说明；列表中没有 · reason in words; not in lists' })
  reason?: string;
}

/** A page of requests. */
export class RedactionsDto {
  @Discloses('internal')
  @ApiProperty({ type: [RedactionDto], description: '抹除申请 · requests' })
  items: readonly RedactionDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** That a commenter's wish is with the authority. */
export class CommentErasureDto {
  @Discloses('public')
  @ApiProperty({ enum: STATUSES, description: '办理情况 · status' })
  status: string;

  @Discloses('public')
  @ApiProperty({ type: String, format: 'date', description: '申请日 · asked on' })
  requestedOn: string;

  @Discloses('public')
  @ApiProperty({ description: '留痕编号 · record id' })
  recordId: string;
}

/** A request as sent. */
export function redactionDto({ id, state, reason }: ShownRedaction): RedactionDto {
  const { target, ground, requestedBy, requestedOn, needed, approvals, status, settledOn, record } = state;
  const { measure = 'erase', repeated = [], repeats = null } = state;
  return {
    ...{ id, status, stream: target.stream, kind: target.kind, parts: target.parts, files: target.files },
    ...{ ground, measure, repeated, groundTitle: groundOf(ground).title, basis: basisOf(ground, measure) },
    ...{ requestedBy, requestedOn, needed, approvals, settledOn, record, repeats },
    ...(reason !== undefined && { reason }),
  };
}

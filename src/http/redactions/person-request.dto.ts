import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { GROUND_CODES, type GroundCode } from '../../usecases/redaction/grounds.js';
import {
  PERSON_RIGHT_CODES,
  PERSON_RIGHTS,
  RIGHT_BASIS,
  type PersonRight,
} from '../../usecases/redaction/person-request-state.js';
import type { PersonCopy, ShownPersonRequest } from '../../usecases/redaction/read-person-requests.js';
import { IsReason } from '../body/reason.decorator.js';
import { NoticeTextDto } from '../notices/notice.dto.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { NamedPartDto } from './redaction.dto.js';

const RIGHT_WORDS =
  '查阅、复制、更正、补充、删除、限制处理 · know, copy, correct, complete, delete, restrict';

/** What a person asks. */
export class PersonRequestBodyDto {
  @ApiProperty({ enum: PERSON_RIGHT_CODES, description: RIGHT_WORDS })
  @IsIn(PERSON_RIGHT_CODES)
  right: PersonRight;

  @ApiPropertyOptional({
    type: [NamedPartDto],
    maxItems: 200,
    description:
      '所指内容；不填为本案中关于本人的全部内容 · parts; absent: all that the case keeps about him',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((part: unknown) => JSON.stringify(part))
  @ValidateNested({ each: true })
  @Type(() => NamedPartDto)
  parts?: NamedPartDto[];

  @ApiProperty({ description: '说明；不进入留痕记录 · in words; kept out of the record' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;
}

/** What somebody without an account asks at the desk. */
export class DeskRequestBodyDto extends PersonRequestBodyDto {
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  @IsString()
  @MaxLength(64)
  caseId: string;

  @ApiProperty({ description: '申请人姓名和联系方式；不进入留痕记录 · who asks; kept out of the record' })
  @IsString()
  @MaxLength(500)
  @IsReason(2)
  person: string;
}

/** What is done with the content. */
export class GrantedMeasureDto {
  @ApiProperty({ enum: ['erase', 'restrict'], description: '抹除或者限制处理 · erase or restrict' })
  @IsIn(['erase', 'restrict'])
  measure: 'erase' | 'restrict';

  @ApiProperty({ enum: GROUND_CODES, description: '理由类别 · ground' })
  @IsIn(GROUND_CODES)
  ground: GroundCode;

  @ApiPropertyOptional({ type: [NamedPartDto], maxItems: 200, description: '内容；不填为申请所指 · parts' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NamedPartDto)
  parts?: NamedPartDto[];
}

/** The answer to a person's request. */
export class PersonAnswerBodyDto {
  @ApiProperty({ enum: ['granted', 'refused'], description: '同意、不予同意 · outcome' })
  @IsIn(['granted', 'refused'])
  outcome: 'granted' | 'refused';

  @ApiProperty({ description: '答复；不同意的说明理由 · the answer, with reasons when it is refused' })
  @IsString()
  @MaxLength(2000)
  @IsReason(2)
  reason: string;

  @ApiPropertyOptional({
    type: GrantedMeasureDto,
    description:
      '同意删除、限制处理的，据以提出抹除申请，另由两人审批 · opens the request that two others approve',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => GrantedMeasureDto)
  granted?: GrantedMeasureDto;
}

/** A person's request. */
export class PersonRequestDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '申请编号，即其留痕流 · id: its stream' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ enum: PERSON_RIGHT_CODES, description: RIGHT_WORDS })
  right: string;

  @Discloses('internal')
  @ApiProperty({ type: NoticeTextDto, description: '事项 · in words' })
  title: NoticeTextDto;

  @Discloses('internal')
  @ApiProperty({ description: '依据 · legal basis' })
  basis: string;

  @Discloses('internal')
  @ApiProperty({ description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: [NamedPartDto], description: '所指内容；空为全部 · parts; empty: all' })
  parts: readonly NamedPartDto[];

  @Discloses('internal')
  @ApiProperty({ description: '申请人代码；窗口登记的为登记人 · who asked, or registered it' })
  requestedBy: string;

  @Discloses('internal')
  @ApiProperty({ description: '窗口代为登记 · registered at the desk' })
  atDesk: boolean;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '申请日 · asked on' })
  requestedOn: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', description: '最迟答复日 · last day for the answer' })
  dueOn: string;

  @Discloses('internal')
  @ApiProperty({ description: '逾期未答复 · overdue' })
  overdue: boolean;

  @Discloses('internal')
  @ApiProperty({ enum: ['open', 'granted', 'refused'], description: '待答复、同意、不予同意 · status' })
  status: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '答复日 · answered on' })
  answeredOn: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '据以提出的抹除申请 · request to erase or restrict',
  })
  redaction: string | null;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '申请的说明；列表中没有 · what he asks, in words; not in lists' })
  reason?: string;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '窗口登记的申请人；列表中没有 · who asks at the desk; not in lists' })
  person?: string;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '答复内容 · the answer in words' })
  answer?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: NoticeTextDto,
    description: '不予同意的救济途径 · what he may do when it is refused',
  })
  remedy?: NoticeTextDto;
}

/** A page of requests. */
export class PersonRequestsDto {
  @Discloses('internal')
  @ApiProperty({ type: [PersonRequestDto], description: '个人信息申请 · requests' })
  items: readonly PersonRequestDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** One part of the copy. */
export class CopiedPartDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕的流内序号 · sequence of the record' })
  seq: number;

  @Discloses('internal')
  @ApiProperty({ description: '内容名称 · name of the part' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ type: String, format: 'date-time', description: '留痕时间 · recorded at' })
  recordedAt: string;

  @Discloses('sensitive')
  @ApiProperty({ oneOf: [{}, { type: 'null' }], description: '内容 · what it says' })
  value: unknown;
}

/** What a case keeps about the person. */
export class PersonCopyDto {
  @Discloses('internal')
  @ApiProperty({ description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: [CopiedPartDto], description: '内容 · parts' })
  parts: readonly CopiedPartDto[];
}

const REMEDY = {
  zh: '可以依法向人民法院提起诉讼（个人信息保护法第五十条）',
  en: 'he may sue (Personal Information Protection Law, art. 50)',
};

/** A request as sent. */
export function personRequestDto(shown: ShownPersonRequest): PersonRequestDto {
  const { id, state, overdue, reason, person, answer } = shown;
  const { right, stream, parts, requestedBy, atDesk, requestedOn, dueOn, status } = state;
  const { answeredOn, redaction } = state;
  return {
    ...{ id, right, title: PERSON_RIGHTS[right], basis: RIGHT_BASIS[right], caseId: stream, parts },
    ...{ requestedBy, atDesk, requestedOn, dueOn, overdue, status, answeredOn, redaction },
    ...(reason !== undefined && { reason }),
    ...(person !== undefined && { person }),
    ...(answer !== undefined && { answer }),
    ...(status === 'refused' && { remedy: REMEDY }),
  };
}

/** A copy as sent. */
export function personCopyDto({ stream, parts }: PersonCopy): PersonCopyDto {
  return { caseId: stream, parts };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import type { MaterialState } from '../../engine/case/materials/material-state.js';
import { IsReason } from '../body/reason.decorator.js';
import { RecordReceiptDto, recordReceiptDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import type { Recorded } from '../problems/answer-problem.js';

const MATERIAL_ID = /^[a-z][A-Za-z0-9]{0,99}(-[1-9]\d{0,3})?$/;
const FORMS = ['original', 'copy', 'electronic'] as const;
const SOURCES = ['applicant', 'shared', 'reused'] as const;

/** What is filed: an upload of one's own, or a material of an earlier case. */
export class FilingBodyDto {
  @ApiPropertyOptional({ format: 'uuid', description: '本人的上传 · an upload of one’s own' })
  @IsOptional()
  @IsUUID()
  upload?: string;

  @ApiPropertyOptional({
    description: '清单中的编号；不填为另行提交的材料 · row of the checklist; absent: what nobody asked for',
    example: 'extra-1',
  })
  @IsOptional()
  @IsString()
  @Matches(MATERIAL_ID)
  item?: string;

  @ApiPropertyOptional({ enum: FORMS, description: '原件、复印件、电子件 · form' })
  @IsOptional()
  @IsIn(FORMS)
  form?: (typeof FORMS)[number];

  @ApiProperty({
    enum: SOURCES,
    description:
      '来源：申请人、共享、免再交 · applicant; shared by another authority; filed in an earlier case',
  })
  @IsIn(SOURCES)
  source: (typeof SOURCES)[number];

  @ApiPropertyOptional({
    maxLength: 200,
    description: '共享的来源；免再交的，此前的案件编号 · where it was shared from; reused: the earlier case',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  from?: string;

  @ApiPropertyOptional({ description: '免再交：该材料的 SHA-256 · reused: digest of the material' })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  sha256?: string;
}

/** 核对: what somebody found. */
export class JudgementBodyDto {
  @ApiProperty({ enum: ['sound', 'defective'], description: '合格、不合格 · sound or defective' })
  @IsIn(['sound', 'defective'])
  standing: 'sound' | 'defective';

  @ApiPropertyOptional({
    enum: ['original', 'copy'],
    description: '核对的是窗口收到的纸质原件或者复印件 · paper that was handed in',
  })
  @IsOptional()
  @IsIn(['original', 'copy'])
  paper?: 'original' | 'copy';

  @ApiPropertyOptional({
    maxLength: 1000,
    description: '说明；不合格的必须写明 · why; needed for a defective one',
    example: '缺少第二页签字',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  @IsReason(2)
  reason?: string;
}

/** 免交: by what the applicant is let off. */
export class WaiverBodyDto {
  @ApiProperty({ maxLength: 100, description: '依据条款 · provision', example: '许可法 31' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  basis: string;

  @ApiProperty({
    minLength: 2,
    maxLength: 1000,
    description: '理由 · reason',
    example: '可以通过数据共享获得',
  })
  @IsString()
  @MaxLength(1_000)
  @IsReason(2)
  reason: string;
}

/** A change of the checklist that is on record. */
export class MaterialAnswerDto {
  @Discloses('internal')
  @ApiProperty({ type: RecordReceiptDto, description: '本次留痕 · the record' })
  act: RecordReceiptDto;

  @Discloses('internal')
  @ApiProperty({
    type: [RecordReceiptDto],
    description: '在此之前依法发生的期限届满 · lapses that the law had made before',
  })
  lapsed: readonly RecordReceiptDto[];

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '案件版本（ETag）· version, as in the ETag' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ description: '清单中的编号 · row of the checklist' })
  material: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['missing', 'filed', 'sound', 'defective', 'waived'],
    description: '此后的状态 · how it stands now',
  })
  standing: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '现行版本的 SHA-256 · digest of the version in force' })
  sha256?: string;
}

/** A pure function of the recorded answer. @param id the row; absent: the last one that nobody asked for */
export function materialAnswerDto(answer: Recorded, id: string | undefined): MaterialAnswerDto {
  const { receipt, lapsed, caseId, version, state } = answer;
  const materials = state.materials ?? {};
  const extras = Object.keys(materials).filter((one) => one.startsWith('extra-')).length;
  const material = id ?? `extra-${extras}`;
  const row: MaterialState | undefined = materials[material];
  const current = row?.versions.at(-1);
  return {
    act: recordReceiptDto(receipt),
    lapsed: lapsed.map(recordReceiptDto),
    ...{ caseId, version, material },
    standing: row?.standing ?? 'missing',
    ...(current && { sha256: current.sha256 }),
  };
}

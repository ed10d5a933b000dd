import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  Checklist,
  ChecklistRow,
  ChecklistVersion,
  Handled,
} from '../../usecases/materials/list-materials.js';
import type { ReusableMaterial } from '../../usecases/materials/material-ports.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

const STANDINGS = ['missing', 'filed', 'sound', 'defective', 'waived'];

/** Who did something with a material, and when. */
export class HandledDto {
  @Discloses('internal')
  @ApiProperty({ description: '人员代号 · pseudonym' })
  person: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '工作人员的姓名 · name, of officers' })
  name?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '岗位 · post' })
  post?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '时刻 · when' })
  at: string;
}

/** One version of a material. */
export class MaterialVersionDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '第几版，从 1 起 · from 1' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ description: 'SHA-256' })
  sha256: string;

  @Discloses('internal')
  @ApiProperty({ description: 'SM3' })
  sm3: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '字节数 · bytes' })
  size: number;

  @Discloses('internal')
  @ApiProperty({ description: '内容类型 · media type' })
  mediaType: string;

  @Discloses('personal')
  @ApiPropertyOptional({ description: '文件名；非当事人所见已脱敏 · name, masked for whoever is not party' })
  name?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['original', 'copy', 'electronic'],
    description: '原件、复印件、电子件 · form',
  })
  form?: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['applicant', 'shared', 'reused'],
    description: '来源：申请人、共享、免再交 · source: applicant, shared, filed before',
  })
  source: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    description: '此前的案件或者共享的来源 · the earlier case, or where it was shared from',
  })
  from?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提交之日 · day of filing' })
  filedOn: string;

  @Discloses('internal')
  @ApiProperty({ type: HandledDto, description: '提交人 · who filed it' })
  filed: HandledDto;

  @Discloses('internal')
  @ApiProperty({
    type: [HandledDto],
    description:
      '何人何时打开过；仅表明打开，不表明知悉 · who opened it when: evidence of that, not of understanding',
  })
  openings: readonly HandledDto[];
}

/** One row of the checklist. */
export class MaterialDto {
  @Discloses('internal')
  @ApiProperty({ description: '编号 · id' })
  id: string;

  @Discloses('personal')
  @ApiPropertyOptional({
    description: '材料名称；无人要求的没有 · what it is; absent for what nobody asked for',
  })
  title?: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '要求此项的条款 · provisions that ask for it' })
  basis: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '可接受的形式；空为不限 · forms in which it is taken' })
  forms: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    enum: STANDINGS,
    description:
      '未提供、已提供待核、合格、不合格、免交 · missing, filed and not judged, sound, defective, waived',
  })
  standing: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '免交的依据 · provision by which it is waived' })
  waivedBy?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '核对或者免交的说明 · why it was judged or waived so' })
  reason?: string;

  @Discloses('internal')
  @ApiProperty({ type: [MaterialVersionDto], description: '各版本，最早的在前 · versions, oldest first' })
  versions: readonly MaterialVersionDto[];
}

/** How many rows stand how. */
export class MaterialCountsDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '未提供 · missing' })
  missing: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '已提供待核 · filed and not judged' })
  filed: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '合格 · sound' })
  sound: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '不合格 · defective' })
  defective: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '免交 · waived' })
  waived: number;
}

/** The checklist of materials 材料清单. */
export class ChecklistDto {
  @Discloses('internal')
  @ApiProperty({ type: [MaterialDto], description: '各项 · rows' })
  items: readonly MaterialDto[];

  @Discloses('internal')
  @ApiProperty({ type: MaterialCountsDto, description: '各状态的项数 · rows by standing' })
  counts: MaterialCountsDto;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'integer',
    description:
      '行为已确认的缺失或者不合格材料数（事实 materials.missing），以此为准 · what acts have established in law; that is what counts',
  })
  missingInLaw?: number;
}

/** A material of an earlier case that may be filed again 免再交. */
export class ReusableMaterialDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '此前的案件 · the earlier case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('personal')
  @ApiProperty({ description: '事项 · subject' })
  subject: string;

  @Discloses('personal')
  @ApiProperty({ description: '申请人 · applicant' })
  applicantName: string;

  @Discloses('internal')
  @ApiProperty({ description: '该案中的编号 · id there' })
  material: string;

  @Discloses('internal')
  @ApiProperty({ description: 'SHA-256' })
  sha256: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '字节数 · bytes' })
  size: number;

  @Discloses('internal')
  @ApiProperty({ description: '内容类型 · media type' })
  mediaType: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '提交之日 · day of filing' })
  filedOn: string;
}

/** The latest first. */
export class ReusableMaterialsDto {
  @Discloses('internal')
  @ApiProperty({ type: [ReusableMaterialDto], description: '可以免再交的材料 · materials' })
  items: readonly ReusableMaterialDto[];
}

/** The checklist as sent. */
export function checklistDto({ rows, counts, missingInLaw }: Checklist, language: Language): ChecklistDto {
  return {
    items: rows.map((row) => materialDto(row, language)),
    counts: { ...counts },
    ...(missingInLaw !== undefined && { missingInLaw }),
  };
}

function materialDto({ title, versions, ...row }: ChecklistRow, language: Language): MaterialDto {
  return {
    ...row,
    ...(title !== undefined && { title: inLanguage(title, language) }),
    versions: versions.map((version, i) => versionDto(version, i + 1)),
  };
}

function versionDto({ on, sharedFrom, from, ...one }: ChecklistVersion, version: number): MaterialVersionDto {
  const origin = from ?? sharedFrom;
  return {
    ...{ ...one, version, filedOn: on },
    ...(origin !== undefined && { from: origin }),
    filed: handledDto(one.filed),
    openings: one.openings.map(handledDto),
  };
}

function handledDto(one: Handled): HandledDto {
  return { ...one };
}

/** A candidate as sent. */
export function reusableDto({
  id,
  item: _item,
  openedOn: _openedOn,
  ...row
}: ReusableMaterial): ReusableMaterialDto {
  return { ...row, material: id };
}

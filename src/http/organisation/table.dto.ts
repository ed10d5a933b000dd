import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CivilDate } from '../../engine/clock/time.js';
import { cellText } from '../../usecases/organisation/cell-values.js';
import type { ImportPlan, ImportRow } from '../../usecases/organisation/plan-import.js';
import { SHEET_NAMES, type SheetName } from '../../usecases/organisation/sheets.js';
import { IsCivilDate } from '../body/civil-date.decorator.js';
import { RecordReceiptDto } from '../cases/record-receipt.dto.js';
import type { Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Which table, in which form, as of which day. */
export class ExportQueryDto {
  @ApiProperty({ enum: ['csv', 'xlsx'], description: 'csv：一张表；xlsx：全部表 · one table; all tables' })
  @IsIn(['csv', 'xlsx'])
  format: 'csv' | 'xlsx';

  @ApiPropertyOptional({ enum: SHEET_NAMES, description: 'csv 的表 · the table of a csv' })
  @IsOptional()
  @IsIn([...SHEET_NAMES])
  sheet?: SheetName;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: '此日及以后有效的内容；默认今日 · in force on the day or later',
  })
  @IsOptional()
  @IsCivilDate()
  on?: CivilDate;
}

const flag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

/** How a file is meant. */
export class ImportQueryDto {
  @ApiPropertyOptional({
    enum: SHEET_NAMES,
    description: 'CSV 文件是哪张表（XLSX 依工作表名称）· which table a CSV file is',
  })
  @IsOptional()
  @IsIn([...SHEET_NAMES])
  sheet?: SheetName;

  @ApiPropertyOptional({
    type: Boolean,
    default: true,
    description: 'true：仅逐行说明结果，不写入 · true: only says what would come of each row',
  })
  @IsOptional()
  @Transform(flag)
  @IsBoolean()
  dryRun?: boolean;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description:
      'true：文件即全表，文件中没有的自今日起停用 · true: the file is the whole table; what it lacks ends today',
  })
  @IsOptional()
  @Transform(flag)
  @IsBoolean()
  complete?: boolean;

  @ApiPropertyOptional({ description: '依据的文件或者理由 · document or reason' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  basis?: string;
}

/** A value that a row changes. */
export class ImportFieldDto {
  @Discloses('internal')
  @ApiProperty({ description: '列 · column' })
  column: string;

  @Discloses('internal')
  @ApiProperty({ description: '原值 · before' })
  before: string;

  @Discloses('internal')
  @ApiProperty({ description: '新值 · after' })
  after: string;
}

/** Why a row cannot be taken. */
export class ImportConflictDto {
  @Discloses('internal')
  @ApiProperty({ description: '原因代码 · code' })
  code: string;

  @Discloses('internal')
  @ApiProperty({ description: '说明 · sentence' })
  say: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];
}

/** A row of the file, or something that the file no longer has. */
export class ImportRowDto {
  @Discloses('internal')
  @ApiProperty({ enum: SHEET_NAMES, description: '表 · table' })
  sheet: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: '文件中的行号；文件中没有的为 null · row of the file',
  })
  row: number | null;

  @Discloses('internal')
  @ApiProperty({ description: '代码 · code' })
  id: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['added', 'changed', 'retired', 'unchanged', 'conflict'],
    description: '新增、变更、停用、无变化、冲突 · what would come of it',
  })
  status: string;

  @Discloses('internal')
  @ApiProperty({ type: [ImportFieldDto], description: '变更的内容 · what it changes' })
  fields: readonly ImportFieldDto[];

  @Discloses('internal')
  @ApiProperty({ type: [ImportConflictDto], description: '冲突 · what stands against it' })
  conflicts: readonly ImportConflictDto[];
}

/** Rows by what would come of them. */
export class ImportCountsDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '新增 · added' })
  added: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '变更 · changed' })
  changed: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '停用 · retired' })
  retired: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '无变化 · unchanged' })
  unchanged: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '冲突 · conflicts' })
  conflict: number;
}

/** What came, or would come, of an import. */
export class ImportDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['previewed', 'unchanged', 'changed', 'proposed'],
    description:
      'previewed 仅预览；unchanged 与现状相同；changed 已生效；proposed 含有授权，待确认 · proposed: gives power, waits for the security administrator',
  })
  outcome: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: ImportCountsDto, description: '行数 · rows' })
  counts?: ImportCountsDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: [ImportRowDto], description: '逐行结果 · row by row' })
  rows?: readonly ImportRowDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: RecordReceiptDto, description: '留痕 · record' })
  record?: RecordReceiptDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '提议编号 · proposal' })
  proposal?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '变更项数 · changes' })
  changes?: number;
}

/** A preview as sent. */
export function previewDto({ rows }: ImportPlan, language: Language): ImportDto {
  const counts = { added: 0, changed: 0, retired: 0, unchanged: 0, conflict: 0 };
  for (const { status } of rows) counts[status] += 1;
  return { outcome: 'previewed', counts, rows: rows.map((row) => rowDto(row, language)) };
}

function rowDto({ sheet, at, id, status, fields, conflicts }: ImportRow, language: Language): ImportRowDto {
  return {
    sheet,
    row: at ?? null,
    id,
    status,
    fields: fields.map(({ column, before, after }) => ({
      column: column.id,
      before: cellText(column, before),
      after: cellText(column, after),
    })),
    conflicts: conflicts.map(({ code, say, basis }) => ({ code, say: say[language], basis })),
  };
}

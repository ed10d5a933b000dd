import { ApiProperty } from '@nestjs/swagger';
import type { VersionRow } from '../../usecases/queries.js';

/** A published version of a procedure. */
export class ProcedureVersionDto {
  @ApiProperty({ description: '程序名称 · name', example: 'administrative-licence' })
  procedure: string;

  @ApiProperty({ description: '标题 · title' })
  title: string;

  @ApiProperty({ format: 'date', description: '施行之日 · in force from' })
  inForceFrom: string;

  @ApiProperty({ format: 'date-time', description: '发布时刻 · published at' })
  publishedAt: string;

  @ApiProperty({ description: 'SHA-256' })
  sha256: string;

  @ApiProperty({ description: 'SM3' })
  sm3: string;
}

/** Published versions. */
export class ProcedureVersionsDto {
  @ApiProperty({ type: [ProcedureVersionDto], description: '版本，新的在前 · newest first' })
  items: readonly ProcedureVersionDto[];
}

/** A published version with its content. */
export class ProcedureDefinitionDto extends ProcedureVersionDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      '定义（其 RFC 8785 规范形式的摘要即版本标识）· the definition; its digest is the version’s identity',
  })
  definition: Readonly<Record<string, unknown>>;
}

/** Version as sent. */
export function procedureVersionDto(row: VersionRow): ProcedureVersionDto {
  const { procedure, title, inForceFrom, publishedAt, sha256, sm3 } = row;
  return { procedure, title, inForceFrom, publishedAt, sha256, sm3 };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { CHANGE_SHAPES } from '../../usecases/organisation/change-shapes.js';
import { MAX_CHANGES, readChanges } from '../../usecases/organisation/read-changes.js';
import { Problem } from '../problems/problem.js';

/** A person's name: it goes into the directory, never into a record. */
export class PersonNameDto {
  @ApiProperty({ example: 'o-203', description: '人员代码 · code of the person' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  person: string;

  @ApiProperty({ example: '赵静', description: '姓名 · name' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;
}

/** A list of changes, all or none. */
export class ChangesBodyDto {
  @ApiProperty({
    type: 'array',
    maxItems: MAX_CHANGES,
    items: {
      type: 'object',
      required: ['change'],
      properties: { change: { type: 'string', enum: Object.keys(CHANGE_SHAPES) } },
      additionalProperties: true,
    },
    example: [
      {
        change: 'unit.put',
        id: 'law-section',
        unit: { title: '法规科', parent: 'market-bureau', from: '2026-10-01' },
      },
    ],
    description:
      '变更，按顺序；日期一律为当日起算，结束之日 on 为不再有效的第一日 · changes in their order; on is the first day without',
  })
  @IsArray()
  changes: unknown[];

  @ApiPropertyOptional({
    type: [PersonNameDto],
    description: '新进或者更名人员的姓名 · names of the new and renamed',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_CHANGES)
  @ValidateNested({ each: true })
  @Type(() => PersonNameDto)
  names?: PersonNameDto[];

  @ApiPropertyOptional({ description: '依据的文件或者理由 · document or reason' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  basis?: string;
}

/** Why a proposal is settled so. */
export class SettlingBodyDto {
  @ApiPropertyOptional({ description: '理由 · reason' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** The changes of a body in their closed shapes. @throws Problem `invalid-request` with a pointer for each fault */
export function changesOf(body: ChangesBodyDto): readonly OrganisationChange[] {
  const empty = body.changes.length === 0 && (body.names ?? []).length === 0;
  const read = readChanges(body.changes);
  if (read.ok && !empty) return read.changes;
  const problems = read.ok
    ? [{ at: '', say: { zh: '没有任何变更', en: 'nothing is changed' } }]
    : read.problems;
  throw new Problem('invalid-request', {
    unmet: problems
      .slice(0, 200)
      .map(({ at, say }) => ({ code: 'invalid-request', say, basis: [], at: `/changes${at}` })),
  });
}

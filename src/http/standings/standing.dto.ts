import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CaseStream } from '../../usecases/streams/read-standings.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { UnmetDto, unmetDto } from '../problems/problem-document.js';

/** One value by which a stream tells how it stands. */
export class StandingFieldDto {
  @Discloses('internal')
  @ApiProperty({ description: '名称 · name' })
  field: string;

  @Discloses('internal')
  @ApiProperty({ description: '标题 · label' })
  title: string;

  @Discloses('internal')
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }],
    nullable: true,
    description: '值；尚未发生时为空、零或者否 · value; null, 0 or false before it happened',
  })
  value: string | number | boolean | null;
}

/** The record at which a stream stands. */
export class StandingRecordDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '流 · the stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '最近一条记录的序号 · sequence of its last record' })
  seq: number;

  @Discloses('internal')
  @ApiProperty({ description: '最近一条记录的叶哈希（SHA-256） · leaf hash of that record' })
  leaf: string;
}

/** What goes on beside a case. */
export class CaseStandingDto {
  @Discloses('internal')
  @ApiProperty({ description: '程序中的名称 · name in the definition' })
  name: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['draft', 'consultation', 'panel', 'meeting'],
    description: '草案、公开征求意见、专家组、会议 · kind',
  })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({
    type: StandingRecordDto,
    description: '所依据的记录；尚未启动时没有 · absent before it began',
  })
  record?: StandingRecordDto;

  @Discloses('internal')
  @ApiProperty({ type: [StandingFieldDto], description: '进展 · how it stands' })
  fields: readonly StandingFieldDto[];

  @Discloses('internal')
  @ApiProperty({
    type: [UnmetDto],
    description:
      '启动（会议：列入议程）前尚未满足的全部条件 · everything unmet before it may begin, or be on an agenda',
  })
  unmet: readonly UnmetDto[];
}

/** Everything that goes on beside a case. */
export class CaseStandingsDto {
  @Discloses('internal')
  @ApiProperty({
    type: [CaseStandingDto],
    description: '案件之外的进展，按名称排列 · by name',
  })
  items: readonly CaseStandingDto[];
}

/** Standing as sent. */
export function standingDto(stream: CaseStream, language: Language): CaseStandingDto {
  const { name, definition, fields, standing, seen, unmet } = stream;
  return {
    ...{ name, kind: definition.kind, title: inLanguage(definition.title, language) },
    basis: [definition.basis].flat(),
    ...(seen && { record: { stream: seen.stream, seq: seen.seq, leaf: seen.leaf } }),
    fields: Object.entries(fields).map(([field, { title }]) => ({
      ...{ field, title: inLanguage(title, language), value: standing[field] ?? null },
    })),
    unmet: unmet.map((one) => unmetDto(one, language)),
  };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LOG_SUITES, type LogSuite } from '../../usecases/log/log-ports.js';
import type { RecordRow, StreamRow } from '../../usecases/queries.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { PageQueryDto } from '../pages/page-query.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const KINDS = [
  ...['calendar', 'organisation', 'procedures', 'installation', 'account', 'webhooks', 'audit', 'log'],
  'certificates',
  'redaction',
  'privacy',
];

/** Filter of the list of streams. */
export class StreamsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: KINDS, description: '种类 · kind' })
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;
}

/** Which proof. */
export class ProofQueryDto {
  @ApiPropertyOptional({
    enum: LOG_SUITES,
    default: 'sha256',
    description: '密码套件：SHA-256 / Ed25519 或 SM3 / SM2 · hash and signature',
  })
  @IsOptional()
  @IsIn(LOG_SUITES)
  suite?: LogSuite;
}

/** Which records. */
export class RecordsQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 200,
    default: 50,
    description: '每页条数 · items per page',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => wholeNumber(value))
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: '上一页最后的序号 · sequence of the last record seen',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => wholeNumber(value))
  @IsInt()
  @Min(0)
  after?: number;
}

function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** A stream of records. */
export class StreamDto {
  @Discloses('internal')
  @ApiProperty({ description: '流 · stream' })
  stream: string;

  @Discloses('public')
  @ApiProperty({ enum: KINDS, description: '种类 · kind' })
  kind: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕条数 · number of records' })
  records: number;

  @Discloses('internal')
  @ApiProperty({
    type: DigestPairDto,
    nullable: true,
    description: '最近一条的叶子散列 · leaf of the latest record',
  })
  leaf: DigestPairDto | null;
}

/** Streams. */
export class StreamsDto {
  @Discloses('internal')
  @ApiProperty({ type: [StreamDto], description: '流 · streams' })
  items: readonly StreamDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** One record of the ledger. */
export class LedgerRecordDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash of the text' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({
    description: '存储的规范文本，散列即据此计算 · canonical text as stored, which the leaf is the hash of',
  })
  text: string;

  @Discloses('internal')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '同一文本解析后 · the same text, parsed',
  })
  record: object;

  @Discloses('sensitive')
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '尚存的内容部分 · parts that still exist, by name',
  })
  parts: Readonly<Record<string, unknown>>;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { record: { type: 'integer' }, ground: { type: 'string' } },
    },
    description:
      '已抹除的内容部分，及据以抹除的留痕和理由 · parts that were erased: by which record, on which ground',
  })
  erased?: Readonly<Record<string, { readonly record: number; readonly ground: string }>>;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { record: { type: 'integer' }, ground: { type: 'string' } },
    },
    description:
      '限制处理、只存储不使用的内容部分，及其依据的留痕和理由 · parts that are kept and not processed: by which record, on which ground',
  })
  restricted?: Readonly<Record<string, { readonly record: number; readonly ground: string }>>;
}

/** Records of a stream. */
export class LedgerRecordsDto {
  @Discloses('internal')
  @ApiProperty({ type: [LedgerRecordDto], description: '留痕 · records' })
  items: readonly LedgerRecordDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Stream as sent. */
export function streamDto(row: StreamRow): StreamDto {
  return { stream: row.stream, kind: row.kind, records: row.seq, leaf: row.leaf && digestPairDto(row.leaf) };
}

/** Record as sent: nothing of it is re-serialised for the hash, `text` is what was stored. */
export function ledgerRecordDto(row: RecordRow): LedgerRecordDto {
  return {
    sequence: row.seq,
    leaf: digestPairDto(row.leaf),
    text: row.text,
    record: row.record,
    parts: row.parts,
    ...(row.erased && { erased: byRecord(row.erased) }),
    ...(row.restricted && { restricted: byRecord(row.restricted) }),
  };
}

function byRecord(parts: NonNullable<RecordRow['erased']>): NonNullable<LedgerRecordDto['erased']> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, { seq, ground }]) => [name, { record: seq, ground }]),
  );
}

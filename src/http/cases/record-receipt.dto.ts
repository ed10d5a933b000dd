import { ApiProperty } from '@nestjs/swagger';
import type { DigestPair } from '../../engine/audit/record.js';
import type { RecordReceipt } from '../../usecases/cases/act-answer.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** A digest under both hash suites. */
export class DigestPairDto {
  @Discloses('internal')
  @ApiProperty({ description: 'SHA-256，小写十六进制 · lower-case hex' })
  sha256: string;

  @Discloses('internal')
  @ApiProperty({ description: 'SM3，小写十六进制 · lower-case hex' })
  sm3: string;
}

/** The record that an act left in the ledger. Keep it: it proves what was acknowledged. */
export class RecordReceiptDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '留痕编号 · record id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ description: '所在流 · stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '流内序号 · sequence within the stream' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ example: 'case.accepted', description: '事件类型 · what happened' })
  type: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '记录时刻 · when we learnt it' })
  recordedAt: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '法律上的发生时刻 · when it was so in law' })
  occurredAt: string;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf: DigestPairDto;
}

/** Both digests, and nothing else. */
export function digestPairDto(pair: DigestPair): DigestPairDto {
  return { sha256: pair.sha256, sm3: pair.sm3 };
}

/** Receipt as sent. */
export function recordReceiptDto(receipt: RecordReceipt): RecordReceiptDto {
  const { id, stream, seq, type, recordedAt, occurredAt, leaf } = receipt;
  return { id, stream, sequence: seq, type, recordedAt, occurredAt, leaf: digestPairDto(leaf) };
}

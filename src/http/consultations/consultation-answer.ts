import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StreamAnswer } from '../../usecases/streams/work-on-stream.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** What was recorded in the stream of a consultation. */
export class ConsultationReceiptDto {
  @Discloses('internal')
  @ApiProperty({ description: '所在流 · stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '流内序号 · sequence within the stream' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列：回执 · leaf hash: the receipt' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '归并编号 · number of the group' })
  group?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '涉及的意见数 · comments that it is about' })
  comments?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '首条意见序号 · number of the first comment' })
  first?: number;

  @Discloses('internal')
  @ApiPropertyOptional({
    type: [String],
    description: '收件编号，至多五十个 · receipt numbers, fifty at most',
  })
  receipts?: readonly string[];
}

/**
 * What was done in a consultation as it is sent: the record, its address and the stream's new version.
 * @throws Problem for every other outcome
 */
export function recordedInConsultation(
  answer: StreamAnswer<Partial<ConsultationReceiptDto>>,
  reply: FastifyReply,
): ConsultationReceiptDto {
  switch (answer.outcome) {
    case 'recorded': {
      const { stream, seq, leaf, version, result } = answer;
      const location = `/v1/streams/${stream}/records/${seq}`;
      void reply.headers({ etag: etagOf(version), 'x-ledger-sequence': String(seq), location });
      return { ...result, stream, sequence: seq, leaf: digestPairDto(leaf) };
    }
    case 'refused':
      throw new Problem(answer.unmet[0]?.code ?? 'requirement-unmet', { unmet: answer.unmet });
    case 'stale':
      throw new Problem('stale-version', { version: answer.version });
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknownConsultation();
  }
}

/** There is no such consultation, or none that the person may know of: nobody can tell which. */
export function unknownConsultation(): ReturnType<typeof unknownResource> {
  return unknownResource('征求意见', 'consultation');
}

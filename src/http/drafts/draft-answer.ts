import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StreamAnswer } from '../../usecases/streams/work-on-stream.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** What was recorded in the stream of a draft. */
export class DraftReceiptDto {
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
  @ApiPropertyOptional({ type: 'integer', description: '稿次 · version of the draft' })
  version?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: DigestPairDto, description: '正文摘要 · digest of the text' })
  digest?: DigestPairDto;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '条数 · articles' })
  articles?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '意见序号 · number of the comment' })
  comment?: number;
}

/**
 * What was done in a draft as it is sent: the record, its address and the stream's new version.
 * @throws Problem for every other outcome
 */
export function recordedInDraft<Result extends Partial<DraftReceiptDto>>(
  answer: StreamAnswer<Result>,
  reply: FastifyReply,
): DraftReceiptDto {
  switch (answer.outcome) {
    case 'recorded': {
      const { stream, seq, leaf, version, result } = answer;
      const location = `/v1/streams/${stream}/records/${seq}`;
      void reply.headers({ etag: etagOf(version), 'x-ledger-sequence': String(seq), location });
      return { stream, sequence: seq, leaf: digestPairDto(leaf), ...result };
    }
    case 'refused':
      throw new Problem(answer.unmet[0]?.code ?? 'requirement-unmet', { unmet: answer.unmet });
    case 'stale':
      throw new Problem('stale-version', { version: answer.version });
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknownDraft();
  }
}

/** There is no such draft, or none that the person may know of: nobody can tell which. */
export function unknownDraft(): ReturnType<typeof unknownResource> {
  return unknownResource('草案', 'draft');
}

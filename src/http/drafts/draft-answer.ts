import { ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StreamAnswer } from '../../usecases/streams/work-on-stream.js';
import { DigestPairDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { recordedInStream, StreamReceiptDto, streamReceiptDto } from '../streams/stream-answer.js';

/** What was recorded in the stream of a draft. */
export class DraftReceiptDto extends StreamReceiptDto {
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
  const done = recordedInStream(answer, reply, { unknown: unknownDraft });
  return { ...streamReceiptDto(done), ...done.result };
}

/** There is no such draft, or none that the person may know of: nobody can tell which. */
export function unknownDraft(): ReturnType<typeof unknownResource> {
  return unknownResource('草案', 'draft');
}

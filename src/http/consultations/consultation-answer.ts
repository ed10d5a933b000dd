import { ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StreamAnswer } from '../../usecases/streams/work-on-stream.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { recordedInStream, StreamReceiptDto, streamReceiptDto } from '../streams/stream-answer.js';

/** What was recorded in the stream of a consultation. */
export class ConsultationReceiptDto extends StreamReceiptDto {
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
  const done = recordedInStream(answer, reply, { unknown: unknownConsultation });
  return { ...done.result, ...streamReceiptDto(done) };
}

/** There is no such consultation, or none that the person may know of: nobody can tell which. */
export function unknownConsultation(): ReturnType<typeof unknownResource> {
  return unknownResource('征求意见', 'consultation');
}

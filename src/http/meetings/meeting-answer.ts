import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { MeetingAnswer } from '../../usecases/streams/meeting/work-on-meeting.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { type Problem, unknownResource } from '../problems/problem.js';
import { recordedInStream } from '../streams/stream-answer.js';

/** What was recorded in a meeting. */
export class MeetingAnswerDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · meeting' })
  meeting: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '会议的版本号 · version of the meeting' })
  version: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '回执：叶子散列 · receipt: leaf hash' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ example: 'item.tabled', description: '事件 · what happened' })
  event: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '议题编号 · the item' })
  item?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '待办事项编号 · the follow-up' })
  followUp?: number;
}

/**
 * What was recorded, as it is sent.
 * @throws Problem for every other outcome
 */
export function meetingAnswer(
  answer: MeetingAnswer,
  reply: FastifyReply,
  location = (stream: string): string => `/v1/meetings/${stream}`,
): MeetingAnswerDto {
  const done = recordedInStream(answer, reply, { unknown: unknownMeeting, location });
  const { stream, seq, version, leaf, result } = done;
  return { meeting: stream, sequence: seq, version, leaf: digestPairDto(leaf), ...result };
}

/** Where who carries something out reads of it: the meeting is not his to know of. */
export const FOLLOW_UPS = (): string => '/v1/me/follow-ups';

/** There is no such meeting, or none that the person may know of. */
export function unknownMeeting(): Problem {
  return unknownResource('会议', 'meeting');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id as given, when it can be one. @throws Problem `unknown-resource` */
export function meetingId(text: string): string {
  if (!UUID.test(text)) throw unknownMeeting();
  return text;
}

/** A number in an address: of an item or a follow-up. @throws Problem `unknown-resource` */
export function numberIn(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw unknownResource('议题或者事项', 'item or follow-up');
  return Number(text);
}

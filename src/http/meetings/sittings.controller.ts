import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  decideOnItem,
  declineSpeech,
  giveSpeech,
  writeOpinion,
} from '../../usecases/streams/meeting/discuss-in-sitting.js';
import {
  beginItem,
  openMeeting,
  pauseMeeting,
  recordAttendance,
  recuseFromItem,
} from '../../usecases/streams/meeting/hold-sitting.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe, type OperationNote } from '../openapi/describe.decorator.js';
import { MeetingAnswerDto, meetingAnswer, meetingId, numberIn } from './meeting-answer.js';
import {
  AtDto,
  AttendanceDto,
  ItemDecisionDto,
  ItemRecusalDto,
  OpeningDto,
  SilenceDto,
  SpeechDto,
} from './meeting-body.dto.js';

const ACT = { requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true } as const;
const act = (zh: string, en: string): OperationNote => ({ zh, en, ...ACT });
const DONE = { type: MeetingAnswerDto, description: '已留痕 · recorded' } as const;

/** A meeting 会议 while it is held: attendance, speeches with the chief last, decisions. */
@ApiTags('meetings 会议')
@Controller('v1/meetings/:id')
export class SittingsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('openings')
  @Describe(act('开会', 'open a meeting'))
  @ApiCreatedResponse(DONE)
  async openMeeting(
    @Param('id') id: string,
    @Body() { present, observers, at }: OpeningDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { present, ...(observers !== undefined && { observers }), ...when(at) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await openMeeting(this.services.meetings)(request), reply);
  }

  @Post('attendance')
  @Describe(act('登记到会、离会', 'record who came and who left'))
  @ApiCreatedResponse(DONE)
  async recordAttendance(
    @Param('id') id: string,
    @Body() { person, arrived, at }: AttendanceDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, person, arrived, ...when(at) };
    return meetingAnswer(await recordAttendance(this.services.meetings)(request), reply);
  }

  @Post('adjournments')
  @Describe(act('休会', 'adjourn a meeting'))
  @ApiCreatedResponse(DONE)
  adjournMeeting(
    @Param('id') id: string,
    @Body() { at }: AtDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    return this.#pause({ id, by, key, ...when(at) }, 'adjourned', reply);
  }

  @Post('resumptions')
  @Describe(act('复会', 'go on with a meeting'))
  @ApiCreatedResponse(DONE)
  resumeMeeting(
    @Param('id') id: string,
    @Body() { at }: AtDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    return this.#pause({ id, by, key, ...when(at) }, 'resumed', reply);
  }

  @Post('closings')
  @Describe(act('散会；会前为取消会议', 'close a meeting; before it was opened: call it off'))
  @ApiCreatedResponse(DONE)
  closeMeeting(
    @Param('id') id: string,
    @Body() { at }: AtDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    return this.#pause({ id, by, key, ...when(at) }, 'closed', reply);
  }

  @Post('items/:item/recusals')
  @Describe(act('回避本议题', 'leave the count of one item'))
  @ApiCreatedResponse(DONE)
  async recuseFromItem(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { person, presiding, reason }: ItemRecusalDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item: numberIn(item), person, reason, ...(presiding !== undefined && { presiding }) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await recuseFromItem(this.services.meetings)(request), reply);
  }

  @Post('items/:item/beginnings')
  @Describe(act('开始审议', 'begin with an item'))
  @ApiCreatedResponse(DONE)
  async beginItem(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { at }: AtDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, item: numberIn(item), ...when(at) };
    return meetingAnswer(await beginItem(this.services.meetings)(request), reply);
  }

  @Post('items/:item/speeches')
  @Describe(act('发言；行政首长最后发表意见', 'speak on an item; the chief speaks last'))
  @ApiCreatedResponse(DONE)
  async giveSpeech(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { person = '', stance, text, at }: SpeechDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item: numberIn(item), person: person || by.person, stance, text, ...when(at) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await giveSpeech(this.services.meetings)(request), reply);
  }

  @Post('items/:item/silences')
  @Describe(act('明确不发言', 'decline to speak on an item'))
  @ApiCreatedResponse(DONE)
  async declineSpeech(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { person = '', at }: SilenceDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item: numberIn(item), person: person || by.person, ...when(at) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await declineSpeech(this.services.meetings)(request), reply);
  }

  @Post('items/:item/opinions')
  @Describe(act('书面意见', 'a written opinion on an item'))
  @ApiCreatedResponse(DONE)
  async writeOpinion(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { person = '', stance, text, at }: SpeechDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item: numberIn(item), person: person || by.person, stance, text, ...when(at) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await writeOpinion(this.services.meetings)(request), reply);
  }

  @Post('items/:item/decisions')
  @Describe(act('议定', 'decide an item'))
  @ApiCreatedResponse(DONE)
  async decideItem(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { result, reason, saidInMeeting, at }: ItemDecisionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const reasoned = {
      ...(reason !== undefined && { reason }),
      ...(saidInMeeting !== undefined && { saidInMeeting }),
    };
    const request = {
      meeting: meetingId(id),
      by,
      key,
      item: numberIn(item),
      result,
      ...reasoned,
      ...when(at),
    };
    return meetingAnswer(await decideOnItem(this.services.meetings)(request), reply);
  }

  async #pause(
    {
      id,
      ...wish
    }: { readonly id: string; readonly by: SignedIn; readonly key: string; readonly at?: string },
    to: 'adjourned' | 'resumed' | 'closed',
    reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), ...wish, to };
    return meetingAnswer(await pauseMeeting(this.services.meetings)(request), reply);
  }
}

function when(at: string | undefined): { readonly at?: string } {
  return at === undefined ? {} : { at };
}

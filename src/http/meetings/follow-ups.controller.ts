import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  assignMeetingFollowUp,
  claimMeetingFollowUp,
  completeMeetingFollowUp,
  extendMeetingFollowUp,
  releaseMeetingFollowUp,
  reportMeetingFollowUp,
} from '../../usecases/streams/meeting/follow-ups.js';
import { listFollowUps, listSupervisedFollowUps } from '../../usecases/streams/meeting/read-meetings.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe, type OperationNote } from '../openapi/describe.decorator.js';
import {
  CompletionDto,
  FollowUpBodyDto,
  FollowUpExtensionDto,
  FollowUpReleaseDto,
  FollowUpsDto,
  FollowUpsQueryDto,
  lastDayOf,
} from './follow-up.dto.js';
import { FOLLOW_UPS, MeetingAnswerDto, meetingAnswer, meetingId, numberIn } from './meeting-answer.js';

const ACT = { requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true } as const;
const act = (zh: string, en: string): OperationNote => ({ zh, en, ...ACT });
const DONE = { type: MeetingAnswerDto, description: '已留痕 · recorded' } as const;

/** 议定事项: what a meeting decided is given to a unit, taken in hand, extended, reported and recognised as done. */
@ApiTags('meetings 会议')
@Controller('v1')
export class FollowUpsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('meetings/:id/follow-ups')
  @Describe(act('分解议定事项', 'give what was decided to somebody, with a last day'))
  @ApiCreatedResponse(DONE)
  async assignFollowUp(
    @Param('id') id: string,
    @Body() body: FollowUpBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const { item, unit, person, what } = body;
    const wish = { item, unit, last: lastDayOf(body), what, ...(person !== undefined && { person }) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await assignMeetingFollowUp(this.services.meetings)(request), reply);
  }

  @Post('meetings/:id/follow-ups/:number/claims')
  @Describe(act('签收议定事项', 'take a follow-up in hand'))
  @ApiCreatedResponse(DONE)
  async claimFollowUp(
    @Param('id') id: string,
    @Param('number') number: string,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, followUp: numberIn(number) };
    return meetingAnswer(await claimMeetingFollowUp(this.services.meetings)(request), reply, FOLLOW_UPS);
  }

  @Post('meetings/:id/follow-ups/:number/releases')
  @Describe(
    act(
      '交回议定事项；由秘书退回重办或者收回',
      'give a follow-up back; by the secretary: send it back, or take it from somebody’s hands',
    ),
  )
  @ApiCreatedResponse(DONE)
  async releaseFollowUp(
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() { reason }: FollowUpReleaseDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, followUp: numberIn(number), reason };
    return meetingAnswer(await releaseMeetingFollowUp(this.services.meetings)(request), reply, FOLLOW_UPS);
  }

  @Post('meetings/:id/follow-ups/:number/reports')
  @Describe(act('报告议定事项办结', 'report that a follow-up was done'))
  @ApiCreatedResponse(DONE)
  async reportFollowUp(
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() { report }: CompletionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, followUp: numberIn(number), report };
    return meetingAnswer(await reportMeetingFollowUp(this.services.meetings)(request), reply, FOLLOW_UPS);
  }

  @Post('meetings/:id/follow-ups/:number/extensions')
  @Describe(act('延长议定事项的期限', 'set a later last day for a follow-up'))
  @ApiCreatedResponse(DONE)
  async extendFollowUp(
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() body: FollowUpExtensionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { followUp: numberIn(number), last: lastDayOf(body), reason: body.reason };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await extendMeetingFollowUp(this.services.meetings)(request), reply);
  }

  @Post('meetings/:id/follow-ups/:number/completions')
  @Describe(act('议定事项销号', 'recognise that a follow-up was done'))
  @ApiCreatedResponse(DONE)
  async completeFollowUp(
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() { report }: CompletionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, followUp: numberIn(number), report };
    return meetingAnswer(await completeMeetingFollowUp(this.services.meetings)(request), reply);
  }

  @Get('me/follow-ups')
  @Describe({
    zh: '待办的会议议定事项，附红黄绿灯：本人及所在单位的，或者本人督查的单位的',
    en: 'open follow-ups of meetings with their lights: one’s own and one’s unit’s, or those one watches over',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: FollowUpsDto, description: '议定事项 · follow-ups' })
  async listFollowUps(@Query() { of }: FollowUpsQueryDto, @Me() by: SignedIn): Promise<FollowUpsDto> {
    const { meetings } = this.services;
    const list = of === 'supervised' ? listSupervisedFollowUps : listFollowUps;
    return { items: await list(meetings, by) };
  }
}

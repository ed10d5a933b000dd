import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CivilDate } from '../../engine/clock/time.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  assignMeetingFollowUp,
  completeMeetingFollowUp,
  confirmOwnWords,
  issueMeetingMinutes,
} from '../../usecases/streams/meeting/follow-up.js';
import { listFollowUps } from '../../usecases/streams/meeting/read-meetings.js';
import { ownWords, readMinutes } from '../../usecases/streams/meeting/read-minutes.js';
import { Me } from '../auth/signed-in.decorator.js';
import { wishedForm } from '../documents/wished-form.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe, type OperationNote } from '../openapi/describe.decorator.js';
import { MeetingAnswerDto, meetingAnswer, meetingId, numberIn, unknownMeeting } from './meeting-answer.js';
import { CompletionDto, ConfirmationDto, FollowUpBodyDto } from './meeting-body.dto.js';
import { FollowUpsDto, MinutesDto, MinutesQueryDto, OwnWordsDto, ownWordsDto } from './minutes.dto.js';

const ACT = { requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true } as const;
const act = (zh: string, en: string): OperationNote => ({ zh, en, ...ACT });
const DONE = { type: MeetingAnswerDto, description: '已留痕 · recorded' } as const;

/** What comes of a meeting 会议: confirmed words, minutes, follow-ups, everybody's own words with their proof. */
@ApiTags('meetings 会议')
@Controller('v1')
export class MinutesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('meetings/:id/items/:item/confirmations')
  @Describe(act('确认本人发言，或者追加更正', 'confirm one’s own words, or append a correction'))
  @ApiCreatedResponse(DONE)
  async confirmOwnWords(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { correction }: ConfirmationDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item: numberIn(item), ...(correction !== undefined && { correction }) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await confirmOwnWords(this.services.meetings)(request), reply);
  }

  @Get('meetings/:id/items/:item/my-words')
  @Describe({
    zh: '本人在一个议题上的发言及其证明：规范文本、叶子散列、加盐摘要的内容、到流首的链（全库默克尔证明另行提供）',
    en: 'one’s own words on an item with their proof: canonical texts, leaves, salted parts, the chain to the head (the proof over the whole log comes separately)',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: OwnWordsDto, description: '本人发言及证明 · own words and proof' })
  async readOwnWords(
    @Param('id') id: string,
    @Param('item') item: string,
    @Me() by: SignedIn,
  ): Promise<OwnWordsDto> {
    const wish = { meeting: meetingId(id), item: numberIn(item), by };
    const found = await ownWords(this.services.meetings, wish);
    if (!found) throw unknownMeeting();
    return ownWordsDto(found);
  }

  @Post('meetings/:id/minutes')
  @Describe(act('印发会议记录和纪要', 'issue the record and the summary of a meeting'))
  @ApiCreatedResponse(DONE)
  async issueMinutes(
    @Param('id') id: string,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key };
    return meetingAnswer(await issueMeetingMinutes(this.services.meetings)(request), reply);
  }

  @Get('meetings/:id/minutes')
  @Header('vary', 'accept')
  @Describe({
    zh: '会议记录或者纪要（JSON 或者 HTML）；未印发的为按现有留痕生成的预览',
    en: 'record or summary, as JSON or HTML; before they are issued, as the records make them now',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiProduces('application/json', 'text/html')
  @ApiOkResponse({ type: MinutesDto, description: '会议记录、纪要 · minutes' })
  async readMinutes(
    @Param('id') id: string,
    @Query() { kind = 'record' }: MinutesQueryDto,
    @Me() by: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MinutesDto | string> {
    const found = await readMinutes(this.services.meetings, { meeting: meetingId(id), by, kind });
    if (!found) throw unknownMeeting();
    const { content, issued } = found;
    if (wishedForm(undefined, request.headers.accept) !== 'html')
      return { content, ...(issued && { issued }) };
    const page = this.services.paperFiles.page({ content, ...(issued && { proof: issued }) });
    void reply.type('text/html; charset=utf-8').header('content-security-policy', page.contentPolicy);
    return page.html;
  }

  @Post('meetings/:id/follow-ups')
  @Describe(act('分解议定事项', 'give what was decided to somebody, with a last day'))
  @ApiCreatedResponse(DONE)
  async assignFollowUp(
    @Param('id') id: string,
    @Body() { item, unit, person, until, what }: FollowUpBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { item, unit, until: until as CivilDate, what, ...(person !== undefined && { person }) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await assignMeetingFollowUp(this.services.meetings)(request), reply);
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
    zh: '本人及所在单位待办的会议议定事项，附红黄绿灯',
    en: 'open follow-ups of meetings that are one’s own or one’s unit’s, with their lights',
    requires: 'signedIn',
  })
  @ApiOkResponse({ type: FollowUpsDto, description: '议定事项 · follow-ups' })
  async listFollowUps(@Me() by: SignedIn): Promise<FollowUpsDto> {
    return { items: await listFollowUps(this.services.meetings, by) };
  }
}

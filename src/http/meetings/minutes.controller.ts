import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { confirmOwnWords, issueMeetingMinutes } from '../../usecases/streams/meeting/issue-minutes.js';
import { ownWords, readMinutes } from '../../usecases/streams/meeting/read-minutes.js';
import { Me } from '../auth/signed-in.decorator.js';
import { attachment, FILE_TYPES } from '../documents/document-file.js';
import { FORM_TYPES, wishedForm } from '../documents/wished-form.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe, type OperationNote } from '../openapi/describe.decorator.js';
import { MeetingAnswerDto, meetingAnswer, meetingId, numberIn, unknownMeeting } from './meeting-answer.js';
import { ConfirmationDto } from './meeting-body.dto.js';
import { MinutesDto, MinutesQueryDto, OwnWordsDto, ownWordsDto } from './minutes.dto.js';

const ACT = { requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true } as const;
const act = (zh: string, en: string): OperationNote => ({ zh, en, ...ACT });
const DONE = { type: MeetingAnswerDto, description: '已留痕 · recorded' } as const;

/** What comes of a meeting 会议: confirmed words, minutes, everybody's own words with their proof. */
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
    zh: '会议记录或者纪要（JSON、HTML 或者 .docx）；未印发的为按现有留痕生成的预览',
    en: 'record or summary, as JSON, HTML or .docx; before they are issued, as the records make them now',
    requires: 'readCase',
    problems: [400, 404],
  })
  @FILE_TYPES
  @ApiOkResponse({ type: MinutesDto, description: '会议记录、纪要 · minutes' })
  async readMinutes(
    @Param('id') id: string,
    @Query() { kind = 'record' }: MinutesQueryDto,
    @Me() by: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MinutesDto | string | Buffer> {
    const found = await readMinutes(this.services.meetings, { meeting: meetingId(id), by, kind });
    if (!found) throw unknownMeeting();
    const { content, issued } = found;
    const form = wishedForm(undefined, request.headers.accept);
    if (form === 'json') return { content, ...(issued && { issued }) };
    const paper = { content, ...(issued && { proof: issued }) };
    if (form === 'docx') {
      void reply.type(FORM_TYPES.docx).header('content-disposition', attachment(content.title));
      return Buffer.from(await this.services.paperFiles.docx(paper));
    }
    const page = this.services.paperFiles.page(paper);
    void reply.type('text/html; charset=utf-8').header('content-security-policy', page.contentPolicy);
    return page.html;
  }
}

import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CivilDate } from '../../engine/clock/time.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { conveneMeeting, moveMeeting } from '../../usecases/streams/meeting/convene-meeting.js';
import {
  orderItems,
  readMeetingPapers,
  sendMeetingPapers,
  shortenPaperLead,
  tableItem,
  withdrawItem,
} from '../../usecases/streams/meeting/prepare-agenda.js';
import { listForums, listMeetings, readMeeting } from '../../usecases/streams/meeting/read-meetings.js';
import { Me } from '../auth/signed-in.decorator.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe, type OperationNote } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { MeetingAnswerDto, meetingAnswer, meetingId, numberIn, unknownMeeting } from './meeting-answer.js';
import {
  AgendaDto,
  AppointmentDto,
  ConveningDto,
  MeetingReasonDto,
  PapersDto,
  TablingDto,
} from './meeting-body.dto.js';
import {
  ForumsDto,
  forumDto,
  MeetingDto,
  meetingDto,
  MeetingsDto,
  MeetingsQueryDto,
  UnitQueryDto,
} from './meeting.dto.js';

const ACT = { requires: 'performAct', problems: [400, 403, 404, 409, 422], key: true } as const;
const act = (zh: string, en: string): OperationNote => ({ zh, en, ...ACT });
const DONE = { type: MeetingAnswerDto, description: '已留痕 · recorded' } as const;

/** Meetings 会议 before they are held: convening, agenda from ready items alone, papers. */
@ApiTags('meetings 会议')
@Controller('v1/meetings')
export class MeetingsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '机关的会议', en: 'meetings of a unit', requires: 'signedIn', problems: [400] })
  @ApiOkResponse({ type: MeetingsDto, description: '会议 · meetings' })
  async listMeetings(@Query() query: MeetingsQueryDto, @Me() by: SignedIn): Promise<MeetingsDto> {
    const page = pageOf(query);
    const found = await listMeetings(this.services.meetings, by, query.unit, page);
    return pageDto(found, page.limit, (row) => row);
  }

  @Post()
  @Describe(act('召集会议', 'convene a meeting'))
  @ApiCreatedResponse(DONE)
  async conveneMeeting(
    @Body() { forum, unit, day, time, place }: ConveningDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const appointed = { day: day as CivilDate, time, ...(place !== undefined && { place }) };
    const answer = await conveneMeeting(this.services.meetings)({ by, key, forum, unit, ...appointed });
    return meetingAnswer(answer, reply);
  }

  @Get('forums')
  @Describe({
    zh: '机关的会议类型及其规则',
    en: 'kinds of meetings of a unit, with their rules and provisions',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: ForumsDto, description: '会议类型 · forums' })
  async listForums(@Query() { unit }: UnitQueryDto, @Me() by: SignedIn): Promise<ForumsDto> {
    return { items: (await listForums(this.services.meetings, by, unit)).map(forumDto) };
  }

  @Get(':id')
  @Describe({ zh: '会议的现状', en: 'a meeting as it stands', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: MeetingDto, description: '会议 · meeting' })
  async readMeeting(
    @Param('id') id: string,
    @Me() by: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingDto> {
    const found = await readMeeting(this.services.meetings, meetingId(id), by);
    if (!found) throw unknownMeeting();
    void reply.header('etag', etagOf(found.version));
    return meetingDto(found);
  }

  @Post(':id/movings')
  @Describe(act('会议改期', 'move a meeting to another day'))
  @ApiCreatedResponse(DONE)
  async moveMeeting(
    @Param('id') id: string,
    @Body() { day, time, place }: AppointmentDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const appointed = { day: day as CivilDate, time, ...(place !== undefined && { place }) };
    const request = { meeting: meetingId(id), by, key, ...appointed };
    return meetingAnswer(await moveMeeting(this.services.meetings)(request), reply);
  }

  @Post(':id/items')
  @Describe(act('列入议程：须具备全部上会条件', 'table a case of which every gate is met'))
  @ApiCreatedResponse(DONE)
  async tableItem(
    @Param('id') id: string,
    @Body() { caseId, name, presenter }: TablingDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const wish = { caseId, name, ...(presenter !== undefined && { presenter }) };
    const request = { meeting: meetingId(id), by, key, ...wish };
    return meetingAnswer(await tableItem(this.services.meetings)(request), reply);
  }

  @Post(':id/items/:item/withdrawals')
  @Describe(act('撤回议题', 'withdraw an item'))
  @ApiCreatedResponse(DONE)
  async withdrawItem(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { reason }: MeetingReasonDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, item: numberIn(item), reason };
    return meetingAnswer(await withdrawItem(this.services.meetings)(request), reply);
  }

  @Post(':id/items/:item/paper-shortenings')
  @Describe(
    act('行政首长同意材料迟于规定送达', 'the chief lets the papers of an item come later than the rule'),
  )
  @ApiCreatedResponse(DONE)
  async shortenPaperLead(
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() { reason }: MeetingReasonDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, item: numberIn(item), reason };
    return meetingAnswer(await shortenPaperLead(this.services.meetings)(request), reply);
  }

  @Post(':id/agenda')
  @Describe(act('排定议程', 'put the items in order'))
  @ApiCreatedResponse(DONE)
  async orderItems(
    @Param('id') id: string,
    @Body() { agenda }: AgendaDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, agenda };
    return meetingAnswer(await orderItems(this.services.meetings)(request), reply);
  }

  @Post(':id/papers')
  @Describe(act('送达会议材料', 'send the papers to members'))
  @ApiCreatedResponse(DONE)
  async sendPapers(
    @Param('id') id: string,
    @Body() { items, to }: PapersDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    const request = { meeting: meetingId(id), by, key, ...(items && { items }), ...(to && { to }) };
    return meetingAnswer(await sendMeetingPapers(this.services.meetings)(request), reply);
  }

  @Post(':id/paper-readings')
  @Describe(act('签阅会议材料', 'say that one has read the papers'))
  @ApiCreatedResponse(DONE)
  async readPapers(
    @Param('id') id: string,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingAnswerDto> {
    return meetingAnswer(
      await readMeetingPapers(this.services.meetings)({ meeting: meetingId(id), by, key }),
      reply,
    );
  }
}

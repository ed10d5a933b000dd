import { createHash } from 'node:crypto';
import { Controller, Delete, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { calendarDays } from '../../usecases/notices/calendar-days.js';
import { beginFeed, endFeed } from '../../usecases/notices/calendar-feeds.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { refuseNarrowed } from '../sign-in/own-access.js';
import { RevokedDto } from '../sign-in/sessions.dto.js';
import { BegunFeedDto, calendarFeedDto, CalendarFeedsDto } from './calendar-feed.dto.js';
import { RateLimit } from './rate-limit.js';

/** Calendar programmes ask every hour or so; nobody needs more than this. */
const PER_MINUTE = 30;

/** The person's days in his own calendar programme 日历订阅. */
@ApiTags('calendar feeds 日历订阅')
@Controller('v1')
export class CalendarFeedsController {
  private readonly limit = new RateLimit(PER_MINUTE);

  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('me/calendar-feeds')
  @Describe({ zh: '本人的日历订阅', en: 'one’s own calendar feeds', requires: 'signedIn', problems: [403] })
  @ApiOkResponse({ type: CalendarFeedsDto, description: '日历订阅 · calendar feeds' })
  async listCalendarFeeds(@Me() me: SignedIn): Promise<CalendarFeedsDto> {
    refuseNarrowed(me);
    return { items: (await this.services.notices.feeds.ofPerson(me.person)).map(calendarFeedDto) };
  }

  @Post('me/calendar-feeds')
  @Describe({
    zh: '开通日历订阅，地址只显示一次',
    en: 'begin a calendar feed; its address is told this once',
    requires: 'signedIn',
    problems: [403, 404, 409],
  })
  @ApiCreatedResponse({ type: BegunFeedDto, description: '已开通 · begun' })
  async beginCalendarFeed(@Me() me: SignedIn, @Req() request: FastifyRequest): Promise<BegunFeedDto> {
    refuseNarrowed(me);
    const answer = await beginFeed({ ...this.services.identity, feeds: this.services.notices.feeds })(me);
    switch (answer.outcome) {
      case 'begun': {
        const origin = this.services.publicUrl ?? `${request.protocol}://${request.host}`;
        return {
          ...calendarFeedDto(answer.feed),
          url: `${origin}/v1/calendar-feeds/${answer.secret}.ics`,
        };
      }
      case 'noAccount':
        throw unknownResource('账号', 'account');
      case 'tooMany':
        throw new Problem('too-many-feeds');
    }
  }

  @Delete('me/calendar-feeds/:id')
  @Describe({
    zh: '停用日历订阅',
    en: 'end one of one’s own calendar feeds',
    requires: 'signedIn',
    problems: [403, 404],
  })
  @ApiOkResponse({ type: RevokedDto, description: '已停用 · ended' })
  async endCalendarFeed(@Param('id') id: string, @Me() me: SignedIn): Promise<RevokedDto> {
    refuseNarrowed(me);
    const end = endFeed({ ...this.services.identity, feeds: this.services.notices.feeds });
    if (!(await end(me, id))) throw unknownResource('日历订阅', 'calendar feed');
    return { id };
  }

  @Get('calendar-feeds/:file')
  @Describe({
    zh: '日历（iCalendar），凭地址中的密钥读取',
    en: 'the calendar, by the secret in its address',
    requires: 'public',
    problems: [404, 429],
  })
  @ApiProduces('text/calendar')
  @ApiOkResponse({
    description: '日历 · iCalendar',
    content: { 'text/calendar': { schema: { type: 'string' } } },
  })
  async readCalendarFeed(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.limit.isOver(request.ip))
      throw new Problem('too-many-requests', { headers: { 'retry-after': '60' } });
    const secret = /^([A-Za-z0-9_-]{43})\.ics$/.exec(file)?.[1];
    const { ports, queries, notices } = this.services;
    const days = calendarDays({ ports, queries, feeds: notices.feeds, rules: notices.rules });
    const entries = secret === undefined ? undefined : await days(secret);
    if (!entries) throw unknownResource('日历订阅', 'calendar feed');
    const text = notices.writeCalendar(entries);
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.headers({ etag, 'cache-control': 'private, no-cache' });
    const known = (request.headers['if-none-match'] ?? '')
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag) || known.includes('*')) return void reply.status(304).send();
    void reply.type('text/calendar; charset=utf-8').send(text);
  }
}

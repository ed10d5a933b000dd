import { Controller, Delete, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { endCurrentSession, endOwnSessions, ownSessions } from '../../usecases/identity/sessions.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { setCookie } from '../auth/session-cookie.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { refuseNarrowed } from './own-access.js';
import { EndedDto, sessionDto, SessionsDto } from './sessions.dto.js';

/** One's own sessions 会话. */
@ApiTags('sessions 会话')
@Controller('v1/sessions')
export class SessionsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '本人的会话', en: 'one’s own open sessions', requires: 'signedIn' })
  @ApiOkResponse({ type: SessionsDto, description: '会话 · sessions' })
  async listSessions(@Me() me: SignedIn): Promise<SessionsDto> {
    const sessions = await ownSessions(this.services.identity)(me);
    return { items: sessions.map((one) => sessionDto(one, me.session)) };
  }

  @Delete('current')
  @Describe({
    zh: '退出登录',
    en: 'sign out: end the session of this request',
    requires: 'signedIn',
    problems: [403, 404],
  })
  @ApiOkResponse({ type: EndedDto, description: '已退出 · signed out' })
  async endCurrentSession(
    @Me() me: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndedDto> {
    if (!(await endCurrentSession(this.services.identity)(me))) throw unknownResource('会话', 'session');
    this.takeCookieAway(me, reply);
    return { ended: 1 };
  }

  @Delete()
  @Describe({
    zh: '结束本人的全部会话',
    en: 'end all sessions of one’s own, this one too',
    requires: 'signedIn',
    problems: [403],
  })
  @ApiOkResponse({ type: EndedDto, description: '已结束 · ended' })
  async endSessions(@Me() me: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<EndedDto> {
    refuseNarrowed(me);
    const ended = await endOwnSessions(this.services.identity)(me);
    this.takeCookieAway(me, reply);
    return { ended };
  }

  private takeCookieAway(me: SignedIn, reply: FastifyReply): void {
    if (me.byCookie) void reply.header('set-cookie', setCookie('session', '', this.services.publicUrl));
  }
}

import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { changePassword } from '../../usecases/identity/change-password.js';
import { SCOPE_ACTIONS } from '../../usecases/identity/scopes.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { issueToken, ownTokens, revokeToken } from '../../usecases/identity/tokens.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { refuseNarrowed } from './own-access.js';
import {
  EndedDto,
  IssuedTokenDto,
  PasswordChangeDto,
  RevokedDto,
  tokenDto,
  TokensDto,
  TokenWishDto,
} from './sessions.dto.js';
import { signInProblem } from './sign-in-problem.js';

/** One's own tokens 令牌 and password 口令. */
@ApiTags('me 本人')
@Controller('v1/me')
export class TokensController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('tokens')
  @Describe({ zh: '本人的令牌', en: 'one’s own tokens', requires: 'signedIn', problems: [403] })
  @ApiOkResponse({ type: TokensDto, description: '令牌 · tokens' })
  async listTokens(@Me() me: SignedIn): Promise<TokensDto> {
    refuseNarrowed(me);
    const tokens = await ownTokens(this.services.identity)(me);
    return { items: tokens.map((one) => tokenDto(one, me.session)) };
  }

  @Post('tokens')
  @Describe({
    zh: '为程序发放令牌，只缩小本人的权限',
    en: 'issue a token for a machine; it narrows its owner’s powers',
    requires: 'signedIn',
    problems: [400, 403, 404, 409],
  })
  @ApiCreatedResponse({ type: IssuedTokenDto, description: '已发放 · issued' })
  async issueToken(@Body() body: TokenWishDto, @Me() me: SignedIn): Promise<IssuedTokenDto> {
    refuseNarrowed(me);
    const answer = await issueToken(this.services.identity)(me, body);
    switch (answer.outcome) {
      case 'issued':
        return { id: answer.id, token: answer.token, expiresAt: answer.expiresAt };
      case 'unknownScope':
        throw invalidRequest(
          `/scopes/${answer.index}`,
          `应为 act:行为，或者 ${SCOPE_ACTIONS.join('、')}`,
          `must be act:<name>, or one of ${SCOPE_ACTIONS.join(', ')}`,
        );
      case 'narrowed':
        throw new Problem('scope-missing');
      case 'noAccount':
        throw unknownResource('账号', 'account');
      case 'notActive':
        throw new Problem('account-not-active');
      case 'tooMany':
        throw new Problem('too-many-tokens');
    }
  }

  @Delete('tokens/:id')
  @Describe({
    zh: '撤销本人的令牌',
    en: 'revoke one of one’s own tokens',
    requires: 'signedIn',
    problems: [403, 404],
  })
  @ApiOkResponse({ type: RevokedDto, description: '已撤销 · revoked' })
  async revokeToken(@Param('id') id: string, @Me() me: SignedIn): Promise<RevokedDto> {
    refuseNarrowed(me);
    if (!(await revokeToken(this.services.identity)(me, id))) throw unknownResource('令牌', 'token');
    return { id };
  }

  @Post('password')
  @HttpCode(200)
  @Describe({
    zh: '修改口令，并结束本人的其他会话',
    en: 'change the password and end all other sessions',
    requires: 'signedIn',
    problems: [400, 403, 409, 422, 429],
  })
  @ApiOkResponse({ type: EndedDto, description: '已修改 · changed' })
  async changePassword(
    @Body() body: PasswordChangeDto,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
  ): Promise<EndedDto> {
    refuseNarrowed(me);
    const { identity } = this.services;
    const answer = await changePassword(identity)(me, { ...body, address: request.ip });
    if (answer.outcome === 'changed') return { ended: answer.endedSessions };
    if (answer.outcome === 'noPassword') throw new Problem('password-missing');
    throw signInProblem(answer, identity.wallClock(), '/newPassword');
  }
}

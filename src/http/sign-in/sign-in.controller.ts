import { Body, Controller, Get, Inject, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiFoundResponse, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginActivation, confirmActivation } from '../../usecases/identity/activation.js';
import { signIn } from '../../usecases/identity/sign-in.js';
import { fromOwnOrigin } from '../auth/own-origin.js';
import { readCookie, setCookie } from '../auth/session-cookie.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem } from '../problems/problem.js';
import { beginAtProvider, finishAtProvider } from './provider-sign-in.js';
import { signInProblem } from './sign-in-problem.js';
import {
  ActivatedDto,
  ActivationConfirmationDto,
  ActivationDto,
  EnrolmentDto,
  SignedInDto,
  signedInDto,
  SignInDto,
} from './sign-in.dto.js';

/** Signing in 登录: by a local account or at the identity provider; and activating an account. */
@ApiTags('sign-in 登录')
@Controller('v1')
export class SignInController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('sign-in')
  @Describe({
    zh: '用账号、口令和动态码登录',
    en: 'sign in with account, password and one-time code',
    requires: 'public',
    problems: [400, 401, 403, 422, 429],
  })
  @ApiCreatedResponse({ type: SignedInDto, description: '已登录 · signed in' })
  async signIn(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    this.refuseForeign(request);
    const { identity, publicUrl } = this.services;
    const { as = 'cookie', ...typed } = body;
    const previous = this.sessionOf(request);
    const answer = await signIn(identity)({
      ...typed,
      kind: as === 'cookie' ? 'browser' : 'command',
      address: request.ip,
      ...(as === 'cookie' && previous !== undefined && { previous }),
    });
    if (answer.outcome !== 'signedIn') throw signInProblem(answer, identity.wallClock(), '/newPassword');
    if (as === 'cookie') void reply.header('set-cookie', setCookie('session', answer.token, publicUrl));
    return signedInDto(answer, as === 'bearer');
  }

  @Get('sign-in/oidc')
  @Describe({
    zh: '转到身份提供方登录',
    en: 'go to the identity provider',
    requires: 'public',
    problems: [404],
  })
  @ApiFoundResponse({ description: '转到身份提供方 · to the identity provider' })
  @Redirect('', 302)
  async beginProviderSignIn(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    const { url, cookie } = await beginAtProvider(this.services);
    void reply.header('set-cookie', cookie);
    return { url };
  }

  @Get('sign-in/oidc/callback')
  @Describe({
    zh: '从身份提供方返回',
    en: 'come back from the identity provider',
    requires: 'public',
    problems: [400, 403, 404],
  })
  @ApiQuery({ name: 'code', required: false, description: '授权码 · authorization code' })
  @ApiQuery({ name: 'state', required: false, description: '登录过程 · which sign-in this is' })
  @ApiQuery({ name: 'iss', required: false, description: '签发者 · issuer' })
  @ApiQuery({ name: 'error', required: false, description: '提供方的拒绝 · the provider’s refusal' })
  @ApiResponse({ status: 303, description: '已登录，转到 /v1/me · signed in, on to /v1/me' })
  // The code leaves the address bar and the history.
  @Redirect('/v1/me', 303)
  async finishProviderSignIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { publicUrl } = this.services;
    // Finished or refused, the flow is over for this browser.
    void reply.header('set-cookie', setCookie('flow', '', publicUrl));
    const token = await finishAtProvider(this.services, request, this.sessionOf(request));
    void reply.header('set-cookie', setCookie('session', token, publicUrl));
  }

  @Post('activations')
  @Describe({
    zh: '激活账号第一步：选定口令，取得动态码密钥',
    en: 'first step of an activation: choose a password, get the authenticator’s secret',
    requires: 'public',
    problems: [400, 401, 403, 422, 429],
  })
  @ApiCreatedResponse({ type: EnrolmentDto, description: '动态码密钥 · secret of the authenticator app' })
  async beginActivation(@Body() body: ActivationDto, @Req() request: FastifyRequest): Promise<EnrolmentDto> {
    this.refuseForeign(request);
    const { identity } = this.services;
    const answer = await beginActivation(identity)({ ...body, address: request.ip });
    if (answer.outcome !== 'begun') throw signInProblem(answer, identity.wallClock(), '/password');
    return { secret: answer.secret, uri: answer.uri };
  }

  @Post('activations/confirmations')
  @Describe({
    zh: '激活账号第二步：以第一个动态码确认',
    en: 'second step of an activation: confirm with the first one-time code',
    requires: 'public',
    problems: [400, 401, 403, 429],
  })
  @ApiCreatedResponse({ type: ActivatedDto, description: '已激活 · activated' })
  async confirmActivation(
    @Body() body: ActivationConfirmationDto,
    @Req() request: FastifyRequest,
  ): Promise<ActivatedDto> {
    this.refuseForeign(request);
    const { identity } = this.services;
    const answer = await confirmActivation(identity)({ ...body, address: request.ip });
    if (answer.outcome !== 'activated') throw signInProblem(answer, identity.wallClock(), '/code');
    return { account: answer.account };
  }

  /** Another site must not sign a browser in under a name of its choice. Programs carry neither header. */
  private refuseForeign(request: FastifyRequest): void {
    if (fromOwnOrigin(request, this.services.publicUrl) === false) throw new Problem('cross-site-request');
  }

  /** Digest of the session under which the browser comes. */
  private sessionOf(request: FastifyRequest): string | undefined {
    const { identity, publicUrl } = this.services;
    const secret = readCookie(request.headers.cookie, 'session', publicUrl);
    return secret === undefined ? undefined : identity.hash.sha256(secret);
  }
}

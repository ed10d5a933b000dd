import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  openWebhook,
  replayWebhook,
  rotateWebhookSecret,
  setWebhookState,
  skipParkedEvent,
} from '../../usecases/notices/administer-webhooks.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { invalidRequest } from '../problems/problem.js';
import { settledWebhook, unknownWebhook } from './webhook-problem.js';
import {
  attemptDto,
  OpenedWebhookDto,
  parkedDto,
  ParkedEventsDto,
  RotatedSecretDto,
  WebhookAttemptsDto,
  WebhookDto,
  webhookDto,
  WebhooksDto,
} from './webhook.dto.js';
import { ReplayDto, SkipDto, WebhookWishDto } from './webhook-wish.dto.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Subscriptions of outside systems 推送订阅, for the system administrator. */
@ApiTags('webhooks 推送')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '推送订阅', en: 'webhook subscriptions', requires: 'manageWebhooks' })
  @ApiOkResponse({ type: WebhooksDto, description: '推送订阅 · webhooks' })
  async listWebhooks(): Promise<WebhooksDto> {
    return { items: (await this.webhooks.list()).map(webhookDto) };
  }

  @Post()
  @Describe({
    zh: '开立推送订阅，密钥只显示一次',
    en: 'open a webhook subscription; its secret is told this once',
    requires: 'manageWebhooks',
    problems: [400],
  })
  @ApiCreatedResponse({ type: OpenedWebhookDto, description: '已开立 · opened' })
  async openWebhook(@Body() body: WebhookWishDto, @Me() me: SignedIn): Promise<OpenedWebhookDto> {
    const { url, types = null, note = '', after } = body;
    const wish = { url, types, note, ...(after !== undefined && { after }) };
    const answer = settledWebhook(await openWebhook(this.administration)(me, wish));
    if (answer.outcome === 'urlRefused') throw invalidRequest('/url', answer.why.zh, answer.why.en);
    return { ...(await this.found(answer.id)), secret: answer.secret };
  }

  @Get(':id')
  @Describe({
    zh: '一项推送订阅',
    en: 'one webhook subscription',
    requires: 'manageWebhooks',
    problems: [404],
  })
  @ApiOkResponse({ type: WebhookDto, description: '推送订阅 · webhook' })
  async readWebhook(@Param('id') id: string): Promise<WebhookDto> {
    return this.found(id);
  }

  @Post(':id/secrets')
  @Describe({
    zh: '更换密钥，旧密钥再用一天',
    en: 'rotate the secret; the one before is good for another day',
    requires: 'manageWebhooks',
    problems: [404, 409],
  })
  @ApiCreatedResponse({ type: RotatedSecretDto, description: '已更换 · rotated' })
  async rotateSecret(@Param('id') id: string, @Me() me: SignedIn): Promise<RotatedSecretDto> {
    await this.found(id);
    const { secret, previousUntil } = settledWebhook(await rotateWebhookSecret(this.administration)(me, id));
    return { secret, previousUntil };
  }

  @Post(':id/pauses')
  @HttpCode(200)
  @Describe({
    zh: '暂停推送，其间的事件留待恢复后推送',
    en: 'pause; what happens meanwhile is delivered afterwards',
    requires: 'manageWebhooks',
    problems: [404, 409],
  })
  @ApiOkResponse({ type: WebhookDto, description: '已暂停 · paused' })
  pauseWebhook(@Param('id') id: string, @Me() me: SignedIn): Promise<WebhookDto> {
    return this.set(id, me, 'paused');
  }

  @Post(':id/resumptions')
  @HttpCode(200)
  @Describe({ zh: '恢复推送', en: 'resume after a pause', requires: 'manageWebhooks', problems: [404, 409] })
  @ApiOkResponse({ type: WebhookDto, description: '已恢复 · resumed' })
  resumeWebhook(@Param('id') id: string, @Me() me: SignedIn): Promise<WebhookDto> {
    return this.set(id, me, 'active');
  }

  @Delete(':id')
  @Describe({
    zh: '终止推送订阅，不再恢复；记录保留',
    en: 'end a subscription for good; its record stays',
    requires: 'manageWebhooks',
    problems: [404, 409],
  })
  @ApiOkResponse({ type: WebhookDto, description: '已终止 · ended' })
  endWebhook(@Param('id') id: string, @Me() me: SignedIn): Promise<WebhookDto> {
    return this.set(id, me, 'ended');
  }

  @Get(':id/deliveries')
  @Describe({
    zh: '推送记录，最近的在前',
    en: 'attempts at delivery, the latest first',
    requires: 'manageWebhooks',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: WebhookAttemptsDto, description: '推送记录 · attempts' })
  async listDeliveries(@Param('id') id: string, @Query() query: PageQueryDto): Promise<WebhookAttemptsDto> {
    await this.found(id);
    const page = pageOf(query);
    return pageDto(await this.webhooks.attempts(id, page), page.limit, attemptDto);
  }

  @Get(':id/parked-events')
  @Describe({
    zh: '多次未能送达而停下的事件',
    en: 'events that could not be delivered, at which their cases stand still',
    requires: 'manageWebhooks',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: ParkedEventsDto, description: '停下的事件 · parked events' })
  async listParkedEvents(@Param('id') id: string, @Query() query: PageQueryDto): Promise<ParkedEventsDto> {
    await this.found(id);
    const page = pageOf(query);
    return pageDto(await this.webhooks.parked(id, page), page.limit, parkedDto);
  }

  @Post(':id/replays')
  @HttpCode(200)
  @Describe({
    zh: '重新推送某一位置之后的事件，或者停下的事件',
    en: 'deliver again what came after a position, or what is parked',
    requires: 'manageWebhooks',
    problems: [400, 404, 409],
  })
  @ApiOkResponse({ type: WebhookDto, description: '将重新推送 · will be delivered again' })
  async replayWebhook(
    @Param('id') id: string,
    @Body() body: ReplayDto,
    @Me() me: SignedIn,
  ): Promise<WebhookDto> {
    await this.found(id);
    settledWebhook(await replayWebhook(this.administration)(me, id, body));
    return this.found(id);
  }

  @Post(':id/skips')
  @HttpCode(200)
  @Describe({
    zh: '跳过停下的事件，说明理由',
    en: 'pass over a parked event, for a reason',
    requires: 'manageWebhooks',
    problems: [400, 404, 409],
  })
  @ApiOkResponse({ type: WebhookDto, description: '已跳过 · skipped' })
  async skipEvent(@Param('id') id: string, @Body() body: SkipDto, @Me() me: SignedIn): Promise<WebhookDto> {
    await this.found(id);
    settledWebhook(await skipParkedEvent(this.administration)(me, id, body));
    return this.found(id);
  }

  private get webhooks() {
    return this.services.notices.webhooks;
  }

  private get administration() {
    const { webhooks, sender, happenings } = this.services.notices;
    return { ...this.services.identity, webhooks, sender, happenings };
  }

  private async set(id: string, me: SignedIn, state: 'active' | 'paused' | 'ended'): Promise<WebhookDto> {
    await this.found(id);
    settledWebhook(await setWebhookState(this.administration)(me, id, state));
    return this.found(id);
  }

  private async found(id: string): Promise<WebhookDto> {
    const webhook = UUID.test(id) ? await this.webhooks.find(id) : undefined;
    if (!webhook) throw unknownWebhook();
    return webhookDto(webhook);
  }
}

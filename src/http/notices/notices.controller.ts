import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { MailMode } from '../../usecases/notices/notice-change.js';
import { setNoticeSettings } from '../../usecases/notices/own-settings.js';
import { markRead, readNotices } from '../../usecases/notices/read-notices.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { invalidRequest, unknownResource } from '../problems/problem.js';
import { refuseNarrowed } from '../sign-in/own-access.js';
import {
  noticeDto,
  NoticeSettingsDto,
  NoticesDto,
  NoticesQueryDto,
  ReadDto,
  ReadingDto,
} from './notice.dto.js';

/** What the signed-in person is told 通知, and how. */
@ApiTags('notices 通知')
@Controller('v1')
export class NoticesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('notices')
  @Describe({
    zh: '本人的通知，未读在前',
    en: 'one’s own notices, unread ones first',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: NoticesDto, description: '通知 · notices' })
  async listNotices(@Query() query: NoticesQueryDto, @Me() me: SignedIn): Promise<NoticesDto> {
    const page = pageOf(query);
    const read = readNotices({ now: this.services.ports.now, notices: this.services.notices.notices });
    const found = await read(me.person, { ...page, ...(query.unread && { unread: true as const }) });
    return { unread: found.unread, ...pageDto(found.page, page.limit, noticeDto) };
  }

  @Post('notices/reads')
  @HttpCode(200)
  @Describe({
    zh: '把通知标为已读',
    en: 'mark notices as read',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: ReadDto, description: '已标记 · marked' })
  async readNotices(@Body() body: ReadingDto, @Me() me: SignedIn): Promise<ReadDto> {
    const mark = markRead({ now: this.services.ports.now, notices: this.services.notices.notices });
    return { read: await mark(me.person, body.ids ?? 'all') };
  }

  @Get('me/notice-settings')
  @Describe({
    zh: '本人接收邮件通知的方式',
    en: 'how one is told by mail',
    requires: 'signedIn',
    problems: [403],
  })
  @ApiOkResponse({ type: NoticeSettingsDto, description: '方式 · settings' })
  async readNoticeSettings(@Me() me: SignedIn): Promise<NoticeSettingsDto> {
    refuseNarrowed(me);
    return this.services.notices.notices.settings(me.person);
  }

  @Post('me/notice-settings')
  @HttpCode(200)
  @Describe({
    zh: '设置本人接收邮件通知的方式',
    en: 'set how one is told by mail',
    requires: 'signedIn',
    problems: [400, 403, 404],
  })
  @ApiOkResponse({ type: NoticeSettingsDto, description: '方式 · settings' })
  async setNoticeSettings(@Body() body: NoticeSettingsDto, @Me() me: SignedIn): Promise<NoticeSettingsDto> {
    refuseNarrowed(me);
    const { mail = null, mode } = body;
    if (mail === null && mode !== 'never') {
      throw invalidRequest('/mail', '发送邮件须有邮箱', 'mail needs an address');
    }
    const settings = { mail, mode: mode as MailMode };
    const outcome = await setNoticeSettings(this.services.identity)(me, settings);
    if (outcome === 'noAccount') throw unknownResource('账号', 'account');
    return settings;
  }
}

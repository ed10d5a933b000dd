import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { countInbox } from '../../usecases/inbox/count-inbox.js';
import { readInbox } from '../../usecases/inbox/read-inbox.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { filterOf, InboxCountsQueryDto, InboxQueryDto } from './inbox-query.dto.js';
import { InboxCountsDto } from './inbox-counts.dto.js';
import { InboxDto } from './inbox-row.dto.js';
import { inboxCountsDto, inboxRowDto } from './inbox-row-view.js';

/** Inbox 工作台: what is to be done, what was done, what somebody keeps an eye on. */
@ApiTags('inbox 工作台')
@Controller('v1/inbox')
export class InboxController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '工作台的一个视图：待签收、待办、将到期、退回给我、我代理、转请给我、全部、我发起、已办、抄送我的、关注',
    en: 'a view of the inbox: tasks by least remaining statutory time, cases the latest first',
    requires: 'holdTask',
    problems: [400],
  })
  @ApiOkResponse({ type: InboxDto, description: '视图 · the view' })
  async readInbox(
    @Query() query: InboxQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<InboxDto> {
    const { view, workingDays } = query;
    const page = pageOf(query);
    const read = readInbox(this.services.ports, this.services.inbox);
    const question = {
      view,
      filter: filterOf(query),
      ...(workingDays !== undefined && { soonDays: workingDays }),
    };
    return pageDto(await read(person, question, page), page.limit, (row) => inboxRowDto(row, language));
  }

  @Get('counts')
  @Describe({
    zh: '各视图的件数',
    en: 'how many there are in each view, counted up to two hundred',
    requires: 'holdTask',
    problems: [400],
  })
  @ApiOkResponse({ type: InboxCountsDto, description: '件数 · counts' })
  async countInbox(@Query() query: InboxCountsQueryDto, @Me() person: SignedIn): Promise<InboxCountsDto> {
    const count = countInbox(this.services.ports, this.services.inbox);
    return inboxCountsDto(await count(person, query.workingDays));
  }
}

import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { MinedCase } from '../../engine/mining/event-log.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { auditableCases } from '../../usecases/mining/auditable-cases.js';
import { logHeader, mineCases } from '../../usecases/mining/mine-cases.js';
import type { ShowsCases } from '../audit/auditor-reads.interceptor.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageOf } from '../pages/page-query.dto.js';
import { powerProblem } from '../powers/power-problem.js';
import { EVENT_LOG_ENDINGS, EVENT_LOG_TYPES, EventLogQueryDto } from './event-log.dto.js';

/** Cases as a log for process mining 过程挖掘: people by pseudonym, nothing of the content of records. */
@ApiTags('audit 审计')
@Controller('v1/event-log')
export class EventLogController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本人可以审计的案件的过程日志（XES、OCEL、CSV），每次一页；下一页的游标在 X-Next-Cursor',
    en: 'the cases that the person may audit as a log for process mining, a page at a time; X-Next-Cursor has the next',
    requires: 'auditCase',
    problems: [400, 403],
  })
  @ApiProduces('application/xml', 'application/json', 'application/vnd.sqlite3', 'text/csv')
  @ApiOkResponse({
    schema: { type: 'string', format: 'binary' },
    description: '日志 · log',
    headers: { 'X-Next-Cursor': { schema: { type: 'string' }, description: '下一页 · next page' } },
  })
  async readEventLog(
    @Query() query: EventLogQueryDto,
    @Me() person: SignedIn,
    @Req() request: ShowsCases,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { ports, queries, minedLogs } = this.services;
    const { format = 'xes', procedure, status } = query;
    const filter = { ...(procedure !== undefined && { procedure }), ...(status !== undefined && { status }) };
    const page = await auditableCases(ports, queries)(person, filter, pageOf(query));
    if (!page) throw powerProblem('auditCase', []);
    const cases: MinedCase[] = [];
    for await (const one of mineCases(ports, page.items)) cases.push(one);
    request.casesShown = cases.map(({ id }) => id);
    const bytes = await minedLogs(format, logHeader(ports), cases);
    void reply.type(EVENT_LOG_TYPES[format]).headers({
      'content-disposition': `attachment; filename="event-log.${EVENT_LOG_ENDINGS[format]}"`,
      'cache-control': 'no-store',
      ...(page.hasMore && page.endCursor !== null && { 'x-next-cursor': page.endCursor }),
    });
    // Handed back and not sent from here: what an auditor reads is on record, case by case, before it leaves.
    return Buffer.from(bytes);
  }
}

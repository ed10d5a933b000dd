import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { listRedactions, readRedaction } from '../../usecases/redaction/read-redactions.js';
import { requestRedaction } from '../../usecases/redaction/request-redaction.js';
import { approveRedaction, refuseRedaction } from '../../usecases/redaction/settle-redaction.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { invalidRequest } from '../problems/problem.js';
import { recordedRedaction, redactionPorts, unknownRedaction } from './redaction-answer.js';
import {
  RedactionBodyDto,
  RedactionDto,
  redactionDto,
  RedactionOpinionDto,
  RedactionsDto,
} from './redaction.dto.js';

/** Erasure 抹除 of recorded content: one asks, two others approve, and the record of it stays for ever. */
@ApiTags('redactions 抹除')
@Controller('v1/redactions')
export class RedactionsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '抹除申请',
    en: 'requests to erase, for those who ask, approve or audit',
    requires: 'readLedger',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: RedactionsDto, description: '抹除申请 · requests' })
  async listRedactions(@Query() query: PageQueryDto, @Me() by: SignedIn): Promise<RedactionsDto> {
    const page = pageOf(query);
    const found = await listRedactions(redactionPorts(this.services), by, page);
    if (!found) throw unknownRedaction();
    return pageDto(found, page.limit, redactionDto);
  }

  @Get(':id')
  @Describe({ zh: '一件抹除申请', en: 'one request to erase', requires: 'readLedger', problems: [404] })
  @ApiOkResponse({ type: RedactionDto, description: '抹除申请 · request' })
  async readRedaction(@Param('id') id: string, @Me() by: SignedIn): Promise<RedactionDto> {
    const found = await readRedaction(redactionPorts(this.services), by, id);
    if (!found || found === 'hidden') throw unknownRedaction();
    return redactionDto(found);
  }

  @Post()
  @Describe({
    zh: '申请抹除、限制处理已留痕的内容，或者解除限制（安全管理员）',
    en: 'ask that recorded content be erased, restricted or released: the security administrator',
    requires: 'requestRedaction',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: RedactionDto, description: '已申请 · asked for' })
  async requestRedaction(
    @Body() body: RedactionBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<RedactionDto> {
    const { stream, parts, files = [], ground, measure = 'erase', reason } = body;
    if (parts.length + files.length === 0)
      throw invalidRequest('/parts', '没有指明内容', 'no content is named');
    const wish = { by, stream, parts, files, ground, measure, reason, key };
    const answer = await requestRedaction(redactionPorts(this.services))(wish);
    return redactionDto(recordedRedaction(answer, 'requestRedaction'));
  }

  @Post(':id/approvals')
  @Describe({
    zh: '批准申请（审计管理员、机关负责人；两人批准即办理）',
    en: 'approve it: the audit administrator, the head; with the second approval it is done',
    requires: 'approveRedaction',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: RedactionDto, description: '已批准 · approved' })
  async approveRedaction(
    @Param('id') id: string,
    @Body() { reason }: RedactionOpinionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<RedactionDto> {
    const answer = await approveRedaction(redactionPorts(this.services))({ id, reason, by, key });
    return redactionDto(recordedRedaction(answer, 'approveRedaction'));
  }

  @Post(':id/refusals')
  @Describe({
    zh: '不予批准抹除',
    en: 'refuse it, for good',
    requires: 'approveRedaction',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: RedactionDto, description: '不予批准 · refused' })
  async refuseRedaction(
    @Param('id') id: string,
    @Body() { reason }: RedactionOpinionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<RedactionDto> {
    const answer = await refuseRedaction(redactionPorts(this.services))({ id, reason, by, key });
    return redactionDto(recordedRedaction(answer, 'approveRedaction'));
  }
}

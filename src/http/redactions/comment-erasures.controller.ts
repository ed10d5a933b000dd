import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { requestCommentErasure } from '../../usecases/redaction/erase-comment.js';
import { RateLimit } from '../calendar-feeds/rate-limit.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem } from '../problems/problem.js';
import { recordedRedaction, redactionPorts } from './redaction-answer.js';
import { CommentErasureBodyDto, CommentErasureDto } from './redaction.dto.js';

/** Requests of one address in a minute: a receipt is no secret for a machine that may try for ever. */
const PER_MINUTE = 10;

/** Erasure for the public: whoever commented withdraws his consent by his receipt, without signing in. */
@ApiTags('public 公开')
@Controller('v1/public/comments')
export class CommentErasuresController {
  private readonly limit = new RateLimit(PER_MINUTE);

  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post(':receipt/erasure-requests')
  @Describe({
    zh: '凭回执申请抹除本人信息，不需登录；经审批后抹除',
    en: 'ask by the receipt that what a comment tells of its author be erased',
    requires: 'public',
    problems: [400, 404, 409, 422, 429],
    key: true,
  })
  @ApiCreatedResponse({ type: CommentErasureDto, description: '已申请 · asked for' })
  async requestErasure(
    @Param('receipt') receipt: string,
    @Body() { what = 'author' }: CommentErasureBodyDto,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
  ): Promise<CommentErasureDto> {
    if (this.limit.isOver(request.ip))
      throw new Problem('too-many-requests', { headers: { 'retry-after': '60' } });
    const wish = { receipt, what, key };
    const answer = await requestCommentErasure(redactionPorts(this.services), wish);
    const { state, receipt: record } = recordedRedaction(answer);
    return { status: state.status, requestedOn: state.requestedOn, recordId: record.id };
  }
}

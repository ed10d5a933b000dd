import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CommentIntake } from '../../usecases/streams/consultation/comment-intake.js';
import {
  listConsultations,
  readCommentProgress,
  readConsultation,
  readResults,
} from '../../usecases/streams/consultation/public-consultations.js';
import { RateLimit } from '../calendar-feeds/rate-limit.js';
import { digestPairDto } from '../cases/record-receipt.dto.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { consultationPorts } from './consultation-address.js';
import { unknownConsultation } from './consultation-answer.js';
import { PublicCommentBodyDto } from './consultation-body.dto.js';
import { HumanCheckDto } from './human-check.dto.js';
import {
  commentProgressDto,
  CommentProgressDto,
  CommentReceiptDto,
  ConsultationResultsDto,
  publicConsultationDto,
  PublicConsultationsDto,
  publicNoticeDto,
  PublicNoticeDto,
} from './public-consultation.dto.js';

/** Consultations 征求意见 of the public: anybody may read them and comment, without signing in. */
@ApiTags('public 公开')
@Controller('v1/public')
export class PublicConsultationsController {
  /** Counted in this process, by address: behind several processes the limit is as many times higher. */
  private readonly limit: RateLimit;
  private readonly intake: CommentIntake;

  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {
    // The interface is described without anything behind it.
    const { consultations } = (services as HttpServices | null) ?? {};
    this.limit = new RateLimit(consultations?.commentsPerMinute ?? 0);
    this.intake = new CommentIntake(services && consultationPorts(services));
  }

  @Get('consultations')
  @Describe({
    zh: '公开征求意见',
    en: 'consultations, the latest first',
    requires: 'public',
    problems: [400],
  })
  @ApiOkResponse({ type: PublicConsultationsDto, description: '征求意见 · consultations' })
  async listConsultations(@Query() query: PageQueryDto): Promise<PublicConsultationsDto> {
    const page = pageOf(query);
    const found = await listConsultations(consultationPorts(this.services), page);
    return pageDto(found, page.limit, publicConsultationDto);
  }

  @Get('consultations/:id')
  @Describe({
    zh: '征求意见公告和草案',
    en: 'the notice of a consultation with the draft',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: PublicNoticeDto, description: '公告 · notice' })
  async readConsultation(@Param('id') id: string): Promise<PublicNoticeDto> {
    const found = await readConsultation(consultationPorts(this.services), id);
    if (!found) throw unknownConsultation();
    return publicNoticeDto(found);
  }

  @Get('human-check')
  @Describe({
    zh: '人机检验的题目；未启用时 kind 为 none',
    en: 'what a browser has to work on before it sends a comment; kind is none where that is off',
    requires: 'public',
  })
  @ApiOkResponse({ type: HumanCheckDto, description: '题目 · challenge' })
  readHumanCheck(): HumanCheckDto {
    const challenge = this.services.consultations.humanCheck?.challenge();
    return challenge ? { kind: 'proofOfWork', ...challenge } : { kind: 'none' };
  }

  @Post('consultations/:id/comments')
  @Describe({
    zh: '提出意见，不需登录；回执上的收件编号可查询采纳情况',
    en: 'comment without signing in; the receipt tells later what became of it',
    requires: 'public',
    problems: [400, 404, 409, 422, 429],
    key: true,
  })
  @ApiCreatedResponse({ type: CommentReceiptDto, description: '已收到 · received' })
  async sendComment(
    @Param('id') id: string,
    @Body() body: PublicCommentBodyDto,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
  ): Promise<CommentReceiptDto> {
    if (this.limit.isOver(request.ip))
      throw new Problem('too-many-requests', { headers: { 'retry-after': '60' } });
    const { text, article = null, stance = null, consentToPublish, author = null, humanCheck } = body;
    const check = this.services.consultations.humanCheck;
    if (check && !check.passes(humanCheck, key)) throw humanCheckFailed();
    const answer = await this.intake.receive(id, key, {
      ...{ text, article, stance, consentToPublish },
      author: author && { ...author },
    });
    switch (answer.outcome) {
      case 'received': {
        const { receipt, n, seq, leaf } = answer;
        return { receipt, n, sequence: seq, leaf: digestPairDto(leaf) };
      }
      case 'refused':
        throw new Problem(answer.unmet[0]?.code ?? 'requirement-unmet', { unmet: answer.unmet });
      case 'keyReused':
        throw new Problem('idempotency-key-reused');
      case 'unknown':
        throw unknownConsultation();
    }
  }

  @Get('consultations/:id/results')
  @Describe({
    zh: '意见采纳情况（脱敏），公布之后可查',
    en: 'what became of the comments, once it is published',
    requires: 'public',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: ConsultationResultsDto, description: '采纳情况 · results' })
  async readConsultationResults(
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<ConsultationResultsDto> {
    const page = pageOf(query);
    const found = await readResults(consultationPorts(this.services), id, page);
    if (!found) throw unknownResource('采纳情况', 'result');
    const { resultOn, received, results, corrections, comments } = found;
    return { resultOn, received, results, corrections, ...pageDto(comments, page.limit, (one) => one) };
  }

  @Get('comments/:receipt')
  @Describe({
    zh: '凭收件编号查询意见的采纳情况',
    en: 'what became of a comment, by its receipt number',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: CommentProgressDto, description: '采纳情况 · what became of it' })
  async readCommentProgress(@Param('receipt') receipt: string): Promise<CommentProgressDto> {
    const found = await readCommentProgress(consultationPorts(this.services), receipt);
    if (!found) throw unknownResource('意见', 'comment');
    return commentProgressDto(found);
  }
}

function humanCheckFailed(): Problem {
  const say = {
    zh: '未通过人机检验：请读取 /v1/public/human-check，计算后重新提交；也可以用公告中的其他途径提出意见',
    en: 'the human check was not passed: read /v1/public/human-check, do the work and send again, or comment otherwise',
  };
  return new Problem('requirement-unmet', {
    unmet: [{ code: 'requirement-unmet', say, basis: [], at: '/humanCheck' }],
  });
}

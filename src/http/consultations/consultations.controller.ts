import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  extendFor,
  openFor,
  publishFor,
  withdrawFor,
} from '../../usecases/streams/consultation/keep-consultation.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { etagOf, IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { consultationBefore, consultationPorts, officialWish } from './consultation-address.js';
import { ConsultationReceiptDto, recordedInConsultation } from './consultation-answer.js';
import { ConsultationExtensionDto, ConsultationReasonDto, NoticeBodyDto } from './notice-body.dto.js';
import { consultationDto, ConsultationDto } from './consultation.dto.js';

const PROBLEMS = [400, 403, 404, 409, 412, 422];

/** The consultation 征求意见 that a case has under a name of its procedure. */
@ApiTags('consultations 征求意见')
@Controller('v1/cases/:id/consultations/:name')
export class ConsultationsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '征求意见的情况',
    en: 'how the consultation stands',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: ConsultationDto, description: '征求意见 · consultation' })
  async readCaseConsultation(
    @Param('id') id: string,
    @Param('name') name: string,
    @Me() me: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationDto> {
    const { found } = await consultationBefore(this.services, { id, name }, me);
    void reply.header('etag', etagOf(found.version));
    return consultationDto(found);
  }

  @Post()
  @Describe({
    zh: '公开征求意见：发布公告',
    en: 'open a consultation with its notice',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已公告 · opened' })
  async openConsultation(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: NoticeBodyDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key);
    const { title, explanation, otherWays, opensOn, closesOn, modes, reason } = body;
    const words = {
      title,
      ...(explanation !== undefined && { explanation }),
      ...(otherWays !== undefined && { otherWays }),
    };
    const notice = { opensOn, closesOn, modes, words, ...(reason !== undefined && { reason }) };
    return recordedInConsultation(await openFor(consultationPorts(this.services), wish, notice), reply);
  }

  @Post('extensions')
  @Describe({
    zh: '延长征求意见',
    en: 'take comments longer',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已延长 · extended' })
  async extendConsultation(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { closesOn, reason }: ConsultationExtensionDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key, version);
    const answer = await extendFor(consultationPorts(this.services), wish, { closesOn, reason });
    return recordedInConsultation(answer, reply);
  }

  @Post('withdrawals')
  @Describe({
    zh: '撤回征求意见，写明理由',
    en: 'withdraw the consultation, with the reason',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已撤回 · withdrawn' })
  async withdrawConsultation(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { reason }: ConsultationReasonDto,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key, version);
    return recordedInConsultation(
      await withdrawFor(consultationPorts(this.services), wish, { reason }),
      reply,
    );
  }

  @Post('results')
  @Describe({
    zh: '公布意见采纳情况；须已截止且无未处理意见',
    en: 'publish what became of the comments; none may be without a result',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ConsultationReceiptDto, description: '已公布 · published' })
  async publishResults(
    @Param('id') id: string,
    @Param('name') name: string,
    @Me() me: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsultationReceiptDto> {
    const wish = await officialWish(this.services, { id, name }, me, key, version);
    return recordedInConsultation(await publishFor(consultationPorts(this.services), wish), reply);
  }
}

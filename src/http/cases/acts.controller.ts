import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { offerActs } from '../../usecases/cases/offer-acts.js';
import { performAct } from '../../usecases/cases/perform-act.js';
import { preflightAct } from '../../usecases/cases/preflight-act.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { opinionOf } from '../work/opinion-body.dto.js';
import { recordedAnswer } from '../work/recorded-answer.js';
import { ActAnswerDto } from './act-answer.dto.js';
import { ActBodyDto } from './act-body.dto.js';
import {
  actOfferDto,
  ActOffersDto,
  ActsQueryDto,
  PreflightBodyDto,
  PreflightDto,
  preflightDto,
} from './act-offer.dto.js';
import { caseId, unknownCase } from './case-access.js';

const ACT_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;

/** Acts 行为 of a case: offered, tried, performed. */
@ApiTags('acts 行为')
@Controller('v1/cases/:id/acts')
export class ActsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本人可以作出的行为及其条件',
    en: 'acts of the case: which the person may do, as what, and what stands against the others',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: ActOffersDto, description: '行为 · acts' })
  async listActs(
    @Param('id') id: string,
    @Query() query: ActsQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<ActOffersDto> {
    const all = query.available === 'all';
    const offers = await offerActs(this.services.ports)(caseId(id), person, { all });
    if (!offers) throw unknownCase();
    const { definition } = offers.found.procedure;
    return { items: offers.acts.map((offer) => actOfferDto(offer, definition, language)) };
  }

  @Post(':act')
  @Describe({
    zh: '作出行为',
    en: 'perform an act; a refusal is recorded too',
    requires: 'performAct',
    problems: [400, 404, 409, 412, 422],
    key: true,
    version: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async performAct(
    @Param('id') id: string,
    @Param('act') act: string,
    @Body() body: ActBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const answer = await performAct(this.services.ports)({
      caseId: caseId(id),
      act: actName(act),
      input: body.input ?? {},
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      ...(body.parties && { parties: body.parties }),
      ...(body.signers && { signers: body.signers }),
      ...(body.fields && { fields: body.fields }),
      ...(body.opinion && { opinion: opinionOf(body.opinion) }),
      ...(expectedVersion !== undefined && { expectedVersion }),
      by: person,
      key,
      hidden: true,
    });
    return recordedAnswer(this.services, answer, reply);
  }

  @Post(':act/preflight')
  @HttpCode(200)
  @Describe({
    zh: '试查行为的条件，不作出、不留痕',
    en: 'try an act without doing it; nothing is recorded',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: PreflightDto, description: '结果 · result' })
  async preflightAct(
    @Param('id') id: string,
    @Param('act') act: string,
    @Body() body: PreflightBodyDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<PreflightDto> {
    const tried = await preflightAct(this.services.ports)({
      caseId: caseId(id),
      act: actName(act),
      ...(body.input && { input: body.input }),
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      ...(body.fields && { fields: body.fields }),
      ...(body.signers && { signers: body.signers }),
      by: person,
    });
    if (!tried) throw unknownCase();
    return preflightDto(tried, language);
  }
}

/** A name that no procedure can have is answered without troubling the ledger. */
function actName(text: string): string {
  if (!ACT_NAME.test(text)) throw unknownResource('行为', 'act');
  return text;
}

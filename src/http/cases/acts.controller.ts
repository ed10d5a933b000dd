import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { offerActs } from '../../usecases/offer-acts.js';
import { performAct } from '../../usecases/perform-act.js';
import { preflightAct } from '../../usecases/preflight-act.js';
import { actorOf, type Person } from '../auth/person.js';
import { isOfficer, Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { ActAnswerDto, actAnswerDto } from './act-answer.dto.js';
import { ActBodyDto } from './act-body.dto.js';
import { actOfferDto, ActOffersDto, PreflightBodyDto, PreflightDto, preflightDto } from './act-offer.dto.js';
import { caseId, knownCase } from './case-access.js';

const ACT_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;

/** Acts 行为 of a case: offered, tried, performed. */
@ApiTags('acts 行为')
@Controller('v1/cases/:id/acts')
export class ActsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '当前可以作出的行为及其条件',
    en: 'acts that the state allows, with what stands against each',
    audience: 'signedIn',
    problems: [404],
  })
  @ApiOkResponse({ type: ActOffersDto, description: '行为 · acts' })
  async listActs(
    @Param('id') id: string,
    @Me() person: Person,
    @WishedLanguage() language: Language,
  ): Promise<ActOffersDto> {
    await knownCase(this.services, id, person);
    const offers = await offerActs(this.services.ports)(id, actorOf(person));
    if (!offers) throw unknownResource('案件', 'case');
    return { items: offers.map((offer) => actOfferDto(offer, language)) };
  }

  @Post(':act')
  @Describe({
    zh: '作出行为',
    en: 'perform an act; a refusal is recorded too',
    audience: 'signedIn',
    problems: [400, 403, 404, 409, 412, 422],
    key: true,
    version: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async performAct(
    @Param('id') id: string,
    @Param('act') act: string,
    @Body() body: ActBodyDto,
    @Me() person: Person,
    @IdempotencyKey() key: string,
    @IfMatch() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    if (isOfficer(person)) caseId(id);
    else await knownCase(this.services, id, person);
    const answer = await performAct(this.services.ports)({
      caseId: id,
      act: actName(act),
      input: body.input ?? {},
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      ...(body.parties && { parties: body.parties }),
      ...(expectedVersion !== undefined && { expectedVersion }),
      actor: actorOf(person),
      key,
    });
    const recorded = recordedOrProblem(answer);
    const { stream, seq } = recorded.receipt;
    void reply.headers({ ...ledgerHeaders(recorded), location: `/v1/streams/${stream}/records/${seq}` });
    return actAnswerDto(recorded, this.services.ports.installation.mode === 'simulated');
  }

  @Post(':act/preflight')
  @HttpCode(200)
  @Describe({
    zh: '试查行为的条件，不作出、不留痕',
    en: 'try an act without doing it; nothing is recorded',
    audience: 'signedIn',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: PreflightDto, description: '结果 · result' })
  async preflightAct(
    @Param('id') id: string,
    @Param('act') act: string,
    @Body() body: PreflightBodyDto,
    @Me() person: Person,
    @WishedLanguage() language: Language,
  ): Promise<PreflightDto> {
    await knownCase(this.services, id, person);
    const tried = await preflightAct(this.services.ports)({
      caseId: id,
      act: actName(act),
      ...(body.input && { input: body.input }),
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      actor: actorOf(person),
    });
    if (!tried) throw unknownResource('案件', 'case');
    return preflightDto(tried, language);
  }
}

/** A name that no procedure can have is answered without troubling the ledger. */
function actName(text: string): string {
  if (!ACT_NAME.test(text)) throw unknownResource('行为', 'act');
  return text;
}

import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  decideRecusal,
  declareRecusal,
  listRecusals,
  requestRecusal,
} from '../../usecases/organisation/recusals.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { OrganisationAnswerDto, organisationAnswerDto } from '../organisation/organisation-answer.dto.js';
import { doneOrProblem } from '../organisation/organisation-problem.js';
import { RecusalBodyDto, RecusalDecisionDto, recusalDto, RecusalsDto } from './recusal.dto.js';

/** Recusals 回避 of a case: declared, requested, decided. */
@ApiTags('recusals 回避')
@Controller('v1/cases/:id/recusals')
export class RecusalsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '本案的回避', en: 'recusals of a case', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: RecusalsDto, description: '回避 · recusals' })
  async listRecusals(@Param('id') id: string, @Me() by: SignedIn): Promise<RecusalsDto> {
    const found = await listRecusals(this.services.ports, caseId(id), by);
    if (!found) throw unknownCase();
    return { items: found.map(recusalDto) };
  }

  @Post()
  @Describe({
    zh: '自行回避，或者（当事人）申请他人回避',
    en: 'declare oneself recused, or request it as a party',
    requires: 'requestRecusal',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已留痕 · recorded' })
  async raiseRecusal(
    @Param('id') id: string,
    @Body() body: RecusalBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { ports } = this.services;
    const { person, reason } = body;
    const request = { by, caseId: caseId(id), reason, key };
    const answer =
      person === undefined || person === by.person
        ? await declareRecusal(ports)(request)
        : await requestRecusal(ports)({ ...request, person });
    return organisationAnswerDto(doneOrProblem(answer));
  }

  @Post(':recusal/decision')
  @Describe({
    zh: '决定是否回避（机关负责人；不得决定本人的）',
    en: 'decide a recusal: the head, never on his own',
    requires: 'decideRecusal',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已留痕 · recorded' })
  async decideRecusal(
    @Param('id') id: string,
    @Param('recusal') recusal: string,
    @Body() body: RecusalDecisionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { ordered, reason } = body;
    const request = { by, caseId: caseId(id), recusal, ordered, reason, key };
    return organisationAnswerDto(doneOrProblem(await decideRecusal(this.services.ports)(request)));
  }
}

import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { fieldProblem } from '../../usecases/organisation/read-changes.js';
import { sealCase, unsealCase } from '../../usecases/organisation/seal-case.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { OrganisationAnswerDto, organisationAnswerDto } from '../organisation/organisation-answer.dto.js';
import { doneOrProblem } from '../organisation/organisation-problem.js';
import { invalidRequest } from '../problems/problem.js';
import { SealBodyDto, UnsealBodyDto } from './recusal.dto.js';

/** Seals 封存: a sealed case stands still and is closed to everybody. */
@ApiTags('recusals 回避')
@Controller('v1/cases/:id')
export class SealsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('seal')
  @Describe({
    zh: '封存案件（机关负责人）',
    en: 'seal a case: the head',
    requires: 'sealCase',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已封存 · sealed' })
  async sealCase(
    @Param('id') id: string,
    @Body() body: SealBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { basis, reason } = body;
    const wrong = fieldProblem('text', basis);
    if (wrong) throw invalidRequest('/basis', wrong.zh, wrong.en);
    const request = { by, caseId: caseId(id), basis, key, ...(reason !== undefined && { reason }) };
    return organisationAnswerDto(doneOrProblem(await sealCase(this.services.ports)(request)));
  }

  @Post('unseal')
  @Describe({
    zh: '解封案件（机关负责人）',
    en: 'lift the seal of a case: the head',
    requires: 'sealCase',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已解封 · the seal is lifted' })
  async unsealCase(
    @Param('id') id: string,
    @Body() body: UnsealBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const request = { by, caseId: caseId(id), reason: body.reason, key };
    return organisationAnswerDto(doneOrProblem(await unsealCase(this.services.ports)(request)));
  }
}

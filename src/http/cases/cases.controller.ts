import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { openCase } from '../../usecases/cases/open-case.js';
import { placeOf } from '../../usecases/reading/known-case.js';
import { listCases } from '../../usecases/reading/list-cases.js';
import { maskedCase } from '../../usecases/reading/masked-case.js';
import { isParty } from '../../usecases/reading/may-read.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { ActAnswerDto, actAnswerDto } from './act-answer.dto.js';
import { caseBefore, caseId, unknownCase } from './case-access.js';
import { CaseDto, caseDto, CasesDto, CasesQueryDto, listedCaseDto } from './case.dto.js';
import { OpenCaseDto } from './open-case.dto.js';

/** Cases 办件: filed and read. What happens in them is in `ActsController`. */
@ApiTags('cases 办件')
@Controller('v1/cases')
export class CasesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @Describe({
    zh: '提出申请（立案）',
    en: 'file an application, which opens a case',
    requires: 'openCase',
    problems: [400, 404, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已立案 · opened' })
  async openCase(
    @Body() body: OpenCaseDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const answer = await openCase(this.services.ports)({
      procedure: body.procedure,
      subject: body.subject,
      applicant: {
        name: body.applicant.name,
        ...(body.applicant.person && { person: body.applicant.person }),
      },
      input: body.input ?? {},
      ...(body.act !== undefined && { act: body.act }),
      ...(body.unit !== undefined && { unit: body.unit }),
      ...(body.related && { related: body.related }),
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      by: person,
      key,
    });
    const recorded = recordedOrProblem(answer);
    void reply.headers({ ...ledgerHeaders(recorded), location: `/v1/cases/${recorded.caseId}` });
    return actAnswerDto(recorded, this.services.ports.installation.mode === 'simulated');
  }

  @Get()
  @Describe({
    zh: '本人可以知悉的案件',
    en: 'the cases that the person may know of',
    requires: 'readCase',
    problems: [400],
  })
  @ApiOkResponse({ type: CasesDto, description: '案件 · cases' })
  async listCases(@Query() query: CasesQueryDto, @Me() person: SignedIn): Promise<CasesDto> {
    const filter = {
      ...(query.procedure !== undefined && { procedure: query.procedure }),
      ...(query.status !== undefined && { status: query.status }),
      ...(query.q !== undefined && { q: query.q }),
    };
    const page = pageOf(query);
    const list = listCases(this.services.ports, this.services.queries);
    return pageDto(await list(person, filter, page), page.limit, listedCaseDto);
  }

  @Get(':id')
  @Describe({ zh: '案件详情', en: 'a case with its present state', requires: 'readCase', problems: [404] })
  @ApiOkResponse({
    type: CaseDto,
    description: '案件 · the case',
    headers: { ETag: { schema: { type: 'string' } } },
  })
  async readCase(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDto> {
    // Read before the state, so that the version shown is never newer than the state beside it.
    const detail = await this.services.queries.case(caseId(id));
    const lawful = await caseBefore(this.services, id, person);
    if (!detail) throw unknownCase();
    const masked = !isParty(placeOf(lawful));
    void reply.headers({ etag: etagOf(detail.version), 'x-ledger-sequence': String(detail.seq - 1) });
    const simulated = this.services.ports.installation.mode === 'simulated';
    return caseDto(masked ? maskedCase(detail) : detail, lawful, { language, simulated, masked });
  }
}

import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { openCase } from '../../usecases/open-case.js';
import { readCase } from '../../usecases/read-case.js';
import { actorOf, type Person } from '../auth/person.js';
import { isOfficer, Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { ActAnswerDto, actAnswerDto } from './act-answer.dto.js';
import { knownCase } from './case-access.js';
import { CaseDto, caseDto, caseRowDto, CasesDto, CasesQueryDto } from './case.dto.js';
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
    audience: 'signedIn',
    problems: [400, 403, 404, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已立案 · opened' })
  async openCase(
    @Body() body: OpenCaseDto,
    @Me() person: Person,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    if (
      !isOfficer(person) &&
      body.applicant.person !== undefined &&
      body.applicant.person !== person.person
    ) {
      throw new Problem('officers-only', {
        detail: { zh: '只能以本人名义提出申请。', en: 'You can file in your own name only.' },
      });
    }
    const answer = await openCase(this.services.ports)({
      procedure: body.procedure,
      subject: body.subject,
      applicant: {
        name: body.applicant.name,
        ...(body.applicant.person && { person: body.applicant.person }),
      },
      input: body.input ?? {},
      ...(body.occurredOn && { occurredOn: body.occurredOn }),
      actor: actorOf(person),
      key,
    });
    const recorded = recordedOrProblem(answer);
    void reply.headers({ ...ledgerHeaders(recorded), location: `/v1/cases/${recorded.caseId}` });
    return actAnswerDto(recorded, this.services.ports.installation.mode === 'simulated');
  }

  @Get()
  @Describe({ zh: '案件列表', en: 'list cases (a party: his own)', audience: 'signedIn', problems: [400] })
  @ApiOkResponse({ type: CasesDto, description: '案件 · cases' })
  async listCases(@Query() query: CasesQueryDto, @Me() person: Person): Promise<CasesDto> {
    const filter = {
      ...(query.procedure !== undefined && { procedure: query.procedure }),
      ...(query.status !== undefined && { status: query.status }),
      ...(!isOfficer(person) && { party: person.person }),
    };
    const page = pageOf(query);
    return pageDto(await this.services.queries.cases(filter, page), page.limit, caseRowDto);
  }

  @Get(':id')
  @Describe({ zh: '案件详情', en: 'a case with its present state', audience: 'signedIn', problems: [404] })
  @ApiOkResponse({
    type: CaseDto,
    description: '案件 · the case',
    headers: { ETag: { schema: { type: 'string' } } },
  })
  async readCase(
    @Param('id') id: string,
    @Me() person: Person,
    @WishedLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDto> {
    const detail = await knownCase(this.services, id, person);
    const lawful = await readCase(this.services.ports, id);
    if (!lawful) throw unknownResource('案件', 'case');
    void reply.headers({ etag: etagOf(detail.version), 'x-ledger-sequence': String(detail.seq - 1) });
    return caseDto(detail, lawful, language, this.services.ports.installation.mode === 'simulated');
  }
}

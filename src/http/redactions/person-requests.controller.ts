import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { answerPersonRequest } from '../../usecases/redaction/answer-person-request.js';
import { filePersonRequest } from '../../usecases/redaction/file-person-request.js';
import {
  copyForPerson,
  listPersonRequests,
  readPersonRequest,
} from '../../usecases/redaction/read-person-requests.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { recordedRedaction, redactionPorts, unknownPersonRequest } from './redaction-answer.js';
import {
  DeskRequestBodyDto,
  PersonAnswerBodyDto,
  PersonCopyDto,
  personCopyDto,
  PersonRequestBodyDto,
  PersonRequestDto,
  personRequestDto,
  PersonRequestsDto,
} from './person-request.dto.js';

/** What persons ask of the personal information that is kept about them: 个人信息保护法 44 to 50. */
@ApiTags('privacy 个人信息')
@Controller('v1')
export class PersonRequestsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('cases/:id/privacy-requests')
  @Describe({
    zh: '当事人就本案中本人的信息提出申请',
    en: 'a party asks about what the case keeps about him',
    requires: 'readCase',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: PersonRequestDto, description: '已申请 · asked for' })
  async filePrivacyRequest(
    @Param('id') caseId: string,
    @Body() { right, parts = [], reason }: PersonRequestBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<PersonRequestDto> {
    const wish = { by, caseId, right, parts, reason, key };
    const answer = await filePersonRequest(redactionPorts(this.services))(wish);
    return personRequestDto({
      ...recordedRedaction(answer, undefined, unknownPersonRequest),
      overdue: false,
    });
  }

  @Post('privacy-requests')
  @Describe({
    zh: '为没有账号的人登记申请（安全管理员）',
    en: 'register what somebody without an account asks: the security administrator',
    requires: 'requestRedaction',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: PersonRequestDto, description: '已登记 · registered' })
  async registerPrivacyRequest(
    @Body() { caseId, right, parts = [], reason, person }: DeskRequestBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<PersonRequestDto> {
    const wish = { by, caseId, right, parts, reason, person, key };
    const answer = await filePersonRequest(redactionPorts(this.services))(wish);
    return personRequestDto({
      ...recordedRedaction(answer, 'requestRedaction', unknownPersonRequest),
      overdue: false,
    });
  }

  @Get('privacy-requests')
  @Describe({
    zh: '个人信息申请：办理人看全部，其他人看本人的',
    en: 'requests of persons: all for those who decide about them, else one’s own',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: PersonRequestsDto, description: '个人信息申请 · requests' })
  async listPrivacyRequests(@Query() query: PageQueryDto, @Me() by: SignedIn): Promise<PersonRequestsDto> {
    const page = pageOf(query);
    const found = await listPersonRequests(redactionPorts(this.services), by, page);
    return pageDto(found, page.limit, personRequestDto);
  }

  @Get('privacy-requests/:id')
  @Describe({ zh: '一件个人信息申请', en: 'one request of a person', requires: 'signedIn', problems: [404] })
  @ApiOkResponse({ type: PersonRequestDto, description: '个人信息申请 · request' })
  async readPrivacyRequest(@Param('id') id: string, @Me() by: SignedIn): Promise<PersonRequestDto> {
    const found = await readPersonRequest(redactionPorts(this.services), by, id);
    if (!found) throw unknownPersonRequest();
    return personRequestDto(found);
  }

  @Get('privacy-requests/:id/copy')
  @Describe({
    zh: '同意查阅、复制的，取得本人信息',
    en: 'what was granted to be known or copied, for the party himself',
    requires: 'signedIn',
    problems: [404],
  })
  @ApiOkResponse({ type: PersonCopyDto, description: '本人信息 · his data' })
  async copyPersonalData(@Param('id') id: string, @Me() by: SignedIn): Promise<PersonCopyDto> {
    const { queries, evidence } = this.services;
    const profile = evidence.profiles.get('applicant');
    if (!profile) throw unknownPersonRequest();
    const found = await copyForPerson(redactionPorts(this.services), { queries, profile }, by, id);
    if (!found) throw unknownPersonRequest();
    return personCopyDto(found);
  }

  @Post('privacy-requests/:id/answers')
  @Describe({
    zh: '答复个人信息申请（安全管理员）；同意删除、限制处理的另由两人审批',
    en: 'answer it: the security administrator; to delete or restrict two others approve',
    requires: 'requestRedaction',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: PersonRequestDto, description: '已答复 · answered' })
  async answerPrivacyRequest(
    @Param('id') id: string,
    @Body() { outcome, reason, granted }: PersonAnswerBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<PersonRequestDto> {
    const settling = {
      ...{ by, id, outcome, reason, key },
      ...(granted && { granted: { ...granted, parts: granted.parts ?? [] } }),
    };
    const answer = await answerPersonRequest(redactionPorts(this.services))(settling);
    return personRequestDto({
      ...recordedRedaction(answer, 'requestRedaction', unknownPersonRequest),
      overdue: false,
      answer: reason,
    });
  }
}

import { Body, Controller, Get, Header, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { seenDigest } from '../../engine/case/opinion/opinion.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { approvalSheet } from '../../usecases/reading/approval-sheet.js';
import { listOpinions } from '../../usecases/reading/list-opinions.js';
import { giveOpinion } from '../../usecases/work/give-opinion.js';
import { Me } from '../auth/signed-in.decorator.js';
import { ActAnswerDto } from '../cases/act-answer.dto.js';
import { caseBefore, caseId, unknownCase } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { OpinionBodyDto, opinionOf } from './opinion-body.dto.js';
import { opinionDto, OpinionsDto } from './opinion.dto.js';
import { recordedAnswer } from './recorded-answer.js';
import { SHEET_POLICY, sheetHtml } from './sheet-html.js';

/** Opinions 意见 and the approval sheet 审批单 that is made from the records. */
@ApiTags('opinions 意见')
@Controller('v1/cases/:id')
export class OpinionsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('opinions')
  @Describe({
    zh: '发表意见、沟通，或者更正本人的意见',
    en: 'give an opinion without acting, or correct one’s own; what was said before stays',
    requires: 'readCase',
    problems: [400, 403, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async giveOpinion(
    @Param('id') id: string,
    @Body() body: OpinionBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const wish = { caseId: caseId(id), opinion: opinionOf(body), by: person, key };
    return recordedAnswer(this.services, await giveOpinion(this.services.ports)(wish), reply);
  }

  @Get('opinions')
  @Describe({
    zh: '案件的意见，含当时的岗位、所见稿件的摘要和更正',
    en: 'the opinions of a case: by whom in which post, about which draft, corrected by what',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: OpinionsDto, description: '意见 · opinions' })
  async listOpinions(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<OpinionsDto> {
    const { state } = await caseBefore(this.services, id, person);
    const opinions = await listOpinions(this.services)(id, person);
    if (!opinions) throw unknownCase();
    const items = opinions.map((one) => opinionDto(one, language));
    return { items, seen: seenDigest(state, this.services.ports.hash) };
  }

  @Get('approval-sheet')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', SHEET_POLICY)
  @Describe({
    zh: '审批单：由留痕生成，可以打印',
    en: 'the approval sheet, made from the records and ready to print',
    requires: 'readCase',
    problems: [404],
  })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String, description: '审批单 · the sheet' })
  async readApprovalSheet(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<string> {
    const sheet = await approvalSheet(this.services)(caseId(id), person);
    if (!sheet) throw unknownCase();
    return sheetHtml(sheet, this.services.ports.installation, language);
  }
}

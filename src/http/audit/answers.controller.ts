import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AuditedCase } from '../../engine/audit-questions/audited-case.js';
import { CASE_QUESTIONS } from '../../engine/audit-questions/questions.js';
import { loadAuditedCase } from '../../usecases/audit/load-audited-case.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { auditableCase } from './auditable-case.js';
import { AuditAnswerDto, auditAnswerDto, AuditAnswersDto } from './answer.dto.js';

/** The questions of an audit, answered out of the ledger. */
@ApiTags('audit 审计')
@Controller('v1/cases/:id/audit/answers')
export class AnswersController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '审计问题的答复：每一条引至留痕和条文',
    en: 'the questions of an audit, answered: each row leads to its record and article',
    requires: 'auditCase',
    problems: [404],
  })
  @ApiOkResponse({ type: AuditAnswersDto, description: '答复 · answers' })
  async listAnswers(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<AuditAnswersDto> {
    const audited = await this.audited(id, person);
    const items = CASE_QUESTIONS.map((one) => auditAnswerDto(one, one.answer(audited), language));
    return { items };
  }

  @Get(':n')
  @Describe({
    zh: '一个审计问题的答复',
    en: 'one question of an audit, answered',
    requires: 'auditCase',
    problems: [404],
  })
  @ApiOkResponse({ type: AuditAnswerDto, description: '答复 · answer' })
  async readAnswer(
    @Param('id') id: string,
    @Param('n') n: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<AuditAnswerDto> {
    const audited = await this.audited(id, person);
    const question = CASE_QUESTIONS.find((one) => String(one.n) === n);
    if (!question) throw unknownResource('审计问题', 'question');
    return auditAnswerDto(question, question.answer(audited), language);
  }

  private async audited(id: string, person: SignedIn): Promise<AuditedCase> {
    return loadAuditedCase(this.services, id, await auditableCase(this.services, id, person));
  }
}

import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AuditQuestion } from '../../engine/audit-questions/audit-question.js';
import type { AuditedCase } from '../../engine/audit-questions/audited-case.js';
import { POPULATION_QUESTIONS } from '../../engine/audit-questions/population/questions.js';
import { CASE_QUESTIONS } from '../../engine/audit-questions/questions.js';
import { loadAuditedCase } from '../../usecases/audit/load-audited-case.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { auditableCase } from './auditable-case.js';
import { AuditAnswerDto, auditAnswerDto, AuditAnswersDto, QuestionsQueryDto } from './answer.dto.js';

/** The questions of an audit, answered out of the ledger. */
@ApiTags('audit 审计')
@Controller('v1/cases/:id/audit/answers')
export class AnswersController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '审计问题的答复：每一条引至留痕和条文；可以只问其中几题',
    en: 'the questions of an audit, answered: each row leads to its record and article; some of them may be asked alone',
    requires: 'auditCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: AuditAnswersDto, description: '答复 · answers' })
  async listAnswers(
    @Param('id') id: string,
    @Query() { questions }: QuestionsQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<AuditAnswersDto> {
    const numbers = questions?.split(',').map(Number);
    const asked = numbers ? CASE_QUESTIONS.filter(({ n }) => numbers.includes(n)) : CASE_QUESTIONS;
    const unknown = numbers?.find((n) => !asked.some((one) => one.n === n));
    if (unknown !== undefined) {
      const { zh, en } = elsewhere(String(unknown)) ?? {
        zh: `没有第 ${unknown} 题`,
        en: `has no question ${unknown}`,
      };
      throw invalidRequest('query:questions', zh, en);
    }
    const audited = await this.audited(id, person, asked);
    return { items: asked.map((one) => auditAnswerDto(one, one.answer(audited), language)) };
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
    const question = CASE_QUESTIONS.find((one) => String(one.n) === n);
    const audited = await this.audited(id, person, question ? [question] : []);
    if (!question) throw noQuestion(n);
    return auditAnswerDto(question, question.answer(audited), language);
  }

  private async audited(
    id: string,
    person: SignedIn,
    questions: readonly AuditQuestion[],
  ): Promise<AuditedCase> {
    const found = await auditableCase(this.services, id, person);
    const numbers = questions.map(({ n }) => n);
    return loadAuditedCase(this.services, id, found, numbers);
  }
}

function noQuestion(n: string): Problem {
  const detail = elsewhere(n);
  return detail ? new Problem('unknown-resource', { detail }) : unknownResource('审计问题', 'question');
}

/** Where a question about many cases is asked, if the number is one's. */
function elsewhere(n: string): { readonly zh: string; readonly en: string } | undefined {
  if (!Object.hasOwn(POPULATION_QUESTIONS, n)) return undefined;
  const where = `GET /v1/audit/answers/${n}?from=&to=`;
  return { zh: `第 ${n} 题涉及多个案件，请用 ${where}`, en: `Question ${n} is about many cases: ${where}` };
}

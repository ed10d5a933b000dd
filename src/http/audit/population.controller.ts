import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  POPULATION_QUESTIONS,
  type PopulationQuestion,
} from '../../engine/audit-questions/population/questions.js';
import { daysBetween } from '../../engine/clock/civil-date.js';
import {
  answerPopulation,
  findPattern,
  type PopulationOutcome,
} from '../../usecases/audit/population-answers.js';
import type { PopulationQuery } from '../../usecases/audit/read-population.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { powerProblem } from '../powers/power-problem.js';
import { invalidRequest, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { populationRowDto } from './answer-row.dto.js';
import {
  FindingsDto,
  FindingsQueryDto,
  PopulationAnswerDto,
  populationAnswerDto,
  SpanQueryDto,
} from './population.dto.js';

/** Days of one question at most. */
const LONGEST = 366;

/** Patterns over many cases: those that the asker audits, and no others. */
@ApiTags('audit 审计')
@Controller('v1/audit')
export class PopulationController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('findings')
  @Describe({
    zh: '多个案件中的模式：每一条写明偏离哪一规则，引至留痕',
    en: 'a pattern over many cases: each finding names the rule that it deviates from and leads to its record',
    requires: 'auditCase',
    problems: [400, 403],
  })
  @ApiOkResponse({ type: FindingsDto, description: '发现 · findings' })
  async listFindings(
    @Query() query: FindingsQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<FindingsDto> {
    const { limit = 50, after } = query;
    const page = { limit, ...(after !== undefined && { after }) };
    const found = await findPattern(this.services)(query.pattern, spanOf(query), page, person);
    return pageDto(settled(found), limit, (row) => populationRowDto(row, language));
  }

  @Get('answers/:n')
  @Describe({
    zh: '关于多个案件的审计问题（24 至 28）的答复',
    en: 'the questions of an audit about many cases (24 to 28), answered',
    requires: 'auditCase',
    problems: [400, 403, 404],
  })
  @ApiOkResponse({ type: PopulationAnswerDto, description: '答复 · answer' })
  async readPopulationAnswer(
    @Param('n') n: string,
    @Query() query: SpanQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<PopulationAnswerDto> {
    if (!Object.hasOwn(POPULATION_QUESTIONS, n)) throw unknownResource('审计问题', 'question');
    const question = Number(n) as PopulationQuestion;
    const answer = await answerPopulation(this.services)(question, spanOf(query), person);
    return populationAnswerDto(question, settled(answer), language);
  }
}

function spanOf({ from, to, procedure }: SpanQueryDto): PopulationQuery {
  const days = daysBetween(from, to);
  if (days < 0) throw invalidRequest('query:to', '不得早于 from', 'must not be earlier than from');
  if (days > LONGEST) throw invalidRequest('query:to', `不得超过 ${LONGEST} 日`, `at most ${LONGEST} days`);
  return { from, to, ...(procedure !== undefined && { procedure }) };
}

function settled<T>(found: PopulationOutcome<T>): T {
  switch (found.outcome) {
    case 'answer':
      return found.answer;
    case 'notAuditor':
      throw powerProblem('auditCase', []);
    case 'tooMany':
      throw invalidRequest('query:from', '案件过多，应缩小范围', 'has too many cases; narrow it');
    case 'unknown':
      throw unknownResource('模式', 'pattern');
  }
}

import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { planCase, planUnfiled, type PlanAnswer } from '../../usecases/planning/plan-decision.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { CaseForecastDto, PlanCaseDto, PlanDto, planDto, PlanUnfiledDto } from './plan.dto.js';

/** Forecasts 推演: the earliest lawful decision, and what it waits for. They change nothing. */
@ApiTags('forecasts 推演')
@Controller('v1')
export class ForecastsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('forecasts')
  @HttpCode(200)
  @Describe({
    zh: '尚未提出的决策最早何日可以依法决定',
    en: 'the earliest lawful decision of what is not yet filed',
    requires: 'signedIn',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: PlanDto, description: '推演 · plan' })
  async planUnfiled(@Body() body: PlanUnfiledDto, @WishedLanguage() language: Language): Promise<PlanDto> {
    const { assumptions, ...wish } = body;
    const { plan, procedure } = planIn(await planUnfiled(this.services.ports)({ ...wish, assumptions }));
    return planDto(plan, procedure, language);
  }

  @Get('cases/:id/forecast')
  @Describe({
    zh: '案件最早和最迟何日可以依法决定，各步和关键路径',
    en: 'earliest and latest lawful decision of a case, with steps and critical path',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: CaseForecastDto, description: '推演 · forecast' })
  async readForecast(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<CaseForecastDto> {
    return this.#forecast({ caseId: caseId(id), by: person }, language);
  }

  @Post('cases/:id/forecasts')
  @HttpCode(200)
  @Describe({
    zh: '在所列前提下，案件最早何日可以依法决定',
    en: 'the same under assumptions of one’s own',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CaseForecastDto, description: '推演 · forecast' })
  async planCase(
    @Param('id') id: string,
    @Body() { assumptions }: PlanCaseDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<CaseForecastDto> {
    return this.#forecast({ caseId: caseId(id), assumptions, by: person }, language);
  }

  async #forecast(
    wish: Parameters<ReturnType<typeof planCase>>[0],
    language: Language,
  ): Promise<CaseForecastDto> {
    const { plan, procedure, limit } = planIn(await planCase(this.services.ports)(wish));
    const { latest, by, latestWithExtension } = limit;
    return {
      ...planDto(plan, procedure, language),
      ...(latest && { latest }),
      ...(by !== undefined && { by }),
      ...(latestWithExtension && { latestWithExtension }),
    };
  }
}

/** The plan, or the problem that there is none. */
function planIn<More>(answer: PlanAnswer<More>): Extract<PlanAnswer<More>, { readonly outcome: 'planned' }> {
  if (answer.outcome === 'planned') return answer;
  if (answer.outcome === 'unknown')
    throw answer.what === 'case' ? unknownCase() : unknownResource('程序', 'procedure');
  throw new Problem('invalid-request', {
    unmet: answer.problems.map(({ at, problem }) => ({
      code: 'invalid-request',
      say: problem,
      basis: [],
      at: `/assumptions${at}`,
    })),
  });
}

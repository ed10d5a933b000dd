import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { explainBlocking, explainClocks } from '../../usecases/cases/explain-case.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { BlockingDto, blockingDto } from './blocking.dto.js';
import { caseBefore, unknownCase } from './case-access.js';
import { ClockExplanationDto, clockExplanationDto, ClocksDto } from './clock-explanation.dto.js';

/** Why a case waits, and how each of its terms is counted. */
@ApiTags('cases 办件')
@Controller('v1/cases/:id')
export class ExplanationsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('blocking')
  @Describe({
    zh: '为何等待、等待何人、最迟何日',
    en: 'why the case waits, on whom, until when',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: BlockingDto, description: '卡点 · blocking' })
  async readBlocking(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<BlockingDto> {
    await caseBefore(this.services, id, person);
    return blockingDto(found(await explainBlocking(this.services.ports)(id)), language);
  }

  @Get('clocks')
  @Describe({ zh: '案件的期限', en: 'the case’s clocks', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: ClocksDto, description: '期限 · clocks' })
  async listClocks(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<ClocksDto> {
    await caseBefore(this.services, id, person);
    const clocks = found(await explainClocks(this.services.ports)(id));
    return { items: clocks.map((clock) => clockExplanationDto(clock, language)) };
  }

  @Get('clocks/:clock')
  @Describe({ zh: '期限的逐日说明', en: 'one clock, day by day', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: ClockExplanationDto, description: '期限 · clock' })
  async readClock(
    @Param('id') id: string,
    @Param('clock') name: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<ClockExplanationDto> {
    await caseBefore(this.services, id, person);
    const [clock] = found(await explainClocks(this.services.ports)(id, { clock: name }));
    if (!clock) throw unknownResource('期限', 'clock');
    return clockExplanationDto(clock, language);
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw unknownCase();
  return value;
}

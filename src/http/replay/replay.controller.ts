import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { TooLong } from '../../usecases/replay/gather-history.js';
import { replayCase, replayCaseUnder } from '../../usecases/replay/replay-case.js';
import { Me } from '../auth/signed-in.decorator.js';
import { auditableCase } from '../audit/auditable-case.js';
import { unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest } from '../problems/problem.js';
import { DifferentialDto, DifferentialQueryDto, differentialDto } from './differential.dto.js';
import { CaseReplayDto, caseReplayDto, ReplayQueryDto } from './replay.dto.js';

/** A case decided anew: under the rules that were in force, or under others. */
@ApiTags('audit 审计')
@Controller('v1/cases/:id/replay')
export class ReplayController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '复演：按每条留痕所依的版本、规则、日历和机构重新决定，逐条对照；案旁的草案、征求意见、专家组和会议也在内；一次至多500条',
    en: 'every record of the case and of what went on beside it, decided anew under the rules that it names; 500 at once',
    requires: 'auditCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CaseReplayDto, description: '复演结果 · what came of it' })
  async readReplay(
    @Param('id') id: string,
    @Query() wish: ReplayQueryDto,
    @Me() person: SignedIn,
  ): Promise<CaseReplayDto> {
    await auditableCase(this.services, id, person);
    return caseReplayDto(found(await replayCase(this.ports())(id, wish)));
  }

  @Get('differential')
  @Describe({
    zh: '差异复演：另一已发布版本、另一日所知的日历会得出什么；不推断人会怎样做',
    en: 'what another published version, or the calendar as known on another day, would have made of the case',
    requires: 'auditCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: DifferentialDto, description: '差异 · what comes out otherwise' })
  async readDifferential(
    @Param('id') id: string,
    @Query() { under, calendarKnownOn }: DifferentialQueryDto,
    @Me() person: SignedIn,
  ): Promise<DifferentialDto> {
    await auditableCase(this.services, id, person);
    if (under === undefined && calendarKnownOn === undefined)
      throw invalidRequest('query:under', '须指明另一版本或者日历', 'name another version or calendar');
    const wish = {
      ...(under !== undefined && { definition: under }),
      ...(calendarKnownOn && { calendarKnownOn }),
    };
    const report = found(await replayCaseUnder(this.ports())(id, wish));
    if ('noVersion' in report)
      throw invalidRequest(
        'query:under',
        '本案程序没有此版本',
        'the procedure of the case has no such version',
      );
    return differentialDto(report);
  }

  private ports(): Parameters<typeof replayCaseUnder>[0] {
    const { ports, queries, documents } = this.services;
    return { ...ports, queries, documents };
  }
}

/** @throws Problem when there is no such case, or it is too long to be answered at once */
function found<T extends object>(report: T | TooLong | undefined): T {
  if (!report) throw unknownCase();
  if (!('tooLong' in report)) return report;
  const zh = `本案有 ${report.tooLong} 条留痕，请用证据包离线复演（duecourse replay）`;
  const en = `the case has ${report.tooLong} records; replay its evidence bundle (duecourse replay)`;
  throw invalidRequest('path:id', zh, en);
}

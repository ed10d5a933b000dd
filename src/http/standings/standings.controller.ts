import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { readStandings } from '../../usecases/streams/read-standings.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { standingDto, CaseStandingsDto } from './standing.dto.js';

/** Standings 进展状况: drafts, public consultations, panels and meetings beside a case. */
@ApiTags('standings 进展状况')
@Controller('v1/cases/:id/standings')
export class StandingsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '草案、公开征求意见、专家组和会议的进展，以及启动前尚缺的条件',
    en: 'how drafts, public consultations, panels and meetings stand to a case, and what is missing before they may begin',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: CaseStandingsDto, description: '进展状况 · standings' })
  async listStandings(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<CaseStandingsDto> {
    const streams = await readStandings(this.services.ports)(caseId(id), person);
    if (!streams) throw unknownCase();
    return { items: streams.map((stream) => standingDto(stream, language)) };
  }
}

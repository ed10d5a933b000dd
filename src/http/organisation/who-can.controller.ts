import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { whoCan } from '../../usecases/organisation/who-can.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { candidateDto, WhoCanDto, WhoCanQueryDto } from './who-can.dto.js';

/** 这一步谁能办: who can do an act of a case, and why. */
@ApiTags('organisation 机构')
@Controller('v1/organisation/who-can')
export class WhoCanController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '这一步谁能办：逐人说明理由',
    en: 'who can do an act of a case on a day, with the reasons for each person',
    requires: 'readOrganisation',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: WhoCanDto, description: '人员及其理由 · people with reasons' })
  async whoCan(
    @Query() query: WhoCanQueryDto,
    @Me() by: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<WhoCanDto> {
    const { ports } = this.services;
    const on = query.on ?? civilDayOf(await ports.now.now(), ports.installation.zone);
    const found = await whoCan(ports)({ by, caseId: caseId(query.case), act: query.act, on });
    if (found.outcome === 'unknown')
      throw found.what === 'case' ? unknownCase() : unknownResource('行为', 'act');
    const names = await ports.directory.names(found.candidates.map(({ person }) => person));
    return {
      on,
      posts: found.posts,
      parties: found.parties,
      candidates: found.candidates.map((one) =>
        candidateDto(one, names.get(one.person) ?? one.person, language),
      ),
    };
  }
}

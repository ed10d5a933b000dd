import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { listIncidents } from '../../usecases/clocks/list-incidents.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf, PageQueryDto } from '../pages/page-query.dto.js';
import { incidentDto, IncidentsDto } from './incident.dto.js';

/** Incidents 异常: steps that wait for nobody. */
@ApiTags('incidents 异常')
@Controller('v1/incidents')
export class IncidentsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '督查范围内的空岗',
    en: 'vacant tasks of the cases that a supervisor watches',
    requires: 'signedIn',
    problems: [400],
  })
  @ApiOkResponse({ type: IncidentsDto, description: '空岗 · vacancies' })
  async listIncidents(@Query() query: PageQueryDto, @Me() person: SignedIn): Promise<IncidentsDto> {
    const page = pageOf(query);
    const list = listIncidents(this.services.ports, this.services.incidents);
    return pageDto(await list(person, page), page.limit, incidentDto);
  }
}

import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { readMoment } from '../../usecases/audit/read-moment.js';
import { readTimeline } from '../../usecases/audit/read-timeline.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseBefore, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { RecordsQueryDto } from '../streams/stream.dto.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { MomentDto, momentDto, MomentQueryDto, TimelineDto, timelineMarkDto } from './moment.dto.js';

/** A case at any moment, and all that happened in it as lanes. */
@ApiTags('audit 审计')
@Controller('v1/cases/:id')
export class MomentsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('moment')
  @Describe({
    zh: '案件在任一时刻的情形：当时已知、截至某日有效',
    en: 'the case as it was known at an instant, and as the law had it on a day',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: MomentDto, description: '当时的情形 · the moment' })
  async readMoment(
    @Param('id') id: string,
    @Query() query: MomentQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<MomentDto> {
    await caseBefore(this.services, id, person);
    const { knownAt, effectiveAt } = query;
    const moment = await readMoment(this.services.ports)({
      caseId: id,
      ...(knownAt && { knownAt }),
      ...(effectiveAt && { effectiveAt }),
    });
    if (!moment) throw unknownCase();
    return momentDto(moment, language);
  }

  @Get('timeline')
  @Describe({
    zh: '案件的时间线：状态、人员、期限、材料、意见、留痕各一泳道',
    en: 'the time line of a case: a lane each for state, people, clocks, materials, opinions and records',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: TimelineDto, description: '时间线 · time line' })
  async readTimeline(
    @Param('id') id: string,
    @Query() query: RecordsQueryDto,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<TimelineDto> {
    await caseBefore(this.services, id, person);
    const limit = query.limit ?? 50;
    const after = query.after === undefined ? {} : { afterSeq: query.after };
    const page = await readTimeline(this.services.ports)(id, { limit, ...after });
    if (!page) throw unknownCase();
    return pageDto(page, limit, (mark) => timelineMarkDto(mark, language));
  }
}

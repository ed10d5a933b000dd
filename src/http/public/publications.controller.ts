import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { listPublications, readPublication } from '../../usecases/public/list-publications.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { publicationDto, PublicationsDto, PublicationsQueryDto } from './publication.dto.js';

/** Publications 公开: what the law wants everybody to be able to see. Nothing in them is personal. */
@ApiTags('public 公开')
@Controller('v1/public/publications')
export class PublicationsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '公开信息', en: 'public records, the latest first', requires: 'public', problems: [400] })
  @ApiOkResponse({ type: PublicationsDto, description: '公开信息 · public records' })
  async listPublications(
    @Query() query: PublicationsQueryDto,
    @WishedLanguage() language: Language,
  ): Promise<PublicationsDto> {
    const { procedure, publication, unit } = query;
    const filter = {
      ...(procedure !== undefined && { procedure }),
      ...(publication !== undefined && { publication }),
      ...(unit !== undefined && { unit }),
    };
    const page = pageOf(query);
    const list = listPublications(this.services.ports, this.services.publicReads);
    return pageDto(await list(filter, page), page.limit, (row) => publicationDto(row, language));
  }

  @Get(':id')
  @Describe({ zh: '一次公开的信息', en: 'what one act made public', requires: 'public', problems: [404] })
  @ApiOkResponse({ type: PublicationsDto, description: '公开信息 · public records' })
  async readPublication(
    @Param('id') id: string,
    @WishedLanguage() language: Language,
  ): Promise<PublicationsDto> {
    const rows = await readPublication(this.services.ports, this.services.publicReads)(id);
    if (rows.length === 0) throw unknownResource('公开信息', 'public record');
    const page = { items: rows, endCursor: null, hasMore: false };
    return pageDto(page, rows.length, (row) => publicationDto(row, language));
  }
}

import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { readGuide } from '../../usecases/public/read-guide.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { GuideDto, guideDto } from './guide.dto.js';

const NAME = /^[a-z][a-z0-9-]{0,99}$/;

/** Guides 办事指南: what whoever wants to apply must be told (许可法 30). */
@ApiTags('public 公开')
@Controller('v1/public/guides')
export class GuidesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':procedure')
  @Describe({
    zh: '办事指南（八项公开）',
    en: 'guide to a procedure: law, conditions, steps, terms, results, fees, who handles it, liability',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: GuideDto, description: '办事指南 · guide' })
  async readGuide(
    @Param('procedure') procedure: string,
    @WishedLanguage() language: Language,
  ): Promise<GuideDto> {
    const found = NAME.test(procedure) ? await readGuide(this.services.ports)(procedure) : undefined;
    const guide = found && guideDto(found, language);
    if (!guide) throw unknownResource('办事指南', 'guide');
    return guide;
  }
}

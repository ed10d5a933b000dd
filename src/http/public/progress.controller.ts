import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { readProgress } from '../../usecases/public/read-progress.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { ProgressDto, progressDto } from './progress.dto.js';

/** Progress 进度查询: by the number on the receipt, without signing in. */
@ApiTags('public 公开')
@Controller('v1/public/progress')
export class ProgressController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':receipt')
  @Describe({
    zh: '凭收件编号查询办理进度',
    en: 'how far a case is, by the number on its receipt; nothing personal',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: ProgressDto, description: '进度 · progress' })
  async readProgress(
    @Param('receipt') receipt: string,
    @WishedLanguage() language: Language,
  ): Promise<ProgressDto> {
    const { ports, publicReads } = this.services;
    const found = await readProgress(ports, publicReads)(receipt);
    if (!found) throw unknownResource('收件编号', 'receipt');
    return progressDto(found, language);
  }
}

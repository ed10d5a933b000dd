import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { readDraw } from '../../usecases/streams/panel/read-panel.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { DrawFileDto } from './draw-file.dto.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Draws of experts 专家抽取 as everybody may have them: by pseudonym, from the setting up of the panel on. */
@ApiTags('public 公开')
@Controller('v1/public/draws')
export class PublicDrawsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':stream')
  @Describe({
    zh: '专家抽取文件：任何人可以重新演算（duecourse redraw）',
    en: 'the draw of a panel, which anybody can do again (duecourse redraw)',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: DrawFileDto, description: '抽取文件 · draw' })
  async readDraw(@Param('stream') stream: string): Promise<DrawFileDto> {
    const file = UUID.test(stream) ? await readDraw(this.services)(stream) : undefined;
    if (!file) throw unknownResource('专家抽取', 'draw');
    return file as DrawFileDto;
  }
}

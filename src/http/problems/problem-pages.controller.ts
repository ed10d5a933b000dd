import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { PROBLEM_CODES } from './problem-types.js';
import { unknownResource } from './problem.js';

/** The page that the `type` of a problem leads to. */
@ApiTags('problems 问题说明')
@Controller('problems')
export class ProblemPagesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get(':code')
  // Browsers show plain text and would download Markdown.
  @Header('content-type', 'text/plain; charset=utf-8')
  @Describe({
    zh: '问题代码的说明',
    en: 'what a problem code means and what to do',
    requires: 'public',
    problems: [404],
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'Markdown' })
  async readProblemPage(@Param('code') code: string): Promise<string> {
    const known = PROBLEM_CODES.find((one) => one === code);
    if (!known) throw unknownResource('问题代码', 'problem code');
    return readFile(join(this.services.problemPages, `${known}.md`), 'utf8');
  }
}

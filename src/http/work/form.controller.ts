import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { readForm } from '../../usecases/reading/read-form.js';
import { fillForm } from '../../usecases/work/fill-form.js';
import { Me } from '../auth/signed-in.decorator.js';
import { ActAnswerDto } from '../cases/act-answer.dto.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { FormBodyDto, FormDto, formFieldDto } from './form.dto.js';
import { recordedAnswer } from './recorded-answer.js';

/** The form 表单 of a case: its fields, as each step lets people see and fill them in. */
@ApiTags('form 表单')
@Controller('v1/cases/:id/form')
export class FormController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '表单：字段、现值和本人现在的权限',
    en: 'the form: its fields, their values and what one may do with each now',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: FormDto, description: '表单 · form' })
  async readForm(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<FormDto> {
    const { ports, queries } = this.services;
    const fields = await readForm(ports, queries)(caseId(id), person);
    if (!fields) throw unknownCase();
    return { items: fields.map((field) => formFieldDto(field, language)) };
  }

  @Post()
  @Describe({
    zh: '填写本人现在可以填写的字段',
    en: 'fill in fields that a task in one’s hands makes writable',
    requires: 'holdTask',
    problems: [400, 403, 404, 409, 412, 422],
    key: true,
    version: true,
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  async fillForm(
    @Param('id') id: string,
    @Body() body: FormBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const answer = await fillForm(this.services.ports)({
      caseId: caseId(id),
      values: body.values,
      by: person,
      key,
      ...(version !== undefined && { expectedVersion: version }),
    });
    return recordedAnswer(this.services, answer, reply);
  }
}

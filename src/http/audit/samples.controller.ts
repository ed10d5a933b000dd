import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  announceSample,
  readSample,
  revealSeed,
  type SampleAnswer,
} from '../../usecases/audit/audit-samples.js';
import { isAuditor } from '../../usecases/audit/record-reading.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { powerProblem } from '../powers/power-problem.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { SampleDto, sampleDto, SampleWishDto, SeedDto } from './sample.dto.js';

/** 抽样: the population is fixed first, a public value decides afterwards, anybody can draw it again. */
@ApiTags('audit 审计')
@Controller('v1/audit/samples')
export class SamplesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @Describe({
    zh: '固定抽样的总体，指明以哪一项尚未公布的公开数值为种子',
    en: 'fix the population of a sample, and name the public value that will be its seed',
    requires: 'readLedger',
    problems: [400, 403, 409],
    key: true,
  })
  @ApiCreatedResponse({ type: SampleDto, description: '已固定 · fixed' })
  async announceSample(
    @Body() { population, size, source }: SampleWishDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<SampleDto> {
    const filter = {
      ...(population.procedure !== undefined && { procedure: population.procedure }),
      ...(population.status !== undefined && { status: population.status }),
    };
    return this.settled(await announceSample(this.services)({ filter, size, source, by, key }));
  }

  @Post(':id/seed')
  @Describe({
    zh: '公开数值公布后抽取样本（只能抽取一次）',
    en: 'draw the sample by the public value, once it is announced; once only',
    requires: 'readLedger',
    problems: [400, 403, 404, 409],
    key: true,
  })
  @ApiCreatedResponse({ type: SampleDto, description: '已抽取 · drawn' })
  async revealSeed(
    @Param('id') id: string,
    @Body() { value }: SeedDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<SampleDto> {
    return this.settled(await revealSeed(this.services)({ id, value, by, key }));
  }

  @Get(':id')
  @Describe({
    zh: '样本：总体、种子、抽中的案件',
    en: 'a sample: population, seed, cases drawn',
    requires: 'readLedger',
    problems: [403, 404],
  })
  @ApiOkResponse({ type: SampleDto, description: '样本 · sample' })
  async readSample(@Param('id') id: string, @Me() by: SignedIn): Promise<SampleDto> {
    if (!(await isAuditor(this.services.ports, by))) throw powerProblem('readLedger', []);
    return this.found(id);
  }

  private settled(answer: SampleAnswer): Promise<SampleDto> {
    switch (answer.outcome) {
      case 'sample':
        return this.found(answer.id);
      case 'notAuditor':
        throw powerProblem('readLedger', []);
      case 'unknown':
        throw unknownResource('样本', 'sample');
      case 'keyReused':
        throw new Problem('idempotency-key-reused');
      case 'drawnBefore':
        throw new Problem('nothing-to-change');
      case 'tooMany':
        throw invalidRequest('/population', '总体过大，应缩小范围', 'is too large; narrow it');
      case 'nothing':
        throw invalidRequest('/population', '没有这样的案件', 'has no case');
    }
  }

  private async found(id: string): Promise<SampleDto> {
    const sample = await readSample(this.services)(id);
    if (!sample) throw unknownResource('样本', 'sample');
    return sampleDto(sample);
  }
}

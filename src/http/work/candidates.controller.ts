import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import {
  referralCandidates,
  type CandidateFor,
  type ReferralCandidate,
} from '../../usecases/work/referral-candidates.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseBefore } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { NamedPersonDto } from './opinion.dto.js';
import { taskKey } from './task-desk.controller.js';

const PURPOSES: readonly CandidateFor[] = ['transfer', 'delegation', 'consultation'];

/** For what somebody is looked for. */
export class CandidatesQueryDto {
  @ApiPropertyOptional({
    enum: PURPOSES,
    default: 'transfer',
    description:
      '转办、委派或者加签；默认转办 · to take it over, prepare it or give an opinion; default transfer',
  })
  @IsOptional()
  @IsIn(PURPOSES)
  for?: CandidateFor;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 100,
    description: '在全机关中按姓名或者代号查找 · searches the whole organisation by name or code',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

/** A post that somebody holds. */
export class CandidatePostDto {
  @Discloses('internal')
  @ApiProperty({ description: '程序所称岗位 · the post as procedures name it' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ description: '岗位名称 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ description: '单位 · unit' })
  unit: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '单位名称 · title of the unit' })
  unitTitle?: string;
}

/** Somebody who may lawfully be chosen. */
export class ReferralCandidateDto extends NamedPersonDto {
  @Discloses('internal')
  @ApiProperty({ type: [CandidatePostDto], description: '岗位 · posts' })
  posts: readonly CandidatePostDto[];

  @Discloses('internal')
  @ApiProperty({ description: '是否离岗；离岗的请选择其代理人 · away today: choose a deputy instead' })
  absent: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [NamedPersonDto], description: '代理人 · deputies' })
  deputies: readonly NamedPersonDto[];
}

/** Those who may be chosen. */
export class CandidatesDto {
  @Discloses('internal')
  @ApiProperty({ type: [ReferralCandidateDto], description: '可以选择的人员 · lawful choices' })
  items: readonly ReferralCandidateDto[];
}

/** Whom a task may be passed to, or asked about. */
@ApiTags('desk 工作台')
@Controller('v1/cases/:id/tasks/:key/candidates')
export class CandidatesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '依法可以转办、委派或者加签的人员，是否离岗、由谁代理',
    en: 'whom one may lawfully choose, whether each is away, and who stands in',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CandidatesDto, description: '人员 · people' })
  async listCandidates(
    @Param('id') id: string,
    @Param('key') key: string,
    @Query() query: CandidatesQueryDto,
    @Me() person: SignedIn,
  ): Promise<CandidatesDto> {
    await caseBefore(this.services, id, person);
    const { ports, organisation } = this.services;
    const found = await referralCandidates(
      ports,
      organisation,
    )({
      ...{ caseId: id, task: taskKey(key), purpose: query.for ?? 'transfer', by: person },
      ...(query.q !== undefined && { search: query.q }),
    });
    if (!found) throw unknownResource('待办', 'task');
    return { items: found.map(candidateDto) };
  }
}

function candidateDto({ person, name, posts, absent, deputies }: ReferralCandidate): ReferralCandidateDto {
  return { person, ...(name !== undefined && { name }), posts, absent, deputies };
}

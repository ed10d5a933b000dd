import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ActAnswer } from '../../usecases/cases/act-answer.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { fileMaterial } from '../../usecases/materials/file-material.js';
import { judgeMaterial, type JudgementRequest } from '../../usecases/materials/judge-material.js';
import { listMaterials } from '../../usecases/materials/list-materials.js';
import { reusableMaterials } from '../../usecases/materials/reusable-materials.js';
import { Me } from '../auth/signed-in.decorator.js';
import { barredProblem } from '../cases/barred-problem.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ledgerHeaders, recordedOrProblem } from '../problems/answer-problem.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { filedContent } from './filed-content.js';
import {
  FilingBodyDto,
  JudgementBodyDto,
  MaterialAnswerDto,
  materialAnswerDto,
  WaiverBodyDto,
} from './material-body.dto.js';
import { ChecklistDto, checklistDto, reusableDto, ReusableMaterialsDto } from './material.dto.js';

/** Materials 材料 of a case: the checklist, and what is done with it. */
@ApiTags('materials 材料')
@Controller('v1/cases/:id/materials')
export class MaterialsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '材料清单', en: 'the checklist of materials', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: ChecklistDto, description: '材料清单 · checklist' })
  async listMaterials(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChecklistDto> {
    const { ports, materials, queries } = this.services;
    const checklist = await listMaterials(ports, materials, queries)(caseId(id), person);
    if (!checklist) throw unknownCase();
    void reply.header('etag', etagOf(checklist.version));
    return checklistDto(checklist, language);
  }

  @Get('reusable')
  @Describe({
    zh: '同一申请人以前案件中可以免再交的材料',
    en: 'materials of earlier cases of the same applicant that may be filed again',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: ReusableMaterialsDto, description: '可以免再交的材料 · materials' })
  async listReusable(@Param('id') id: string, @Me() person: SignedIn): Promise<ReusableMaterialsDto> {
    const { ports, materials } = this.services;
    const found = await reusableMaterials(ports, materials)(caseId(id), person);
    if (!found) throw unknownCase();
    return { items: found.map(reusableDto) };
  }

  @Post()
  @Describe({
    zh: '提交材料：本人上传的文件，或者以前案件中的材料',
    en: 'file a material: an upload of one’s own, or one of an earlier case',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: MaterialAnswerDto, description: '已留痕 · recorded' })
  async fileMaterial(
    @Param('id') id: string,
    @Body() body: FilingBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MaterialAnswerDto> {
    const { item, form } = body;
    const { ports, materials } = this.services;
    const answer = await fileMaterial(
      ports,
      materials,
    )({
      ...{ caseId: caseId(id), by, key, content: filedContent(body) },
      ...(item !== undefined && { item }),
      ...(form && { form }),
    });
    if (answer.outcome === 'noContent') throw unknownResource('上传或者材料', 'upload or material');
    if (answer.outcome === 'incomplete') throw new Problem('upload-incomplete');
    return recorded(answer, item, reply);
  }

  @Post(':material/judgements')
  @Describe({
    zh: '核对材料：合格或者不合格',
    en: 'judge a material sound or defective',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: MaterialAnswerDto, description: '已留痕 · recorded' })
  judgeMaterial(
    @Param('id') id: string,
    @Param('material') material: string,
    @Body() { standing, paper, reason }: JudgementBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MaterialAnswerDto> {
    if (standing === 'defective' && reason === undefined)
      throw invalidRequest('/reason', '不合格的须写明原因', 'say what is wrong with it');
    const wish = { do: 'judge' as const, id: material, standing, ...(paper && { paper }) };
    return this.work({ caseId: caseId(id), by, key, wish, ...(reason !== undefined && { reason }) }, reply);
  }

  @Post(':material/waivers')
  @Describe({
    zh: '免交材料，写明依据和理由',
    en: 'waive a material, by a provision and with a reason',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: MaterialAnswerDto, description: '已留痕 · recorded' })
  waiveMaterial(
    @Param('id') id: string,
    @Param('material') material: string,
    @Body() { basis, reason }: WaiverBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MaterialAnswerDto> {
    const wish = { do: 'waive' as const, id: material, basis };
    return this.work({ caseId: caseId(id), by, key, wish, reason }, reply);
  }

  private async work(request: JudgementRequest, reply: FastifyReply): Promise<MaterialAnswerDto> {
    const answer = await judgeMaterial(this.services.ports)(request);
    return recorded(answer, request.wish.id, reply);
  }
}

/** The answer to what is on record now. @throws Problem */
function recorded(answer: ActAnswer, id: string | undefined, reply: FastifyReply): MaterialAnswerDto {
  const barred = 'barredBy' in answer && answer.barredBy && barredProblem(answer, answer.barredBy);
  if (barred) throw barred;
  const done = recordedOrProblem(answer);
  const { stream, seq } = done.receipt;
  void reply.headers({ ...ledgerHeaders(done), location: `/v1/streams/${stream}/records/${seq}` });
  return materialAnswerDto(done, id);
}

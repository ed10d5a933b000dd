import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { DraftContent } from '../../usecases/streams/draft/draft-content.js';
import { compareVersions, listVersions, readVersion } from '../../usecases/streams/draft/read-drafts.js';
import { withdrawDraft } from '../../usecases/streams/draft/withdraw-draft.js';
import { submitDraft } from '../../usecases/streams/draft/submit-draft.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { draftAddress, unknownVersion, versionNumber } from './draft-address.js';
import { DraftReceiptDto, recordedInDraft, unknownDraft } from './draft-answer.js';
import { DraftComparisonQueryDto, DraftSubmissionBodyDto, DraftWithdrawalBodyDto } from './draft-body.dto.js';
import {
  comparisonDto,
  DraftComparisonDto,
  DraftVersionsDto,
  draftVersionDto,
  ReadDraftDto,
  readDraftDto,
} from './draft.dto.js';

/** Drafts 草案 of a case: their versions, and how one became another. */
@ApiTags('drafts 草案')
@Controller('v1/cases/:id/drafts/:name')
export class DraftsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('versions')
  @Describe({
    zh: '提交一稿：文字或者上传的 .docx、.txt；按章节条款项目解析，条的编号各稿不变',
    en: 'submit a version: words, or an uploaded .docx or .txt; articles keep their ids through all versions',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: DraftReceiptDto, description: '已留痕 · recorded' })
  async submitDraftVersion(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: DraftSubmissionBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftReceiptDto> {
    const { ports, drafts, materials, draftFiles: reader } = this.services;
    const { replaces } = body;
    const answer = await submitDraft(ports, drafts, { materials, reader })({
      ...{ ...draftAddress(id, name), by, key, content: contentOf(body) },
      ...(typeof replaces === 'number' && { replaces }),
    });
    if (answer.outcome === 'noContent') throw unknownResource('上传', 'upload');
    if (answer.outcome === 'incomplete') throw new Problem('upload-incomplete');
    return recordedInDraft(answer, reply);
  }

  @Post('withdrawals')
  @Describe({
    zh: '撤回草案，写明理由；各稿仍然留存，提交新稿之前本案没有草案',
    en: 'withdraw the draft, with the reason; its versions stay on record, and until another one there is no draft',
    requires: 'performAct',
    problems: [400, 404, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: DraftReceiptDto, description: '已撤回 · withdrawn' })
  async withdrawDraft(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { version, reason }: DraftWithdrawalBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftReceiptDto> {
    const wish = { ...draftAddress(id, name), by, key, version, reason };
    return recordedInDraft(await withdrawDraft(this.services.ports)(wish), reply);
  }

  @Get('versions')
  @Describe({ zh: '各稿', en: 'the versions', requires: 'readCase', problems: [404] })
  @ApiOkResponse({ type: DraftVersionsDto, description: '各稿 · versions' })
  async listDraftVersions(
    @Param('id') id: string,
    @Param('name') name: string,
    @Me() by: SignedIn,
  ): Promise<DraftVersionsDto> {
    const found = await listVersions(this.services)(draftAddress(id, name), by);
    if (!found) throw unknownDraft();
    const people = found.versions.flatMap(({ person, withdrawn }) => [
      person,
      ...(withdrawn ? [withdrawn.person] : []),
    ]);
    const names = await this.services.ports.directory.names([...new Set(people)]);
    return { stream: found.stream, items: found.versions.map((one) => draftVersionDto(one, names)) };
  }

  @Get('versions/:version')
  @Describe({
    zh: '一稿的全文，按章节条款项目',
    en: 'what a version says, article by article',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: ReadDraftDto, description: '一稿 · version' })
  async readDraftVersion(
    @Param('id') id: string,
    @Param('name') name: string,
    @Param('version') version: string,
    @Me() by: SignedIn,
  ): Promise<ReadDraftDto> {
    const address = draftAddress(id, name);
    const found = await readVersion(this.services)(address, versionNumber(version), by);
    if (!found) throw unknownVersion();
    const { person, withdrawn } = found.version;
    const people = [person, ...(withdrawn ? [withdrawn.person] : [])];
    return readDraftDto(found, await this.services.ports.directory.names([...new Set(people)]));
  }

  @Get('comparison')
  @Describe({
    zh: '两稿逐条比较：未变、修改、移位、新增、删除',
    en: 'two versions, article by article: unchanged, changed, moved, added, deleted',
    requires: 'readCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: DraftComparisonDto, description: '比较 · comparison' })
  async compareDraftVersions(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() { from, to }: DraftComparisonQueryDto,
    @Me() by: SignedIn,
  ): Promise<DraftComparisonDto> {
    const units = await compareVersions(this.services)(draftAddress(id, name), { from, to }, by);
    if (!units) throw unknownVersion();
    return comparisonDto(from, to, units);
  }
}

/** One of both. @throws Problem `invalid-request` */
function contentOf({ text, upload }: DraftSubmissionBodyDto): DraftContent {
  if (typeof text === 'string' && typeof upload === 'string')
    throw invalidRequest('/upload', '文字和上传只能取其一', 'words or an upload, not both');
  if (typeof text === 'string') return { text };
  if (typeof upload === 'string') return { upload };
  throw invalidRequest('/text', '缺少文字或者上传', 'words or an upload are missing');
}

import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { VersionRow } from '../../usecases/queries.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { ProcedureDefinitionDto, procedureVersionDto, ProcedureVersionsDto } from './procedure.dto.js';

const NAME = /^[a-z][a-z0-9-]{0,99}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Procedures 程序: the law as published here. Public, as the law is. */
@ApiTags('procedures 程序')
@Controller('v1/procedures')
export class ProceduresController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '已发布的程序', en: 'published procedures, all versions', requires: 'public' })
  @ApiOkResponse({ type: ProcedureVersionsDto, description: '程序 · procedures' })
  async listProcedures(): Promise<ProcedureVersionsDto> {
    return { items: (await this.services.queries.versions()).map(procedureVersionDto) };
  }

  @Get(':name')
  @Describe({
    zh: '现行版本',
    en: 'the version in force today',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: ProcedureDefinitionDto, description: '现行版本 · version in force' })
  async readProcedure(@Param('name') name: string): Promise<ProcedureDefinitionDto> {
    const { ports } = this.services;
    const today = civilDayOf(await ports.now.now(), ports.installation.zone);
    const inForce = (await this.versions(name)).find((version) => version.inForceFrom <= today);
    if (!inForce) throw unknownResource('现行程序', 'procedure in force');
    return this.withDefinition(inForce);
  }

  @Get(':name/versions')
  @Describe({ zh: '程序的各版本', en: 'versions of a procedure', requires: 'public', problems: [404] })
  @ApiOkResponse({ type: ProcedureVersionsDto, description: '版本 · versions' })
  async listVersions(@Param('name') name: string): Promise<ProcedureVersionsDto> {
    return { items: (await this.versions(name)).map(procedureVersionDto) };
  }

  @Get(':name/versions/:digest')
  @Describe({
    zh: '某一版本的定义',
    en: 'one version with its definition',
    requires: 'public',
    problems: [404],
  })
  @ApiOkResponse({ type: ProcedureDefinitionDto, description: '版本 · version' })
  async readVersion(
    @Param('name') name: string,
    @Param('digest') digest: string,
  ): Promise<ProcedureDefinitionDto> {
    const version = (await this.versions(name)).find(({ sha256 }) => sha256 === digest);
    if (!DIGEST.test(digest) || !version) throw unknownResource('版本', 'version');
    return this.withDefinition(version);
  }

  private async versions(name: string): Promise<readonly VersionRow[]> {
    const versions = NAME.test(name) ? await this.services.queries.versions(name) : [];
    if (versions.length === 0) throw unknownResource('程序', 'procedure');
    return versions;
  }

  private async withDefinition(version: VersionRow): Promise<ProcedureDefinitionDto> {
    const stored = await this.services.documents.get(version.sha256);
    if (!stored) throw unknownResource('版本', 'version');
    const definition = JSON.parse(stored.text) as Record<string, unknown>;
    return { ...procedureVersionDto(version), definition };
  }
}

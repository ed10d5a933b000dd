import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { sameDigest } from '../../engine/audit/digest.js';
import { conclusionsDigest } from '../../engine/conformance/issued-certificate.js';
import { judgeCase, type CaseConformance } from '../../usecases/conformance/judge-case.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { auditableCase } from '../audit/auditable-case.js';
import { unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, unknownResource } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { CertificateDto, certificateDto } from './certificate.dto.js';
import { ConformanceDto, conformanceDto } from './conformance.dto.js';

/** A case held against every rule of the version that it pins. */
@ApiTags('audit 审计')
@Controller('v1/cases/:id/conformance')
export class ConformanceController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '要求—实际对照表：所依版本的每一条规则、条款、结论和留痕',
    en: 'every rule of the pinned version with its article, its conclusion and the records that show it',
    requires: 'auditCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: ConformanceDto, description: '对照表 · table' })
  async readConformance(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<ConformanceDto> {
    return conformanceDto(await this.judged(id, person), language);
  }

  @Get('certificate')
  @Describe({
    zh: '办结合规证明：对照表的摘要、各结论项数、首末留痕、检查点以及不能说明的事项，以及办结时签发的记录；未办结的没有',
    en: 'the certificate of an ended case, and the one that was issued at closure; an open case has none',
    requires: 'auditCase',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: CertificateDto, description: '合规证明 · certificate' })
  async readCertificate(
    @Param('id') id: string,
    @Me() person: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<CertificateDto> {
    const { certificate, rows } = await this.judged(id, person);
    if (!certificate) throw unknownResource('办结合规证明（案件尚未办结）', 'certificate: the case is open');
    const { certificates, ports } = this.services;
    const onRecord = await certificates.latest(id);
    const said = conclusionsDigest(rows, ports.hash);
    const issued = onRecord && { onRecord, same: sameDigest(onRecord.issued.conclusions, said) };
    return certificateDto({ certificate, rows, ...(issued && { issued }) }, language);
  }

  private async judged(id: string, person: SignedIn): Promise<CaseConformance> {
    const { ports, queries, documents, sealedLog, evidence } = this.services;
    const log = { reads: sealedLog.reads, hashes: evidence.hashes };
    await auditableCase(this.services, id, person);
    const found = await judgeCase({ ...ports, queries, documents, log })(id);
    if (!found) throw unknownCase();
    if ('tooLong' in found) {
      const zh = `本案有 ${found.tooLong} 条留痕，超过一次所能对照的数量`;
      const en = `the case has ${found.tooLong} records; more than are judged at once`;
      throw invalidRequest('path:id', zh, en);
    }
    return found;
  }
}

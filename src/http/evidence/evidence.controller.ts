import { Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { exportEvidence, type EvidenceAnswer } from '../../usecases/evidence/export-evidence.js';
import { takeEvidence } from '../../usecases/evidence/take-evidence.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId } from '../cases/case-access.js';
import { recordReceiptDto } from '../cases/record-receipt.dto.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ledgerHeaders, recordedOrProblem, type Recorded } from '../problems/answer-problem.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import { EvidenceBodyDto, EvidenceDto } from './evidence.dto.js';

/** Bundles of evidence 证据包: the history of a case, to take away and check without this service. */
@ApiTags('evidence 证据')
@Controller('v1/cases/:id/evidence')
export class EvidenceController {
  private readonly exporting: ReturnType<typeof exportEvidence>;

  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {
    this.exporting = exportEvidence(services.ports, services.evidence);
  }

  @Post()
  @Describe({
    zh: '制作证据包；先留痕，再交付',
    en: 'put a bundle of evidence together; who gets it is recorded before he gets it',
    requires: 'exportEvidence',
    problems: [400, 404, 422, 429],
    key: true,
  })
  @ApiCreatedResponse({ type: EvidenceDto, description: '证据包 · bundle of evidence' })
  async exportEvidence(
    @Param('id') id: string,
    @Body() { profile, purpose }: EvidenceBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceDto> {
    const answer = await this.exporting({ caseId: caseId(id), profile, purpose, by, key });
    const { receipt, ...recorded } = exportedOrProblem(answer);
    const location = `/v1/cases/${id}/evidence/${receipt.seq}`;
    void reply.headers({ ...ledgerHeaders({ ...recorded, receipt }), location });
    return { act: recordReceiptDto(receipt), location };
  }

  @Get(':export')
  @Describe({
    zh: '下载自己申请的证据包',
    en: 'fetch the bundle of evidence that oneself asked for',
    requires: 'exportEvidence',
    problems: [404],
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: '证据包 · bundle of evidence' })
  async fetchEvidence(
    @Param('id') id: string,
    @Param('export') seq: string,
    @Me() by: SignedIn,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!/^(0|[1-9]\d{0,8})$/.test(seq)) throw unknownBundle();
    const { ports, evidence } = this.services;
    const taken = await takeEvidence(ports, evidence, { caseId: caseId(id), seq: Number(seq), by });
    if (!taken) throw unknownBundle();
    void reply
      .type('application/zip')
      .headers({
        'content-length': String(taken.size),
        'content-disposition': `attachment; filename="evidence-${id}-${seq}.zip"`,
        'cache-control': 'no-store',
      })
      .send(Readable.from(taken.content, { objectMode: false }));
    await reply;
  }
}

function exportedOrProblem(answer: EvidenceAnswer): Recorded {
  if (answer.outcome === 'unknownProfile')
    throw invalidRequest('/profile', '没有此披露范围', 'there is no such disclosure profile');
  if (answer.outcome === 'unfitPurpose') throw invalidRequest('/purpose', answer.say.zh, answer.say.en);
  if (answer.outcome === 'busy') throw new Problem('too-many-requests', { headers: { 'retry-after': '10' } });
  if (answer.outcome === 'notSealed')
    throw new Problem('unavailable', {
      detail: {
        zh: '本案的记录尚未封存进入台账，数秒后再试。',
        en: 'The records of this case are not sealed into the log yet; try again in some seconds.',
      },
      headers: { 'retry-after': '3' },
    });
  return recordedOrProblem(answer);
}

function unknownBundle(): Problem {
  return unknownResource('证据包', 'bundle of evidence');
}

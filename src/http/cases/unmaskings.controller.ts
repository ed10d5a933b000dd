import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { unmask, type UnmaskAnswer } from '../../usecases/reading/unmask.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem } from '../problems/problem.js';
import { caseId, unknownCase } from './case-access.js';
import { recordReceiptDto } from './record-receipt.dto.js';
import { UnmaskingBodyDto, UnmaskingDto } from './unmasking.dto.js';

/** Unmaskings 查看明文: personal fields in plain text, for a reason, on record. */
@ApiTags('cases 办件')
@Controller('v1/cases/:id/unmaskings')
export class UnmaskingsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @Describe({
    zh: '说明理由，查看个人信息的明文',
    en: 'see personal fields in plain text, for a reason; reading and refusal are recorded',
    requires: 'readPersonal',
    problems: [400, 404, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: UnmaskingDto, description: '明文 · plain text' })
  async unmask(
    @Param('id') id: string,
    @Body() body: UnmaskingBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnmaskingDto> {
    const { fields, reason } = body;
    const { ports, queries } = this.services;
    const answer = await unmask(ports, queries)({ caseId: caseId(id), fields, reason, by: person, key });
    const { receipt, values } = shownOrProblem(answer, fields);
    const { stream, seq } = receipt;
    void reply.headers({
      'x-ledger-sequence': String(seq),
      location: `/v1/streams/${stream}/records/${seq}`,
    });
    return { act: recordReceiptDto(receipt), values };
  }
}

function shownOrProblem(
  answer: UnmaskAnswer,
  fields: readonly string[],
): Extract<UnmaskAnswer, { outcome: 'shown' }> {
  switch (answer.outcome) {
    case 'shown':
      return answer;
    case 'refused':
      throw new Problem(answer.unmet[0]?.code ?? 'power-missing', {
        unmet: answer.unmet,
        recordId: answer.receipt.id,
        headers: { 'x-ledger-sequence': String(answer.receipt.seq) },
      });
    case 'unknownFields':
      throw new Problem('invalid-request', {
        unmet: answer.fields.map((field) => ({
          code: 'invalid-request',
          say: { zh: '案件没有此字段', en: 'the case has no such field' },
          basis: [],
          at: `/fields/${fields.indexOf(field)}`,
        })),
      });
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknownCase();
  }
}

import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { workOnSigning, type SigningWish } from '../../usecases/work/work-on-signing.js';
import { Me } from '../auth/signed-in.decorator.js';
import { ActAnswerDto } from '../cases/act-answer.dto.js';
import { caseId } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { SignatureWithdrawalDto, SignerRemovalDto, SignersBodyDto } from './desk-body.dto.js';
import { recordedAnswer } from './recorded-answer.js';

const PROBLEMS = [400, 403, 404, 409, 412, 422];

/** Rounds of signatures 会签 of a case: what may be done with an open one beside signing, which is an act. */
@ApiTags('signings 会签')
@Controller('v1/cases/:id/signings/:name')
export class SigningsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('withdrawals')
  @Describe({
    zh: '撤回本人的签署（本轮结束之前）',
    en: 'take one’s own signature back while the round is open',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  withdraw(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { signer, reason }: SignatureWithdrawalDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const wish: SigningWish = {
      do: 'withdraw',
      signing: signingName(name),
      ...(typeof signer === 'string' && { signer }),
      ...(typeof reason === 'string' && { reason }),
    };
    return this.#do(wish, { id, person, key, version, reply });
  }

  @Post('signers')
  @Describe({
    zh: '加签：增加签署人，并说明对通过门槛的影响',
    en: 'ask further persons to sign; the answer says what that means for the result',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  addSigners(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() { persons, place, reason }: SignersBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const wish: SigningWish = {
      ...{ do: 'add', signing: signingName(name), persons },
      ...(place && { place }),
      ...(typeof reason === 'string' && { reason }),
    };
    return this.#do(wish, { id, person, key, version, reply });
  }

  @Post('signer-removals')
  @Describe({
    zh: '减签：减少尚未签署的人员，并说明对通过门槛的影响',
    en: 'take a signer out who has not signed; the answer says what that means for the result',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  removeSigner(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: SignerRemovalDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const wish: SigningWish = {
      ...{ do: 'remove', signing: signingName(name), person: body.person },
      ...(typeof body.reason === 'string' && { reason: body.reason }),
    };
    return this.#do(wish, { id, person, key, version, reply });
  }

  async #do(
    wish: SigningWish,
    how: {
      readonly id: string;
      readonly person: SignedIn;
      readonly key: string;
      readonly version: number | undefined;
      readonly reply: FastifyReply;
    },
  ): Promise<ActAnswerDto> {
    const { id, person, key, version, reply } = how;
    const answer = await workOnSigning(this.services.ports)({
      ...{ caseId: caseId(id), wish, by: person, key },
      ...(version !== undefined && { expectedVersion: version }),
    });
    return recordedAnswer(this.services, answer, reply);
  }
}

/** A name that no round can have is answered without troubling the ledger. */
function signingName(text: string): string {
  if (!/^[A-Za-z][A-Za-z0-9._-]{0,99}$/.test(text)) throw unknownResource('会签', 'round of signatures');
  return text;
}

import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
import type { GivenOpinion } from '../../engine/case/opinion/opinion.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { workAtDesk } from '../../usecases/work/work-at-desk.js';
import { Me } from '../auth/signed-in.decorator.js';
import { ActAnswerDto } from '../cases/act-answer.dto.js';
import { caseId } from '../cases/case-access.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { IfMatch } from '../headers/if-match.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { DeskReasonDto, ReadersBodyDto, ReferralAnswerDto } from './desk-body.dto.js';
import { opinionOf } from './opinion-body.dto.js';
import { recordedAnswer } from './recorded-answer.js';

const PROBLEMS = [400, 403, 404, 409, 412, 422];

/** What people do with a case beside its procedure: who reads it, what was asked of whom, and the work as a whole. */
@ApiTags('desk 工作台')
@Controller('v1/cases/:id')
export class CaseDeskController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('circulations')
  @Describe({
    zh: '传阅：请人阅知并确认已阅',
    en: 'circulate the case: those named read it and say so',
    ...{ requires: 'referCase', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  circulate(
    @Param('id') id: string,
    @Body() body: ReadersBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'circulate', to: body.to }, body, { id, person, key, reply });
  }

  @Post('copies')
  @Describe({
    zh: '抄送：使其可以阅知，不等待答复',
    en: 'send a copy: those named may read the case, and nobody waits for them',
    ...{ requires: 'referCase', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  copy(
    @Param('id') id: string,
    @Body() body: ReadersBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'copy', to: body.to }, body, { id, person, key, reply });
  }

  @Post('referrals/:referral/answers')
  @Describe({
    zh: '答复委派、加签，或者确认传阅已阅',
    en: 'answer what one was asked, or say that one has read it',
    ...{ requires: 'answerReferral', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  answer(
    @Param('id') id: string,
    @Param('referral') referral: string,
    @Body() body: ReferralAnswerDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const opinion = body.opinion && opinionOf(body.opinion);
    const command = { do: 'answer', referral: referralId(referral) } as const;
    return this.#do(command, {}, { id, person, key, reply, opinion });
  }

  @Post('referrals/:referral/recalls')
  @Describe({
    zh: '撤回委派、加签（减签）或者传阅',
    en: 'withdraw what one has asked',
    ...{ requires: 'referCase', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  recall(
    @Param('id') id: string,
    @Param('referral') referral: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const command = { do: 'recall', referral: referralId(referral) } as const;
    return this.#do(command, body, { id, person, key, reply });
  }

  @Post('suspensions')
  @Describe({
    zh: '挂起：工作暂停，法定期限照常计算',
    en: 'suspend the work; the law’s clocks go on',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  suspend(
    @Param('id') id: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'suspend' }, body, { id, person, key, reply, version });
  }

  @Post('resumptions')
  @Describe({
    zh: '恢复办理',
    en: 'go on with suspended work',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  resume(
    @Param('id') id: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'resume' }, body, { id, person, key, reply, version });
  }

  @Post('voidings')
  @Describe({
    zh: '作废：误立的案件，自始不发生效力，期限停止',
    en: 'void a case that was opened by mistake: it never had an effect, and its clocks stop',
    ...{ requires: 'performAct', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  voidCase(
    @Param('id') id: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'void' }, body, { id, person, key, reply, version });
  }

  async #do(command: DeskCommand, { reason }: DeskReasonDto, wish: DeskWish): Promise<ActAnswerDto> {
    const { id, person, key, reply, version, opinion } = wish;
    const answer = await workAtDesk(this.services.ports)({
      caseId: caseId(id),
      command: { ...command, ...(typeof reason === 'string' && { reason }) },
      ...(opinion && { opinion }),
      by: person,
      key,
      ...(version !== undefined && { expectedVersion: version }),
    });
    return recordedAnswer(this.services, answer, reply);
  }
}

interface DeskWish {
  readonly id: string;
  readonly person: SignedIn;
  readonly key: string;
  readonly reply: FastifyReply;
  readonly version?: number | undefined;
  readonly opinion?: GivenOpinion | undefined;
}

/** An id that no referral can have is answered without troubling the ledger. */
function referralId(text: string): string {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(text)) throw unknownResource('转请', 'referral');
  return text;
}

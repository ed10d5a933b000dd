import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
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
import { ConsultationBodyDto, DeskPersonDto, DeskReasonDto, ReassignmentBodyDto } from './desk-body.dto.js';
import { recordedAnswer } from './recorded-answer.js';

/** The statuses with which something at a desk can be refused. */
const PROBLEMS = [400, 403, 404, 409, 412, 422];

/** What people do with an open task beside its own acts: each with its reason and its own record. */
@ApiTags('desk 工作台')
@Controller('v1/cases/:id/tasks/:key')
export class TaskDeskController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('claims')
  @Describe({
    zh: '签收：此后由本人办理',
    en: 'claim the task: from then on it is one’s own',
    ...{ requires: 'holdTask', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  claim(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'claim', task: taskKey(task) }, body, { id, person, key, version, reply });
  }

  @Post('releases')
  @Describe({
    zh: '取消签收：退还本岗位',
    en: 'give a claimed task back to its post',
    ...{ requires: 'holdTask', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  release(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    return this.#do({ do: 'release', task: taskKey(task) }, body, { id, person, key, version, reply });
  }

  @Post('transfers')
  @Describe({
    zh: '转办：交给另一位有权办理的人员',
    en: 'pass the task on to another who may lawfully do it',
    ...{ requires: 'holdTask', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  transfer(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: DeskPersonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const command = { do: 'transfer', task: taskKey(task), to: body.to } as const;
    return this.#do(command, body, { id, person, key, version, reply });
  }

  @Post('reassignments')
  @Describe({
    zh: '改派：由有权的负责人将任务交给他人或者退还岗位',
    en: 'take a task from its holder and give it to another, or back to its post',
    ...{ requires: 'holdTask', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  reassign(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: ReassignmentBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const { to } = body;
    const command = {
      do: 'reassign',
      task: taskKey(task),
      ...(typeof to === 'string' && { to }),
    } as const;
    return this.#do(command, body, { id, person, key, version, reply });
  }

  @Post('delegations')
  @Describe({
    zh: '委派：请人代为准备，答复后回到本人',
    en: 'have somebody prepare the task; it comes back with his answer',
    ...{ requires: 'referCase', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  delegate(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: DeskPersonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const command = { do: 'delegate', task: taskKey(task), to: body.to } as const;
    return this.#do(command, body, { id, person, key, version, reply });
  }

  @Post('consultations')
  @Describe({
    zh: '加签：请人发表意见（前、并、后）',
    en: 'ask somebody for his opinion, before, beside or after one’s own act',
    ...{ requires: 'referCase', problems: PROBLEMS, key: true, version: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  consult(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: ConsultationBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @IfMatch() version: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const { to, place } = body;
    const command = { do: 'consult', task: taskKey(task), to, place } as const;
    return this.#do(command, body, { id, person, key, version, reply });
  }

  @Post('urges')
  @Describe({
    zh: '催办：提醒办理人员，工作时间送达',
    en: 'urge whoever has the task; the reminder comes in working hours',
    ...{ requires: 'readCase', problems: PROBLEMS, key: true },
  })
  @ApiCreatedResponse({ type: ActAnswerDto, description: '已留痕 · recorded' })
  urge(
    @Param('id') id: string,
    @Param('key') task: string,
    @Body() body: DeskReasonDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActAnswerDto> {
    const wish = { id, person, key, version: undefined, reply };
    return this.#do({ do: 'urge', task: taskKey(task) }, body, wish);
  }

  async #do(command: DeskCommand, { reason }: DeskReasonDto, wish: DeskWish): Promise<ActAnswerDto> {
    const { id, person, key, version, reply } = wish;
    const answer = await workAtDesk(this.services.ports)({
      caseId: caseId(id),
      command: { ...command, ...(typeof reason === 'string' && { reason }) },
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
  readonly version: number | undefined;
  readonly reply: FastifyReply;
}

const TASK_KEY = /^[A-Za-z][A-Za-z0-9.:_-]{0,199}$/;

/** A key that no task can have is answered without troubling the ledger. */
export function taskKey(text: string): string {
  if (!TASK_KEY.test(text)) throw unknownResource('待办', 'task');
  return text;
}

import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { runBatch, type BatchItem, type BatchResult } from '../../usecases/work/run-batch.js';
import { Me } from '../auth/signed-in.decorator.js';
import { barredProblem } from '../cases/barred-problem.js';
import { recordReceiptDto } from '../cases/record-receipt.dto.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { recordedOrProblem } from '../problems/answer-problem.js';
import { invalidRequest, Problem } from '../problems/problem.js';
import { problemDocument } from '../problems/problem-document.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { BatchBodyDto, BatchDto, type BatchDeskWord, BatchItemDto, BatchResultDto } from './batch.dto.js';
import { opinionOf } from './opinion-body.dto.js';

/** Longest key whose items' keys (`<key>#199`) are keys. */
const MAX_KEY = 196;

/** Many at once 批量办理: each by itself. */
@ApiTags('desk 工作台')
@Controller('v1/batches')
export class BatchesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @HttpCode(200)
  @Describe({
    zh: '批量办理：逐项各自留痕，各有结果；须逐件审议的行为不得批量',
    en: 'do many things, each with its own record and result; what must be considered one by one is refused',
    requires: 'performAct',
    problems: [400],
    key: true,
  })
  @ApiOkResponse({ type: BatchDto, description: '各项结果 · results' })
  async runBatch(
    @Body() body: BatchBodyDto,
    @Me() person: SignedIn,
    @IdempotencyKey() key: string,
    @WishedLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<BatchDto> {
    if (key.length > MAX_KEY) {
      throw invalidRequest(
        'header:Idempotency-Key',
        `批量办理的键不得超过 ${MAX_KEY} 个字符`,
        `the key of a batch has at most ${MAX_KEY} characters`,
      );
    }
    const items = body.items.map(itemOf);
    const results = await runBatch(this.services.ports)(items, person, key);
    const words = { language, traceId: request.id };
    const told = results.map((result, n) => resultDto(result, items[n]?.caseId ?? '', words));
    return { items: told, recorded: told.filter(({ outcome }) => outcome === 'recorded').length };
  }
}

function itemOf(item: BatchItemDto, n: number): BatchItem {
  const { caseId, act, desk, version } = item;
  if ((typeof act === 'string') === (typeof desk === 'string')) {
    throw invalidRequest(`/items/${n}`, 'act 和 desk 应填且只填一项', 'must have either act or desk');
  }
  const shared = {
    caseId,
    ...(item.opinion && { opinion: opinionOf(item.opinion) }),
    ...(typeof version === 'number' && { expectedVersion: version }),
  };
  if (typeof desk === 'string') return { kind: 'desk', ...shared, command: commandOf(desk, item, n) };
  return {
    ...{ kind: 'act', ...shared, act: act as string, input: item.input ?? {} },
    ...(item.occurredOn && { occurredOn: item.occurredOn }),
    ...(item.fields && { fields: item.fields }),
  };
}

function commandOf(desk: BatchDeskWord, item: BatchItemDto, n: number): DeskCommand {
  const { to = [] } = item;
  const task = (): string => item.task ?? missing(n, 'task');
  const one = (): string => (to.length === 1 ? (to[0] as string) : missing(n, 'to'));
  const reason = typeof item.reason === 'string' ? { reason: item.reason } : {};
  switch (desk) {
    case 'claim':
    case 'release':
    case 'urge':
      return { do: desk, task: task(), ...reason };
    case 'transfer':
      return { do: desk, task: task(), to: one(), ...reason };
    case 'reassign':
      return { do: desk, task: task(), ...(to.length > 0 && { to: one() }), ...reason };
    case 'circulate':
    case 'copy':
      return { do: desk, to: to.length > 0 ? to : missing(n, 'to'), ...reason };
    case 'answer':
      return { do: 'answer', referral: item.referral ?? missing(n, 'referral'), ...reason };
  }
}

function missing(n: number, field: 'task' | 'to' | 'referral'): never {
  throw invalidRequest(
    `/items/${n}/${field}`,
    field === 'to' ? '应填写对象；转办、改派限一人' : '应填写',
    field === 'to' ? 'must name whom; one person where a task is passed on' : 'must be given',
  );
}

function resultDto(
  result: BatchResult,
  caseId: string,
  words: { readonly language: Language; readonly traceId: string },
): BatchResultDto {
  try {
    if (result.outcome === 'unavailable') throw new Problem('unavailable');
    const barred = 'barredBy' in result && result.barredBy && barredProblem(result, result.barredBy);
    if (barred) throw barred;
    const { receipt, version } = recordedOrProblem(result);
    return { caseId, outcome: 'recorded', act: recordReceiptDto(receipt), version };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { recordId } = problem.details;
    const traceId = recordId?.replaceAll('-', '') ?? words.traceId;
    const told = problemDocument(problem, { ...words, traceId, instance: `/v1/cases/${caseId}` });
    const outcome = problem.code === 'unavailable' ? 'unavailable' : 'refused';
    return { caseId, outcome, problem: told };
  }
}

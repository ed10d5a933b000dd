import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { Requires, type Requirement } from '../powers/requirement.js';
import { ProblemDto } from '../problems/problem-document.js';

/** What the interface document says of an operation, beyond its types; and what the operation requires. */
export interface OperationNote {
  readonly zh: string;
  readonly en: string;
  readonly requires: Requirement;
  /** Statuses of the problems that the operation itself can answer. */
  readonly problems?: readonly number[];
  /** `Idempotency-Key` is required. */
  readonly key?: boolean;
  /** `If-Match` is honoured. */
  readonly version?: boolean;
}

/** Summary in both languages, declared power, authentication, headers and problem responses of an operation. */
export function Describe(note: OperationNote): MethodDecorator {
  const open = note.requires === 'public';
  const statuses = new Set([...(note.problems ?? []), ...(open ? [] : [401]), 503]);
  // What is hidden from whoever lacks the power is not there for him (404); everything else says what is missing.
  if (!open && note.requires !== 'signedIn' && !HIDING.has(note.requires)) statuses.add(403);
  return applyDecorators(
    Requires(note.requires),
    ApiOperation({ summary: `${note.zh} · ${note.en}`, ...({ 'x-power': note.requires } as object) }),
    ApiExtraModels(ProblemDto),
    ...(open ? [] : [ApiBearerAuth()]),
    ...(note.key ? [ApiHeader(IDEMPOTENCY_KEY)] : []),
    ...(note.version ? [ApiHeader(IF_MATCH)] : []),
    ...[...statuses].toSorted((a, b) => a - b).map((status) => problemResponse(status)),
  );
}

const HIDING: ReadonlySet<Requirement> = new Set(['readCase', 'holdTask', 'readLedger']);

function problemResponse(status: number): MethodDecorator {
  return ApiResponse({
    status,
    description: PROBLEM_WORDS[status] ?? '问题说明 · problem',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  });
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: true,
  description: '每个意愿一个键；重试用同一个键 · one key for each wish; the same key when retrying',
  schema: { type: 'string' as const, minLength: 1, maxLength: 200 },
};

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '读取案件时的 ETag；不一致则 412 · the ETag that the case was read with; 412 when it moved on',
  schema: { type: 'string' as const, example: '"v3"' },
};

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: '请求不正确 · the request is not as it must be',
  401: '需要令牌 · a token is needed',
  403: '无权 · the power is missing',
  404: '没有此项 · no such thing',
  409: '当前状态不允许 · the state does not allow it',
  412: '已被他人更新 · somebody was faster',
  422: '法律要求未满足 · the law’s requirements are not met',
  429: '尝试过多 · too many attempts',
  503: '暂时不可用 · unavailable for now',
};

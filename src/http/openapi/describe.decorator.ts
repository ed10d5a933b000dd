import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem-document.js';

/** Who may use an operation: anybody, whoever is signed in, or who holds a post. */
export type Audience = 'public' | 'signedIn' | 'officer';

/** What the interface document says of an operation, beyond its types. */
export interface OperationNote {
  readonly zh: string;
  readonly en: string;
  readonly audience: Audience;
  /** Statuses of the problems that the operation itself can answer. */
  readonly problems?: readonly number[];
  /** `Idempotency-Key` is required. */
  readonly key?: boolean;
  /** `If-Match` is honoured. */
  readonly version?: boolean;
}

/** Summary in both languages, authentication, headers and problem responses of an operation. */
export function Describe(note: OperationNote): MethodDecorator {
  const statuses = new Set([...(note.problems ?? []), ...(note.audience === 'public' ? [] : [401]), 503]);
  if (note.audience === 'officer') statuses.add(403);
  return applyDecorators(
    ApiOperation({
      summary: `${note.zh} · ${note.en}`,
      ...({ 'x-required-permission': note.audience } as object),
    }),
    ApiExtraModels(ProblemDto),
    ...(note.audience === 'public' ? [] : [ApiBearerAuth()]),
    ...(note.key ? [ApiHeader(IDEMPOTENCY_KEY)] : []),
    ...(note.version ? [ApiHeader(IF_MATCH)] : []),
    ...[...statuses].toSorted((a, b) => a - b).map((status) => problemResponse(status)),
  );
}

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
  503: '暂时不可用 · unavailable for now',
};

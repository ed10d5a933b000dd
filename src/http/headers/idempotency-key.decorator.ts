import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidRequest, Problem } from '../problems/problem.js';

/** `Idempotency-Key`: 1 to 200 visible ASCII characters, quotes optional. Required on every POST with effect. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (header === undefined || header === '') throw new Problem('idempotency-key-missing');
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : '';
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidRequest(
      'header:Idempotency-Key',
      '应为 1 至 200 个可见 ASCII 字符，且只能出现一次',
      'must be 1 to 200 visible ASCII characters, once',
    );
  }
  return key;
});

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from '../problems/problem.js';

/** `If-Match: "v3"` as the version 3; absent or `*`: not checked. Weak and listed tags are refused. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"v(0|[1-9]\d{0,14})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw invalidRequest(
      'header:If-Match',
      '应为读取案件时 ETag 的值，例如 "v3"',
      'must be one ETag as the case gave it, such as "v3"',
    );
  }
  return Number(version);
});

/** The entity tag of a version. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

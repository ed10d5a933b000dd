import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { unknownResource } from '../problems/problem.js';

/** The pseudonym that the address names. What cannot be one is nobody's (404), and never gets to the database. */
export const PersonInPath = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { person: string } }>>();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._:@/-]{0,119}$/u.test(params.person)) {
    throw unknownResource('账号', 'account');
  }
  return params.person;
});

import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Problem } from '../problems/problem.js';
import type { Person } from './person.js';

const PUBLIC = 'duecourse:public';

/** The route needs no token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** A request that passed the guard. */
export interface SignedIn extends FastifyRequest {
  person?: Person;
}

/**
 * Bearer tokens (RFC 6750). A token is known by its SHA-256 only and looked up for each request in what the directory
 * knew at most a second ago.
 */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    @Inject(HTTP_SERVICES) private readonly services: HttpServices,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem `unauthenticated` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<SignedIn>();
    const { authorization } = request.headers;
    if (authorization === undefined) throw unauthenticated();
    const token = /^Bearer +([A-Za-z0-9._~+/=-]{16,512})$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('invalid_request');
    const hash = createHash('sha256').update(token).digest('hex');
    const person = await this.services.ports.directory.byTokenHash(hash);
    if (!person) throw unauthenticated('invalid_token');
    request.person = person;
    return true;
  }
}

function unauthenticated(error?: 'invalid_request' | 'invalid_token'): Problem {
  const challenge = `Bearer realm="duecourse"${error ? `, error="${error}"` : ''}`;
  return new Problem('unauthenticated', { headers: { 'www-authenticate': challenge } });
}

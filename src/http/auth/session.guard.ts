import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { whoIs } from '../../usecases/identity/who-is.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { PIECE } from '../materials/upload-headers.js';
import { requirementOf } from '../powers/requirement.js';
import { Problem } from '../problems/problem.js';
import { fromOwnOrigin } from './own-origin.js';
import { readCookie } from './session-cookie.js';

/** A request that passed the guard. */
export interface SignedInRequest extends FastifyRequest {
  person?: SignedIn;
}

const SAFE_METHODS = new Set(['GET', 'HEAD']);
const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Who sends a request: by a bearer token (RFC 6750), or by the session cookie of a browser, looked up in the database
 * each time. What he may do is asked afterwards; a route that declares nothing needs somebody who is signed in.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(HTTP_SERVICES) private readonly services: HttpServices,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem `unauthenticated`, `cross-site-request` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (requirementOf(this.reflector, context) === 'public') return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    request.person = await this.personOf(request);
    return true;
  }

  private async personOf(request: FastifyRequest): Promise<SignedIn> {
    const { identity, publicUrl } = this.services;
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer +([A-Za-z0-9._~+/=-]{16,512})$/i.exec(authorization)?.[1];
      if (token === undefined) throw unauthenticated('invalid_request');
      const person = await whoIs(identity)(token, 'header');
      if (!person) throw unauthenticated('invalid_token');
      return person;
    }
    const secret = readCookie(cookie, 'session', publicUrl);
    const person = secret === undefined ? undefined : await whoIs(identity)(secret, 'cookie');
    if (!person) throw unauthenticated();
    refuseCrossSite(request, publicUrl);
    return person;
  }
}

/**
 * The browser adds the cookie by itself, whoever made it send the request. What changes something must prove that a
 * page of ours did, and carry what a form of another site cannot: an own header and a JSON body.
 */
function refuseCrossSite(request: FastifyRequest, publicUrl: string | null): void {
  const { method, headers } = request;
  if (SAFE_METHODS.has(method)) return;
  const type = headers['content-type'] ?? '';
  // Uploads have a header and a content type of their own, which no form of another site can send either.
  const upload = headers['tus-resumable'] !== undefined && (type === '' || type === PIECE);
  const json = upload || /^application\/json(?:\s*;|$)/i.test(type);
  const key = headers['idempotency-key'];
  const keyed = upload || (typeof key === 'string' && key !== '');
  if (fromOwnOrigin(request, publicUrl) === true && keyed && (json || !METHODS_WITH_BODY.has(method))) return;
  throw new Problem('cross-site-request');
}

function unauthenticated(error?: 'invalid_request' | 'invalid_token'): Problem {
  const challenge = `Bearer realm="duecourse"${error ? `, error="${error}"` : ''}`;
  return new Problem('unauthenticated', { headers: { 'www-authenticate': challenge } });
}

import type { FastifyRequest } from 'fastify';
import { beginProviderSignIn, finishProviderSignIn } from '../../usecases/identity/provider-sign-in.js';
import { readCookie, setCookie } from '../auth/session-cookie.js';
import type { HttpServices } from '../http-services.js';
import { Problem, unknownResource } from '../problems/problem.js';
import { signInProblem } from './sign-in-problem.js';

/** Where the browser goes, and the cookie that it keeps meanwhile. @throws Problem */
export async function beginAtProvider(
  services: HttpServices,
): Promise<{ readonly url: string; readonly cookie: string }> {
  const answer = await beginProviderSignIn(services.identity)();
  switch (answer.outcome) {
    case 'sent':
      return { url: answer.url, cookie: setCookie('flow', answer.browser, services.publicUrl) };
    case 'notConfigured':
      throw unknownResource('登录方式', 'way of signing in');
    case 'unavailable':
      throw problem(services, 'provider-unavailable', answer.why);
  }
}

/**
 * The token of the session that begins when the provider's answer holds.
 *
 * @param previous digest of the session under which the browser comes
 * @throws Problem
 */
export async function finishAtProvider(
  services: HttpServices,
  request: FastifyRequest,
  previous: string | undefined,
): Promise<string> {
  const { identity, publicUrl } = services;
  const at = request.url.indexOf('?');
  const answer = await finishProviderSignIn(identity)({
    query: at < 0 ? '' : request.url.slice(at + 1),
    browser: readCookie(request.headers.cookie, 'flow', publicUrl),
    address: request.ip,
    ...(previous !== undefined && { previous }),
  });
  switch (answer.outcome) {
    case 'signedIn':
      return answer.token;
    case 'notConfigured':
      throw unknownResource('登录方式', 'way of signing in');
    case 'brokenFlow':
      throw problem(services, 'sign-in-flow-broken', answer.why);
    case 'notProved':
      throw problem(services, 'identity-not-proved', answer.why);
    case 'unavailable':
      throw problem(services, 'provider-unavailable', answer.why);
    case 'unknownIdentity':
      throw new Problem('identity-unknown');
    case 'wrong':
    case 'notActive':
      throw signInProblem(answer, identity.wallClock(), '');
  }
}

/** What was wrong is told to the log, never to the browser. */
function problem(
  { log }: HttpServices,
  code: 'sign-in-flow-broken' | 'identity-not-proved' | 'provider-unavailable',
  why: string,
): Problem {
  log.warn({ code, why }, 'sign-in at the identity provider');
  return new Problem(code, code === 'provider-unavailable' ? { headers: { 'retry-after': '30' } } : {});
}

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidCursor } from '../../usecases/invalid-cursor.js';
import { describeStanding, LedgerBehind } from '../../usecases/log/ledger-behind.js';
import { NoSuchStream } from '../../usecases/no-such-stream.js';
import { StaleHead } from '../../usecases/stale-head.js';
import { Unavailable } from '../../usecases/unavailable.js';
import type { HttpLog } from '../http-services.js';
import { languageOf } from '../language.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { RouteTable } from '../route-table.js';
import { invalidRequest, Problem } from './problem.js';
import type { ProblemCode } from './problem-code.js';
import { problemDocument } from './problem-document.js';
import { PROBLEM_TYPES } from './problem-types.js';

/** Every error of every origin leaves as `application/problem+json`. The only place that does so. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: HttpLog,
    private readonly routes: RouteTable,
    private readonly metrics: HttpMetrics,
  ) {}

  /** Answers the request; logs defects and outages, never legal refusals. */
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemOf(error, request);
    this.metrics.problem(problem.code);
    this.report(problem, error, request);
    if (reply.sent) return;
    // A recorded refusal repeats word for word, so it carries its record's id, not this request's.
    const traceId = problem.details.recordId?.replaceAll('-', '') ?? request.id;
    const document = problemDocument(problem, {
      language: languageOf(request.headers['accept-language']),
      instance: request.url.split('?', 1)[0] ?? '/',
      traceId,
    });
    void reply
      .status(document.status)
      .headers({ vary: 'accept-language', ...problem.details.headers })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(document));
  }

  private problemOf(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    // Too many lost races are an overload, not a wish that the law refuses.
    if (error instanceof Unavailable || error instanceof StaleHead) {
      return new Problem('unavailable', { headers: { 'retry-after': '2' } }, { cause: error });
    }
    if (error instanceof LedgerBehind) {
      return new Problem('ledger-behind', { detail: behind(error) }, { cause: error });
    }
    if (error instanceof InvalidCursor) {
      return invalidRequest('query:after', '不是本服务给出的游标', 'is not a cursor that this service gave');
    }
    if (error instanceof NoSuchStream) return new Problem('unknown-resource', {}, { cause: error });
    const status = statusOf(error);
    if (status === 404) return this.missing(request);
    return new Problem(
      CODE_OF_STATUS[status] ?? (status < 500 ? 'invalid-request' : 'defect'),
      {},
      { cause: error },
    );
  }

  private missing(request: FastifyRequest): Problem {
    const allowed = this.routes.methodsFor(request.url);
    if (allowed.length === 0) return new Problem('unknown-route');
    return new Problem('method-not-allowed', { headers: { allow: allowed.join(', ') } });
  }

  private report(problem: Problem, error: unknown, request: FastifyRequest): void {
    const { status } = PROBLEM_TYPES[problem.code];
    if (status < 500) return;
    const cause = problem.cause ?? error;
    const fields = {
      traceId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      error: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
      ...(cause instanceof Error && status === 500 && { stack: cause.stack }),
    };
    if (status === 500) this.log.error(fields, 'defect');
    else this.log.warn(fields, 'unavailable');
  }
}

/** What is missing, and that reading goes on. */
function behind({ standing }: LedgerBehind): { zh: string; en: string } {
  const { zh, en } = describeStanding(standing);
  return { zh: `${zh}。可以查阅，不能写入。`, en: `Nothing is written: ${en}. Reading goes on.` };
}

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  413: 'body-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  431: 'headers-too-large',
  503: 'unavailable',
};

/** Nest's and Fastify's own errors say their status; anything else is a defect. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (
    error instanceof Error &&
    'statusCode' in error &&
    'code' in error &&
    String(error.code).startsWith('FST_')
  ) {
    return Number(error.statusCode);
  }
  return 500;
}

import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { parseBody } from './body/parse-body.js';
import { registerPieceParser } from './body/piece-body.js';
import { registerTableParser } from './body/table-body.js';
import { ValidationPipe } from './body/validation.pipe.js';
import { answerBrokenAddress, answerBrokenHttp } from './broken-http.js';
import type { HttpServices } from './http-services.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { INTERFACE_VERSION } from './openapi/interface-version.js';
import { openapiDocument } from './openapi/openapi-document.js';
import { checkDeclaredRoutes } from './powers/declared-routes.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { registerHooks } from './response-hooks.js';
import { RouteTable } from './route-table.js';
import { traceIdOf } from './trace.js';

/** How the server is to be. */
export interface HttpOptions {
  /** Bytes of a body at most. */
  readonly bodyLimit: number;
  /** Proxies whose `X-Forwarded-*` are believed. */
  readonly trustedProxies: readonly string[];
  readonly logger: LoggerService | false;
}

/**
 * The server over a module that holds `HttpModule`, initialised and not yet listening.
 *
 * @throws Defect for a route that does not declare what it requires
 */
export async function createHttpApplication(
  module: DynamicModule | Type,
  services: HttpServices,
  options: HttpOptions,
): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: traceIdOf,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: answerBrokenAddress,
    forceCloseConnections: 'idle',
  });
  adapter.getInstance().addHook('onRoute', ({ url, method }) => routes.add(url, [method].flat()));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: options.logger,
    abortOnError: false,
  });
  checkDeclaredRoutes(app);
  const metrics = app.get(HttpMetrics, { strict: false });
  registerHooks(adapter.getInstance(), services, metrics);
  registerBodyParser(adapter);
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(services.log, routes, metrics));
  serveInterfaceDocument(app);
  await app.init();
  await adapter.getInstance().ready();
  return app;
}

/** Where files of tables are read. */
const TABLES = ['/v1/organisation/imports', '/v1/cases/:id/consultations/:name/comment-imports'];

function registerBodyParser(adapter: FastifyAdapter): void {
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (problem) {
      done(problem as Error);
    }
  });
  registerTableParser(server, TABLES);
  registerPieceParser(server, '/v1/uploads/:id');
}

function serveInterfaceDocument(app: NestFastifyApplication): void {
  let text: string | undefined;
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: FastifyReply) => {
    text ??= JSON.stringify(openapiDocument(app, INTERFACE_VERSION));
    void reply.type('application/json; charset=utf-8').send(text);
  });
}

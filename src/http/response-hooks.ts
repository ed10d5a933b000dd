import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HttpServices } from './http-services.js';
import type { HttpMetrics } from './metrics/http-metrics.js';

const DOCS = /^\/docs(?:[/?]|$)/;
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
// Swagger UI sets styles on its elements; scripts come from here only.
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Headers that every response carries, the log line and the figures of each request. */
export function registerHooks(server: FastifyInstance, services: HttpServices, metrics: HttpMetrics): void {
  const simulated = services.ports.installation.mode === 'simulated';
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-trace-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': DOCS.test(request.url) ? DOCS_POLICY : API_POLICY,
      'cache-control': 'no-store',
    });
    done();
  });
  if (simulated) server.addHook('onSend', (_request, reply) => addSimulatedTime(reply, services));
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    services.log.info(
      {
        traceId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

async function addSimulatedTime(reply: FastifyReply, services: HttpServices): Promise<void> {
  try {
    void reply.header('x-simulated-time', await services.ports.now.now());
  } catch {
    // The answer itself says that the database is gone; without it nobody knows the simulated time.
    void reply.header('x-simulated-time', 'unknown');
  }
}

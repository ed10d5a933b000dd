import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './language.js';
import { Problem } from './problems/problem.js';
import { problemDocument } from './problems/problem-document.js';
import { traceIdOf } from './trace.js';

/** Answers bytes that are not HTTP, where no request exists yet that a filter could answer. */
export function answerBrokenHttp(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'malformed-http';
  const traceId = traceIdOf({ headers: {} });
  const document = problemDocument(new Problem(code), { language: 'zh', instance: '/', traceId });
  const body = Buffer.from(JSON.stringify(document));
  const head = [
    `HTTP/1.1 ${document.status} ${code === 'malformed-http' ? 'Bad Request' : 'Request Header Fields Too Large'}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  socket.destroySoon();
}

/** Answers an address that cannot be routed: it is broken or too long, and no filter is reached. */
export function answerBrokenAddress(
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = new Problem(error.statusCode === 414 ? 'uri-too-long' : 'malformed-http', {
    detail: { zh: '地址不能识别。', en: 'The address cannot be read.' },
  });
  const document = problemDocument(problem, {
    language: languageOf(request.headers['accept-language']),
    instance: '/',
    traceId: request.id,
  });
  void reply
    .status(document.status)
    .headers({ vary: 'accept-language', 'x-trace-id': request.id, 'x-content-type-options': 'nosniff' })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
}

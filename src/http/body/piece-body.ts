import type { FastifyInstance } from 'fastify';
import { PIECE } from '../materials/upload-headers.js';
import { Problem } from '../problems/problem.js';

/**
 * Leaves pieces of uploads as the streams that they are, at the one address that reads them; anywhere else they are as
 * unknown as before.
 */
export function registerPieceParser(server: FastifyInstance, address: string): void {
  server.addContentTypeParser(PIECE, (request, payload, done) => {
    if (request.routeOptions.url === address) done(null, payload);
    else done(new Problem('unsupported-media-type'));
  });
}

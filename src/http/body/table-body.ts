import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Media types of tables. */
export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Bytes of a file of tables at most. */
export const MOST_TABLE_BYTES = 10 * 1024 * 1024;

/**
 * Takes files of tables as bytes, at the addresses that read them; anywhere else they are as unknown as before.
 *
 * @param addresses routes at which they are taken
 */
export function registerTableParser(server: FastifyInstance, addresses: readonly string[]): void {
  const options = { parseAs: 'buffer', bodyLimit: MOST_TABLE_BYTES } as const;
  server.addContentTypeParser([CSV, XLSX], options, (request, body, done) => {
    if (addresses.includes(request.routeOptions.url ?? '')) done(null, body);
    else done(new Problem('unsupported-media-type'));
  });
}

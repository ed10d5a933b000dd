import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Media types of tables. */
export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Bytes of a file of tables at most. */
export const MOST_TABLE_BYTES = 10 * 1024 * 1024;

/**
 * Takes files of tables as bytes, at the one address that reads them; anywhere else they are as unknown as before.
 *
 * @param address route at which they are taken
 */
export function registerTableParser(server: FastifyInstance, address: string): void {
  const options = { parseAs: 'buffer', bodyLimit: MOST_TABLE_BYTES } as const;
  server.addContentTypeParser([CSV, XLSX], options, (request, body, done) => {
    if (request.routeOptions.url === address) done(null, body);
    else done(new Problem('unsupported-media-type'));
  });
}

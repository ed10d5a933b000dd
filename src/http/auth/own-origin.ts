import type { FastifyRequest } from 'fastify';

/**
 * Whether a browser sent the request from a page of ours: by `Sec-Fetch-Site`, which no page can set, and by `Origin`.
 * Undefined when it carries neither, as no browser's changing request does.
 *
 * @param publicUrl the origin that browsers use; null when it is whatever the request names
 */
export function fromOwnOrigin(
  request: Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>,
  publicUrl: string | null,
): boolean | undefined {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined && site === undefined) return undefined;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin === (publicUrl ?? `${request.protocol}://${request.host}`);
}

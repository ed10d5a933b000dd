import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Trace id of a request: from W3C `traceparent` when it is valid, otherwise new. 32 lower-case hex digits. */
export function traceIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const { traceparent } = request.headers;
  const given =
    typeof traceparent === 'string'
      ? /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(traceparent)
      : null;
  const id = given?.[1];
  return id === undefined || /^0+$/.test(id) ? randomBytes(16).toString('hex') : id;
}

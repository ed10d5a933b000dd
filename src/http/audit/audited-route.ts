import type { Requirement } from '../powers/requirement.js';

/** Powers by which routes outside `/v1/cases/:id` show cases and the ledger. */
const READS: ReadonlySet<Requirement> = new Set<Requirement>([
  ...(['readCase', 'readPersonal', 'auditCase', 'readLedger'] as const),
]);

/** POST addresses that only show; every other POST leaves a record of its own. */
const SHOWING = /\/(?:preflight|forecasts)$/;

/**
 * Whether an auditor's call of a route is put on record, and where: on the case that its address names, on the stream
 * that it names where that is a case, or on the stream of audits. Whatever is read under a case counts, so that nobody
 * who adds a route can forget it.
 */
export function auditedRoute(
  method: string,
  url: string,
  requires: Requirement | undefined,
): 'case' | 'stream' | 'list' | undefined {
  const shows = method === 'GET' || method === 'HEAD' || (method === 'POST' && SHOWING.test(url));
  if (!shows || requires === undefined || requires === 'public') return undefined;
  if (/^\/v1\/cases\/:id(?:\/|$)/.test(url)) return 'case';
  if (!READS.has(requires)) return undefined;
  return url.startsWith('/v1/streams/:id') ? 'stream' : 'list';
}

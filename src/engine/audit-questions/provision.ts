import type { LedgerRecord } from '../audit/record.js';

/** The articles that a record names, as `law article`. */
export function refersTo({ basis = [] }: LedgerRecord): readonly string[] {
  return [...new Set(basis.map(({ law, article }) => `${law} ${article}`))];
}

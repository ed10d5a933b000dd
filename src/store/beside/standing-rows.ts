import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { Append } from '../../usecases/ports.js';

/** How the stream stands to each case that it is about, after an append. */
export function standingRows({ streamStandings = [] }: Append): object | undefined {
  if (streamStandings.length === 0) return undefined;
  return streamStandings.map(({ caseId, name, standing }) => ({
    case_id: caseId,
    name,
    standing: canonicalJson(standing),
  }));
}

import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import type { OpenCaseRequest } from './act-answer.js';
import { caseStateOf, type ActContext } from './act-context.js';
import { isLibraryStream } from '../law/library-streams.js';
import { mayReadCase } from './may-read-case.js';
import type { Ports } from '../ports.js';

/**
 * Whether every related case that a request names stands in a relation that the procedure declares, is of the right
 * procedure, exists, and may be known to the person who asks.
 */
export async function knownRelations(
  ports: Ports,
  context: ActContext,
  procedure: CompiledProcedure,
  request: Pick<OpenCaseRequest, 'related' | 'by'>,
): Promise<boolean> {
  for (const [relation, cases] of Object.entries(request.related ?? {})) {
    const declared = procedure.definition.relations;
    if (!declared || !Object.hasOwn(declared, relation)) return false;
    for (const caseId of cases) {
      const head = isLibraryStream(caseId) ? undefined : await ports.ledger.head(caseId);
      if (head?.kind !== 'case') return false;
      const state = caseStateOf(head);
      const wanted = declared[relation]?.procedure;
      if (wanted !== undefined && wanted !== state.procedure) return false;
      if (!(await mayReadCase(ports, context, head, request.by))) return false;
    }
  }
  return true;
}

import type { CaseState } from '../engine/case/case-state.js';
import { nextLapse } from '../engine/case/lapse.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import { caseStateOf, readContext, type ActContext } from './act-context.js';
import { procedureOf } from './perform-act.js';
import type { Ports } from './ports.js';

/** A case as the law has it at this moment, whether or not the sweep has been by. */
export interface LawfulCase {
  readonly procedure: CompiledProcedure;
  readonly state: CaseState;
  readonly version: number;
  readonly context: ActContext;
}

/** Reads a case without writing; lapses that are due are applied to what is shown. Undefined: no such case. */
export async function readCase(ports: Ports, caseId: string): Promise<LawfulCase | undefined> {
  const [head, context] = await Promise.all([ports.ledger.head(caseId), readContext(ports)]);
  if (!head || head.kind !== 'case') return undefined;
  const procedure = await procedureOf(ports, head);
  let state = caseStateOf(head);
  for (let lapse = nextLapse(procedure, state, context.world); lapse;) {
    state = lapse.state;
    lapse = nextLapse(procedure, state, context.world);
  }
  return { procedure, state, version: head.version, context };
}

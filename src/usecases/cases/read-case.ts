import type { CaseState } from '../../engine/case/case-state.js';
import type { Actor } from '../../engine/case/command.js';
import { nextLapse } from '../../engine/case/lapse.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { caseStateOf, readContext, type ActContext } from './act-context.js';
import { procedureOf } from './case-on-hand.js';
import type { Ports } from '../ports.js';
import { caseWorld, underPowers, type Asker } from '../powers/power-facts.js';
import { besideCase } from '../streams/beside-case.js';

/** A case as the law has it at this moment, whether or not the sweep has been by. */
export interface LawfulCase {
  readonly procedure: CompiledProcedure;
  readonly state: CaseState;
  readonly version: number;
  readonly context: ActContext;
}

/** A case with the person who looks at it. */
export interface LawfulCaseFor extends LawfulCase {
  readonly actor: Actor;
}

/** Reads a case as it stands to a person: with his capacities there, and knowing who is barred from it. */
export async function readCaseFor(
  ports: Ports,
  caseId: string,
  asker: Asker,
): Promise<LawfulCaseFor | undefined> {
  const found = await readCase(ports, caseId);
  if (!found) return undefined;
  const { state, context, procedure } = found;
  const { actor, context: known } = await underPowers(ports, context, { caseId, state }, asker);
  return { ...found, actor, context: await besideCase(ports, known, procedure.definition, caseId) };
}

/** Reads a case without writing; lapses that are due are applied to what is shown. Undefined: no such case. */
export async function readCase(ports: Ports, caseId: string): Promise<LawfulCase | undefined> {
  const head = await ports.ledger.head(caseId);
  if (!head || head.kind !== 'case') return undefined;
  const context = await readContext(ports, head.organisationVersion);
  const procedure = await procedureOf(ports, head);
  const before = caseStateOf(head);
  if (!nextLapse(procedure, before, context.world)) {
    return { procedure, state: before, version: head.version, context };
  }
  // A lapse may begin a round of signatures: who is asked is the organisation's to say.
  const { world } = await caseWorld(ports, context, caseId, before);
  let state = before;
  for (let lapse = nextLapse(procedure, state, world); lapse;) {
    state = lapse.state;
    lapse = nextLapse(procedure, state, world);
  }
  return { procedure, state, version: head.version, context };
}

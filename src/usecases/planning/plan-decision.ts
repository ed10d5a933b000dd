import { latestDecision, type LatestDecision } from '../../engine/case/explain/latest-decision.js';
import { today } from '../../engine/case/world.js';
import type { FieldProblem } from '../../engine/clock/json-fields.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Plan } from '../../engine/plan/plan.js';
import { planInPieces, type PlanQuestion } from '../../engine/plan/plan-decision.js';
import { postsAlone } from '../../engine/powers/stand-in-check.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import { readAssumptions } from './read-assumptions.js';

/** A plan with the version of the procedure that it was made under, or why there is none. */
export type PlanAnswer<More = unknown> =
  | ({ readonly outcome: 'planned'; readonly plan: Plan; readonly procedure: CompiledProcedure } & More)
  | { readonly outcome: 'unknown'; readonly what: 'procedure' | 'case' }
  | { readonly outcome: 'invalid'; readonly problems: readonly FieldProblem[] };

/** Plans a matter of which nothing has been filed, under the version of a procedure in force on the first day, or one named by digest. */
export function planUnfiled(
  ports: Ports,
): (wish: {
  readonly procedure: string;
  readonly digest?: string;
  readonly from?: CivilDate;
  readonly assumptions: unknown;
}) => Promise<PlanAnswer> {
  return async ({ procedure: name, digest, from: first, assumptions: supposed }) => {
    const now = await ports.now.now();
    const { zone } = ports.installation;
    const from = first ?? today({ now, zone });
    const found =
      digest === undefined
        ? await ports.catalogue.inForce(name, from)
        : await ports.catalogue.byDigest(digest);
    if (!found || found.definition.procedure !== name) return { outcome: 'unknown', what: 'procedure' };
    const { assumptions, problems } = readAssumptions(supposed, found.definition);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const { calendar } = await ports.calendars.knownAt(now);
    const world = { now, zone, calendar, checkInput: ports.checkInput, checkPower: postsAlone };
    const plan = await planned({ procedure: found, state: null, from, assumptions, world });
    return { outcome: 'planned', plan, procedure: found };
  };
}

/**
 * Plans how a case can go on from today, and says until when it must be decided. Unknown too where the person may not know of
 * it.
 */
export function planCase(
  ports: Ports,
): (wish: {
  readonly caseId: string;
  readonly assumptions?: unknown;
  readonly by: Asker;
}) => Promise<PlanAnswer<{ readonly limit: LatestDecision }>> {
  return async ({ caseId, assumptions: supposed, by }) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return { outcome: 'unknown', what: 'case' };
    const { procedure, state, context } = found;
    const { assumptions, problems } = readAssumptions(supposed, procedure.definition);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const { world } = context;
    const limit = latestDecision(procedure, state, world);
    const plan = await planned({ procedure, state, from: today(world), assumptions, world });
    // What must be done by a day that is not certain is as provisional as a plan that reaches so far.
    const uncertain = Object.values(state.clocks).some((run) => run.state === 'running' && run.provisional);
    const provisional = plan.provisional || uncertain;
    return { outcome: 'planned', plan: { ...plan, provisional }, procedure, limit };
  };
}

/**
 * Looks for the plan in pieces of Node's one thread, so that the acts of others need not wait for it. A worker thread
 * would have to be given the compiled procedure and the calendar anew; the search stops between its pieces anyway.
 */
async function planned(question: PlanQuestion): Promise<Plan> {
  const planning = planInPieces(question);
  for (let next = planning.next(); ; next = planning.next()) {
    if (next.done === true) return next.value;
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

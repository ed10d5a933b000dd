import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { basisList } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import type { Decision } from '../decision.js';
import { refusal, type Refusal, type RefusalCode, type Unmet } from '../refusal.js';

/** Reasons for which nothing else about an attempt was looked at. */
const NOTHING_ELSE: ReadonlySet<RefusalCode> = new Set(['unknown-act', 'not-in-this-state', 'case-ended']);

/** The decision with what else stands against it: all of it is told at once. */
export function withMoreUnmet(
  procedure: CompiledProcedure,
  state: CaseState,
  decision: Decision | Refusal,
  more: readonly Unmet[],
): Decision | Refusal {
  const [first] = more;
  if (!first || (decision.refused && NOTHING_ELSE.has(decision.code))) return decision;
  if (!decision.refused) return refusal(first.code, procedure, state, [], more);
  return refusal(decision.code, procedure, state, [], [...decision.unmet, ...more]);
}

/** 个别审议: an act that the law wants considered one by one is not done as one of many. */
export function individualConsideration({ definition }: CompiledProcedure, name: string): readonly Unmet[] {
  const act = Object.hasOwn(definition.acts, name) ? definition.acts[name] : undefined;
  if (!act?.individual) return [];
  return [
    {
      code: 'individual-consideration',
      say: {
        zh: '本行为须逐件审议，不得批量办理；请打开案件单独办理',
        en: 'this act is considered case by case and never as one of many; open the case and do it there',
      },
      basis: basisList(act.basis),
    },
  ];
}

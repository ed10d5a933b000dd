import { Defect } from '../defect.js';
import type { ChartAction, TakenParams, TaskParams } from './chart-config.js';
import type { ChartEffect } from './compiled-procedure.js';

/** An action as XState returns it: named data. */
export interface ReturnedAction {
  readonly type: string;
  readonly params?: unknown;
}

/** What a step did, sorted out of the actions that XState returned. */
export interface StepActions {
  readonly effects: readonly ChartEffect[];
  readonly taken: readonly TakenParams[];
}

/**
 * Turns returned actions into effects. A clock or task that is left and entered in the same step goes on, and one
 * that is only passed through never began: what cancels out is dropped.
 *
 * @throws Defect for an action outside the vocabulary.
 */
export function netEffects(actions: readonly ReturnedAction[]): StepActions {
  const taken: TakenParams[] = [];
  const balance = new Map<string, number>();
  const candidates: { readonly name: string; readonly sign: 1 | -1; readonly effect: ChartEffect }[] = [];
  for (const action of actions) {
    const named = asChartAction(action);
    if (named.type === 'transition.take') {
      taken.push(named.params);
      continue;
    }
    const candidate = candidateOf(named);
    candidates.push(candidate);
    balance.set(candidate.name, (balance.get(candidate.name) ?? 0) + candidate.sign);
  }
  const effects: ChartEffect[] = [];
  for (const { name, sign, effect } of candidates) {
    if (balance.get(name) !== sign) continue;
    effects.push(effect);
    balance.set(name, 0);
  }
  return { effects, taken };
}

function candidateOf(action: Exclude<ChartAction, { readonly type: 'transition.take' }>): {
  readonly name: string;
  readonly sign: 1 | -1;
  readonly effect: ChartEffect;
} {
  switch (action.type) {
    case 'clock.start':
    case 'clock.stop': {
      const { clock } = action.params;
      return {
        name: `clock ${clock}`,
        sign: action.type === 'clock.start' ? 1 : -1,
        effect: { type: action.type, clock },
      };
    }
    case 'task.open': {
      const params: TaskParams = action.params;
      return { name: `task ${params.key}`, sign: 1, effect: { type: 'task.open', ...params } };
    }
    case 'task.close': {
      const { key } = action.params;
      return { name: `task ${key}`, sign: -1, effect: { type: 'task.close', key } };
    }
  }
}

const VOCABULARY: ReadonlySet<string> = new Set([
  'clock.start',
  'clock.stop',
  'task.open',
  'task.close',
  'transition.take',
]);

function asChartAction(action: ReturnedAction): ChartAction {
  if (!VOCABULARY.has(action.type))
    throw new Defect(`the statechart returned the unknown action "${action.type}"`);
  // Actions come from chart-config.ts only, which gives each its params.
  return action as ChartAction;
}

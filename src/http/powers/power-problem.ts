import { missingPower } from '../../engine/powers/missing-power.js';
import type { PowerAction } from '../../engine/powers/power-question.js';
import { Problem, type UnmetItem } from '../problems/problem.js';

/** A refused power as a 403 with every reason that there is; the first one's code is the problem's. */
export function powerProblem(action: PowerAction, reasons: readonly UnmetItem[]): Problem {
  const [first = missingPower(action), ...others] = reasons;
  return new Problem(first.code, {
    unmet: [first, ...others].map(({ code, say, basis }) => ({ code, say, basis })),
  });
}

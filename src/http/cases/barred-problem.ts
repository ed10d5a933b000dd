import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { ActAnswer } from '../../usecases/cases/act-answer.js';
import { Problem } from '../problems/problem.js';

/**
 * What somebody is told of his refused attempt in a case that he may not read: what bars him from it, and the record
 * that the attempt left. Not its version, nor what its state allows, nor which of its requirements are unmet. Undefined:
 * the answer may be told as it is.
 *
 * @param denials what keeps him from reading the case
 */
export function barredProblem(answer: ActAnswer, denials: readonly PolicyReason[]): Problem | undefined {
  if (answer.outcome !== 'refused' && answer.outcome !== 'stale') return undefined;
  const bars = denials.filter(({ code }) => code !== 'scope-missing');
  // A token for one act that may not read learns why that act is refused, and of any other that it is not in its scopes.
  const outOfScope =
    answer.outcome === 'refused' ? answer.refusal.unmet.filter(({ code }) => code === 'scope-missing') : [];
  const [first, ...others] = bars.length > 0 ? bars : outOfScope;
  if (!first) return undefined;
  return new Problem(first.code, {
    unmet: [first, ...others].map(({ code, say, basis }) => ({ code, say, basis })),
    recordId: answer.receipt.id,
  });
}

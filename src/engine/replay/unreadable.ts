import { NotCanonical } from '../audit/canonical-form.js';
import { Defect } from '../defect.js';

/**
 * Whether a record is no step that the engine can read: what it holds fits nowhere, or has not the form that everything
 * written has. Rules and folds are pure, so that nothing but the record can be the reason.
 */
export function isUnreadable(problem: unknown): problem is Error {
  return problem instanceof Defect || problem instanceof NotCanonical || problem instanceof TypeError;
}

import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';

/** Folds which fields of the form are filled in, and where their values are. */
export function evolveForm(state: CaseState, { form }: CaseEvent): CaseState {
  if (!form) return state;
  const filled = Object.fromEntries(form.filled.map((field) => [field, form.record]));
  return { ...state, form: { ...state.form, ...filled } };
}

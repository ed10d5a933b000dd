import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { procedureFrom } from './procedures.js';

/** Where the made-up decision with a draft beside it is written. */
export const DRAFT_PROCEDURE = 'test/engine/draft/fixtures/draft-procedure.yaml';

/** The made-up decision with a draft beside it: kept by `reviewer`, reviewed by `chair`. */
export function draftProcedure(): CompiledProcedure {
  return procedureFrom(DRAFT_PROCEDURE);
}

import type { ComposedDocument } from '../../src/engine/case/documents/composed-document.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { compiledLicence, Stage, workedCases } from './licence-cases.js';

/** A document that a worked case issues. */
export interface IssuedPaper {
  readonly scenario: Scenario;
  /** 0-based index of the step that issues it. */
  readonly step: number;
  readonly paper: ComposedDocument;
}

/** Every document that the worked cases of the licence issue, in the order of the cases and their steps. */
export function issuedPapers(
  procedure: CompiledProcedure = compiledLicence(),
  stage: Stage = new Stage(),
): readonly IssuedPaper[] {
  return workedCases().flatMap((scenario) =>
    stage
      .play(procedure, scenario)
      .outcomes.flatMap(({ issued }, step) => (issued ? [{ scenario, step, paper: issued }] : [])),
  );
}

/** One of each document of the licence, as the first worked case that issues it has it. */
export function samplePapers(papers = issuedPapers()): ReadonlyMap<string, ComposedDocument> {
  const samples = new Map<string, ComposedDocument>();
  for (const { paper } of papers) if (!samples.has(paper.document)) samples.set(paper.document, paper);
  return samples;
}

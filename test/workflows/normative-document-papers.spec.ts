import { describe, expect, it } from '@jest/globals';
import type { ComposedDocument } from '../../src/engine/case/documents/composed-document.js';
import { documentText } from '../../src/engine/case/documents/plain-text.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { DocumentField } from '../../src/engine/law/document-definition.js';
import type { Definition, DocumentDefinition } from '../../src/engine/law/definition.js';
import { isFieldMap } from '../../src/engine/law/document-names.js';
import { compileProcedure } from '../../src/engine/statechart/compile.js';
import { approvedText } from './approved-text.js';
import { Stage } from './licence-cases.js';
import { compiledNormativeDocument, workedDocuments } from './normative-document-cases.js';

const procedure = compiledNormativeDocument();
const { definition } = procedure;
const stage = new Stage();
const names = Object.keys(definition.documents);

interface Issued {
  readonly scenario: Scenario;
  readonly step: number;
  readonly paper: ComposedDocument;
}

const issued: readonly Issued[] = workedDocuments().flatMap((scenario) =>
  stage
    .play(procedure, scenario)
    .outcomes.flatMap(({ issued: paper }, step) => (paper ? [{ scenario, step, paper }] : [])),
);

/** The papers of a normative document, row by row, with what each is in the definition. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  '送审稿、说明': ['submissionNote'],
  '征求意见、采纳说明': ['opinionsSummary'],
  公平竞争审查结论: ['competitionConclusion'],
  合法性审核意见书: ['legalityOpinion'],
  审议记录: ['deliberationRecord'],
  '登记编号、公布、备案报告': ['registration', 'publicationNotice', 'filingReport'],
  '评估、清理结论': ['evaluationConclusion', 'cleanUpConclusion'],
  备案审查纠正意见: ['correctionDemand'],
};

describe('the papers of a normative document', () => {
  it('are all there, and each is issued by a worked document', () => {
    expect(Object.values(ROWS).flat().toSorted()).toEqual(names.toSorted());
    expect([...new Set(issued.map(({ paper }) => paper.document))].toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s reads as approved', (name) => {
    const found = issued.filter(({ paper }) => paper.document === name).map(asText);
    expect(found.join('\n')).toBe(approvedText(name, found.join('\n'), 'normative-document'));
  });

  it('leave no brace, no "null" and no date of a machine in their texts', () => {
    for (const { paper } of issued) {
      expect(documentText(paper)).not.toMatch(/[{}]|null|undefined|\d{4}-\d{2}-\d{2}|true|false|\.\./);
    }
  });

  it('say which version of the draft they are about where that matters', () => {
    for (const name of ['competitionConclusion', 'legalityOpinion', 'deliberationRecord']) {
      const texts = issued
        .filter(({ paper }) => paper.document === name)
        .map(({ paper }) => documentText(paper));
      expect(texts.every((text) => /第1稿/.test(text))).toBe(true);
    }
  });

  it.each(names)('%s is not issued with a mandatory field missing', (name) => {
    const issue = issued.find(({ paper }) => paper.document === name) as Issued;
    expect(fieldsOf(name).length).toBeGreaterThan(4);
    expect(fieldsOf(name).filter((field) => !isRefusedWithout(name, field, issue))).toEqual([]);
  });
});

function asText({ scenario, step, paper }: Issued): string {
  return `== ${scenario.scenario}, ${scenario.steps[step]?.on ?? ''} ==\n${documentText(paper)}`;
}

function fieldsOf(name: string): readonly string[] {
  const { fields } = definition.documents[name] as DocumentDefinition;
  return isFieldMap(fields) ? Object.keys(fields) : [];
}

/** Plays the document in which the value of one field is nowhere: its sources are silent and nobody answers. */
function isRefusedWithout(name: string, field: string, { scenario, step }: Issued): boolean {
  const { [field]: _answer, ...ask } = scenario.steps[step]?.ask ?? {};
  const steps = scenario.steps
    .slice(0, step + 1)
    .map((one, at) => (at === step ? { ...one, ask } : one))
    .filter(({ issue }, at) => at === step || issue !== name);
  const compiled = compileProcedure(withSilence(name, field), procedure.digest);
  const { refusal } = stage.play(compiled, { ...scenario, steps }).outcomes.at(-1) ?? {};
  return refusal?.unmet.length === 1 && refusal.unmet[0]?.code === 'document-field-missing';
}

function withSilence(name: string, field: string): Definition {
  const document = definition.documents[name] as DocumentDefinition;
  const fields = document.fields as Readonly<Record<string, DocumentField>>;
  const { from: _from, otherwise: _otherwise, ...rest } = fields[field] as DocumentField;
  const silenced = { ...fields, [field]: { ...rest, from: 'null' } };
  return { ...definition, documents: { ...definition.documents, [name]: { ...document, fields: silenced } } };
}

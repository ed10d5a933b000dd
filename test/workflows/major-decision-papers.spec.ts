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
import { compiledDecision, workedDecisions } from './major-decision-cases.js';

const procedure = compiledDecision();
const { definition } = procedure;
const stage = new Stage();
const names = Object.keys(definition.documents);

interface Issued {
  readonly scenario: Scenario;
  readonly step: number;
  readonly paper: ComposedDocument;
}

const issued: readonly Issued[] = workedDecisions()
  .filter(({ steps }) => steps.some(({ issue }) => issue !== undefined))
  .flatMap((scenario) =>
    stage
      .play(procedure, scenario)
      .outcomes.flatMap(({ issued: paper }, step) => (paper ? [{ scenario, step, paper }] : [])),
  );

/** The papers of a decision, row by row, with what each is in the definition. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  决策事项目录: ['catalogueEntry'],
  '决策建议书、研究论证报告': ['recommendation', 'studyReport'],
  启动决定: ['startDecision'],
  '草案、起草说明': ['draftingNote'],
  '部门协商、争议说明': ['consultationStatement'],
  征求意见公告: ['solicitationNotice'],
  公众意见汇总及采纳情况说明: ['opinionsSummary'],
  '听证公告、参加人名单、材料送达回证、听证会记录、听证报告': [
    ...['hearing.announcement', 'hearing.participantList', 'hearing.materialsReceipt'],
    ...['hearing.record', 'hearing.report'],
  ],
  '专家选取记录、利害关系声明、保密承诺': ['expertSelection'],
  专家论证意见: ['expertOpinion'],
  专家意见采纳情况: ['expertAdoption'],
  风险评估报告: ['riskReport'],
  '公平竞争审查结论、初审意见': ['competition.conclusion', 'competition.initialOpinion'],
  '送审函、履行程序说明': ['reviewRequest', 'supplementNotice'],
  合法性审查意见书: ['legalityOpinion'],
  上会材料包: ['bundle'],
  请示报告: ['partyReport', 'partyReply'],
  '决策公布件、采纳说明、解读': ['decision', 'withholdingDecision'],
  '执行分工、执行报告、问题报告、中止和调整决定': [
    ...['executionAssignment', 'executionReport', 'problemReport', 'suspension', 'adjustment'],
  ],
  '后评估方案、报告': ['evaluationPlan', 'evaluationReport'],
  归档目录: ['archiveCatalogue'],
};

describe('the papers of a decision', () => {
  it('are all there, and each is issued by a worked decision; the minutes are those of the meeting itself', () => {
    expect(Object.values(ROWS).flat().toSorted()).toEqual(names.toSorted());
    expect([...new Set(issued.map(({ paper }) => paper.document))].toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s reads as approved', (name) => {
    const found = issued.filter(({ paper }) => paper.document === name).map(asText);
    expect(found.join('\n')).toBe(approvedText(name, found.join('\n'), 'major-decision'));
  });

  it('leave no brace, no "null" and no date of a machine in their texts', () => {
    for (const { paper } of issued)
      expect(documentText(paper)).not.toMatch(/[{}]|null|undefined|\d{4}-\d{2}-\d{2}|true|false|\.\./);
  });

  it('tell of what goes on beside the case as it stood for the act that ordered them', () => {
    const summary = issued.find(({ paper }) => paper.document === 'opinionsSummary') as Issued;
    const later = { ...summary.scenario.steps[summary.step], streams: { solicitation: { received: 99 } } };
    const steps = summary.scenario.steps.with(summary.step, later as Scenario['steps'][number]);
    const played = stage.play(procedure, { ...summary.scenario, steps: steps.slice(0, summary.step + 1) });
    expect(played.outcomes.at(-1)?.issued?.fields['公开征求意见收到的意见数']).toBe('31');
    const ordering = played.outcomes.find(({ step }) => step.act === 'concludeParticipation');
    expect(ordering?.event?.seen?.['solicitation']?.standing).toMatchObject({ received: 31, adopted: 2 });
  });

  it.each(names)(
    '%s is not issued while a mandatory field is missing: each one that is, is named',
    (name) => {
      const issue = issued.find(({ paper }) => paper.document === name) as Issued;
      const fields = fieldsOf(name);
      expect(fields.length).toBeGreaterThan(3);
      expect(missingWithout(name, fields, issue)).toEqual(fields);
    },
  );
});

function asText({ scenario, step, paper }: Issued): string {
  return `== ${scenario.scenario}, ${scenario.steps[step]?.on ?? ''} ==\n${documentText(paper)}`;
}

function fieldsOf(name: string): readonly string[] {
  const { fields } = definition.documents[name] as DocumentDefinition;
  return isFieldMap(fields) ? Object.keys(fields) : [];
}

/** Plays the decision in which the fields come from nowhere, and nobody answers for them: those named as missing. */
function missingWithout(
  name: string,
  fields: readonly string[],
  { scenario, step }: Issued,
): readonly string[] {
  const steps = scenario.steps
    .slice(0, step + 1)
    .map((one, at) => (at === step ? { ...one, ask: {} } : one))
    .filter(({ issue }, at) => at === step || issue === undefined);
  const compiled = compileProcedure(withSilence(name, fields), procedure.digest);
  const { refusal } = stage.play(compiled, { ...scenario, steps }).outcomes.at(-1) ?? {};
  const { basis } = definition.documents[name] as DocumentDefinition;
  return (refusal?.unmet ?? []).flatMap(({ code, say, basis: on }) => {
    const { zh } = say as { readonly zh: string };
    const named = code === 'document-field-missing' && on.join() === [basis].flat().join();
    return named ? fields.filter((field) => zh.includes(`“${field}”`)) : [];
  });
}

function withSilence(name: string, silent: readonly string[]): Definition {
  const document = definition.documents[name] as DocumentDefinition;
  const fields = Object.entries(document.fields as Readonly<Record<string, DocumentField>>).map(
    ([field, { from, otherwise, ...rest }]) => [
      field,
      silent.includes(field) ? { ...rest, from: 'null' } : { ...rest, from, otherwise },
    ],
  );
  const silenced = { ...document, fields: Object.fromEntries(fields) as DocumentDefinition['fields'] };
  return { ...definition, documents: { ...definition.documents, [name]: silenced as DocumentDefinition } };
}

import { describe, expect, it } from '@jest/globals';
import type { ComposedDocument } from '../../src/engine/case/documents/composed-document.js';
import { documentText } from '../../src/engine/case/documents/plain-text.js';
import { SAMPLE_ORGAN } from '../../src/engine/case/scenario/scenario-office.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Definition } from '../../src/engine/law/definition.js';
import { fieldsFor } from '../../src/engine/law/document-names.js';
import { compileProcedure } from '../../src/engine/statechart/compile.js';
import { approvedNames, approvedText } from './approved-text.js';
import { compiledLicence, Stage } from './licence-cases.js';
import {
  definitionOf,
  documentsIssued,
  fieldsLeftOut,
  firstOfEach,
  withDocument,
} from './mandatory-fields.js';
import { issuedPapers, samplePapers, type IssuedPaper } from './licence-papers.js';

const licence = compiledLicence();
const { definition } = licence;
const stage = new Stage();
const papers = issuedPapers(licence, stage);
const documents = Object.keys(definition.documents);

/** The statutory documents of a licence, row by row, with what each is in the definition. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  行政许可申请书: ['application'],
  材料接收凭证: ['materialsReceipt'],
  补正材料一次性告知书: ['correctionNotice'],
  受理通知书: ['acceptanceNotice'],
  不受理告知书: ['noLicenceNotice'],
  不予受理决定书: ['notAcceptedDecision'],
  视为受理记录: ['deemedAcceptanceRecord'],
  '容缺受理通知书、承诺书': ['gapNotice', 'gapPromise'],
  告知承诺书: ['commitment'],
  '核查（勘验）笔录': ['checkRecord'],
  利害关系人告知书: ['interestedPartyNotice'],
  陈述申辩笔录: ['statementRecord'],
  听证告知书: ['hearing.rightNotice'],
  '听证申请书、放弃声明': ['hearing.application', 'hearing.waiver'],
  听证公告: ['hearing.announcement'],
  听证通知书: ['hearing.notice'],
  听证笔录: ['hearing.minutes'],
  回避决定书: ['hearing.recusalDecision'],
  特别程序告知书: ['excludedTimeNotice'],
  '延长期限审批表、告知书': ['extensionApproval', 'extensionNotice'],
  初审意见移送函: ['firstReviewOpinion'],
  准予行政许可决定书: ['grantDecision'],
  不予行政许可决定书: ['refusalDecision'],
  行政许可证件: ['certificate'],
  送达回证: ['serviceReceipt'],
  '变更、延续、不予延续决定书，视为延续记录': [
    ...['changeDecision', 'changeRefusal', 'renewalDecision', 'renewalRefusal', 'deemedRenewalRecord'],
  ],
  '撤销、撤回、注销决定书': ['revocationDecision', 'recallDecision', 'deregistrationRecord'],
  监督检查记录: ['supervisionRecord'],
  终止审查决定书: ['terminationDecision'],
};

/** What goes against somebody and tells him what he can do about it (许可法 38.2). */
const ADVERSE = [
  ...['notAcceptedDecision', 'refusalDecision', 'changeRefusal', 'renewalRefusal', 'recallDecision'],
  ...['revocationDecision', 'deregistrationRecord', 'terminationDecision'],
];

describe('the statutory documents of a licence', () => {
  it('are all there, and each is issued by a worked case', () => {
    expect(Object.keys(ROWS)).toHaveLength(29);
    const issued = new Set(papers.map(({ paper }) => paper.document));
    expect(documents.filter((document) => !issued.has(document))).toEqual([]);
    expect(
      Object.values(ROWS)
        .flat()
        .filter((document) => !issued.has(document)),
    ).toEqual([]);
  });

  it.each(documents)('%s reads as approved', (document) => {
    const found = papers.filter(({ paper }) => paper.document === document).map(asText);
    expect(found.join('\n')).toBe(approvedText(document, found.join('\n')));
  });

  it('have no approved text that nobody issues', () => {
    expect(approvedNames().filter((name) => !documents.includes(name))).toEqual([]);
  });

  it('say who, in which matter, by which law and whom to ask, wherever they have an addressee', () => {
    for (const { paper } of papers) {
      if (definition.documents[paper.document]?.to === undefined) continue;
      const text = documentText(paper);
      for (const field of Object.keys(definition.outward?.fields ?? {})) {
        expect(text).toContain(paper.fields[field]);
      }
      expect(paper.footer.join('')).toContain(SAMPLE_ORGAN.phone);
    }
  });

  it('leave no brace, no "null" and no date of a machine in their texts', () => {
    for (const { paper } of papers) {
      expect(documentText(paper)).not.toMatch(/[{}]|null|undefined|\d{4}-\d{2}-\d{2}|true|false|\.\./);
    }
  });
});

// A sample; every document is in test/matrix/mutation.
describe('a mandatory field', () => {
  it.each(documentsIssued(6))('of %s: without it nothing is issued, and it is named', (document, issue) => {
    const { tried, unmissed } = fieldsLeftOut(document, issue);
    expect(tried).toBeGreaterThan(2);
    expect(unmissed).toEqual([]);
  });
});

describe('the remedies paragraph', () => {
  it('stands under every document that goes against somebody, and under no other', () => {
    const withRemedies = documents.filter((name) => definitionOf(name).remedies !== undefined);
    expect(withRemedies.toSorted()).toEqual(ADVERSE.toSorted());
    for (const { paper } of papers) {
      expect(paper.remedies !== undefined).toBe(ADVERSE.includes(paper.document));
    }
  });

  it.each(ADVERSE)('of %s cannot be removed by another text', (document) => {
    const issue = firstOfEach(papers).get(document) as IssuedPaper;
    const fields = Object.keys(fieldsFor(definition, definitionOf(document)));
    const template = fields.map((field) => `{{${field}}}`).join('\n');
    const changed = withDocument(document, (one) => ({ ...one, template }));
    const paper = paperOf(changed, issue);
    expect(paper?.remedies).toContain(
      `六十日内向${SAMPLE_ORGAN.reconsideration}申请行政复议，或者自收到本决定书之日起六个月内向${SAMPLE_ORGAN.court}提起行政诉讼`,
    );
  });

  it('puts reconsideration first where the law does (行政复议法 23)', () => {
    const refusals = papers.filter(({ paper }) => paper.document === 'refusalDecision');
    const first = refusals.find(({ paper }) => paper.fields['复议前置'] === '是');
    expect(first?.paper.remedies).toBe(
      '如不服本决定，应当先自收到本决定书之日起六十日内向云岭市人民政府申请行政复议；对行政复议决定仍不服的，可以自收到行政复议决定书之日起十五日内向云岭市中心区人民法院提起行政诉讼。',
    );
  });
});

describe('one of each document', () => {
  it('is at hand for whoever shows them', () => {
    expect([...samplePapers(papers).keys()].toSorted()).toEqual(documents.toSorted());
  });
});

function asText({ scenario, step, paper }: IssuedPaper): string {
  return `== ${scenario.scenario}, ${scenario.steps[step]?.on ?? ''} ==\n${documentText(paper)}`;
}

function paperOf(changed: Definition, { scenario, step }: IssuedPaper): ComposedDocument | undefined {
  const played: Scenario = { ...scenario, steps: scenario.steps.slice(0, step + 1) };
  return stage.play(compileProcedure(changed, licence.digest), played).outcomes.at(-1)?.issued;
}

import { readFileSync } from 'node:fs';
import { readScenario } from '../../../src/cli/scenario-file.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { runScenario, type Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { DisclosedRecord } from '../../../src/engine/conformance/judged-case.js';
import type { CaseHistory } from '../../../src/engine/replay/history.js';
import { procedureFrom } from '../../support/procedures.js';
import { recordedHistory } from '../../support/recorded-history.js';
import { compiledDecision, workedDecisions } from '../../workflows/major-decision-cases.js';
import { ordinance } from '../case/signing/making-an-ordinance.js';
import { historiesOf } from '../replay/scenario-history.js';
import {
  doneBy,
  example,
  inCase,
  playedBench,
  saidOtherwise,
  wholeBench,
  type DoctoredExample,
} from './doctored-example.js';
import { by, calendar, history, world } from './doctoring.js';
import { doctored, recordsOf } from './played-history.js';

// 会签: an ordinance that was signed in full.
const file = 'test/engine/case/signing/fixtures/made-in-full.yaml';
const scenario = readScenario(file, readFileSync(file, 'utf8'));
const signed = playedBench(recordsOf(scenario, runScenario(ordinance, scenario, world).outcomes), ordinance);
const settled = signed.history.find(({ record }) =>
  (record.data as unknown as CaseEvent).signings?.some(({ after }) => after.result === 'passed'),
) as DisclosedRecord;
const { seq } = settled.record;
const signing = (settled.record.data as unknown as CaseEvent).signings?.[0]?.signing ?? '';

const signatures: readonly DoctoredExample[] = [
  example(
    'another result than the votes give',
    signed,
    (all) =>
      doctored(all, seq, (event) => ({
        ...event,
        signings: (event.signings ?? []).map((one) => ({
          ...one,
          after: { ...one.after, result: 'failed' },
        })),
      })),
    // The whole round, record by record.
    { [`signings.${signing}`]: [6, 7, 8] },
  ),
  example('a signature that is nobody’s own', signed, (all) => by(all, seq, 'somebody'), {
    [`signings.${signing}`]: [seq],
  }),
];

// 后评估: a case that is about another one.
function evaluation(): CaseHistory {
  const name = 'evaluated-by-who-assessed-nothing';
  const worked = workedDecisions().find((one) => one.scenario === name) as Scenario;
  return historiesOf(worked, { procedure: compiledDecision(), calendar }).get('evaluation') as CaseHistory;
}

const about = wholeBench(evaluation());

const evaluations: readonly DoctoredExample[] = [
  example(
    'an evaluation that is about no case',
    about,
    inCase(0, (one) => {
      const { opened } = one.record.data as unknown as CaseEvent;
      return saidOtherwise({ opened: { ...opened, related: {} } })(one);
    }),
    { 'acts.openEvaluation.relates': [0] },
  ),
  example('an evaluation by who had assessed the risk of the decision', about, inCase(3, doneBy('feng')), {
    'posts.evaluator.distinctFrom.evaluates.riskAssessor': [3],
    'acts.submitEvaluation.power': [3],
  }),
];

// 评估报告: proposed by one, adopted by another.
const two = procedureFrom('test/engine/case/fixtures/evaluation.yaml');
const proposal = {
  ...{ scenario: 'adopted', title: 'adopted', articles: ['713号令 36'] },
  people: { reg: { posts: ['registrar'] }, ann: { posts: ['evaluator'] }, bob: { posts: ['evaluator'] } },
  steps: [
    { on: '2026-03-02', by: 'reg', act: 'open' },
    { on: '2026-03-03', by: 'ann', act: 'propose' },
    { on: '2026-03-04', by: 'bob', act: 'adopt' },
  ],
} as unknown as Scenario;
const adopted = playedBench(recordsOf(proposal, runScenario(two, proposal, world).outcomes), two);

const separation: readonly DoctoredExample[] = [
  example('a report that was adopted by who proposed it', adopted, (all) => by(all, 2, 'ann'), {
    'acts.adopt.separateFrom.propose': [1, 2],
  }),
];

// 文书: a letter that was issued and then served.
const letters = wholeBench(recordedHistory('documents-3'));

const papers: readonly DoctoredExample[] = [
  example(
    'a letter that was issued by the window',
    letters,
    inCase(2, saidOtherwise({ power: { policies: ['act-in-own-post'], post: 'window', unit: 'hall' } })),
    { 'documents.notice.issue': [2] },
  ),
];

/** Cases that show what is kept, of rules that no table calls broken. */
export const KEPT = [wholeBench(recordedHistory('materials-3')), playedBench(history('papers-of-a-licence'))];

/** Other cases in which one thing was altered: signatures, related cases, separation of duties, letters. */
export const OTHER_EXAMPLES: readonly DoctoredExample[] = [
  ...signatures,
  ...evaluations,
  ...separation,
  ...papers,
];

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadProcedureFile } from '../../../src/cli/law-files.js';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { buildCalendar, type Calendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialNotices } from '../../workflows/licence-cases.js';
import { compiledDecision, workedDecisions } from '../../workflows/major-decision-cases.js';
import type { Monitor } from '../monitors/history.js';
import { decisionMonitors, documentMonitors } from '../monitors/local.js';
import { compiledNormativeDocument, workedDocuments } from '../../workflows/normative-document-cases.js';

/** Where one walks: a definition, the worked cases that show its paths, and who watches. */
export interface Ground {
  readonly name: string;
  readonly procedure: CompiledProcedure;
  readonly scenarios: readonly Scenario[];
  readonly monitors: readonly Monitor[];
}

/** Everything that ships is known. */
export const CALENDAR: Calendar = buildCalendar(officialNotices(), '2026-12-31' as CivilDate);

/** Major decisions as the nation or the place has them. */
export function decisionGround(place?: string): Ground {
  const procedure = place === undefined ? compiledDecision() : overlaid(place, 'major-decision');
  const scenarios = workedDecisions().map((one) => localised(one, place));
  return {
    name: `major-decision${place === undefined ? '' : ` + ${place}`}`,
    ...{ procedure, scenarios, monitors: decisionMonitors(place) },
  };
}

/** Normative documents as the nation or the place has them. */
export function documentGround(place?: string): Ground {
  const procedure = place === undefined ? compiledNormativeDocument() : overlaid(place, 'normative-document');
  return {
    name: `normative-document${place === undefined ? '' : ` + ${place}`}`,
    ...{ procedure, scenarios: workedDocuments(), monitors: documentMonitors() },
  };
}

/** The same ground under another definition. */
export function changedGround(ground: Ground, change: (definition: Definition) => Definition): Ground {
  const { definition, digest } = ground.procedure;
  return { ...ground, procedure: compileProcedure(change(definition), digest) };
}

function overlaid(place: string, procedure: string): CompiledProcedure {
  const path = join('workflows/overlays', place, `${procedure}.yaml`);
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  const loaded = loadProcedureFile(path, 'workflows/fragments', nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

type Step = Scenario['steps'][number];

const CLEARED: readonly Added[] = [
  ['registerFollowUp', { kind: 'general', task: '督办' }],
  ['clearFollowUp', { result: '办结' }],
];

type Added = readonly [act: string, input: Readonly<Record<string, unknown>>];

/** What a place adds before an act of the nation. */
const BEFORE: Readonly<Record<string, Readonly<Record<string, readonly Added[]>>>> = {
  heilongjiang: { classify: [['confirmCatalogue', { year: 2026, publishedAt: '政府网站' }]] },
  qinghai: { endExecution: CLEARED },
  golmud: {
    issue: [['dispenseCommitteeConsent', { ground: '不属于' }]],
    endExecution: [
      ...CLEARED,
      ['orderEvaluation', { trigger: '决策机关认为有必要' }],
      ['recordEvaluation', { report: '评估1号', conclusion: 'continue' }],
    ],
  },
};

/** What it adds after one: steps between the drafting unit and the legal office. */
const AFTER: typeof BEFORE = {
  golmud: { sendForReview: [['holdConsultation', { form: '座谈协商', parties: 3, result: '采纳' }]] },
  guanghan: {
    sendForReview: [
      ['findPolicyConsistent', { report: '一致' }],
      ['findBurdenConsistent', { report: '符合' }],
    ],
  },
  shanghai: { sendForReview: [['passFirstReview', { opinion: '合法', notByConsultation: true }]] },
};

/** A worked case of the nation with what the place adds to it. Nobody is named for that: any holder does it. */
function localised(scenario: Scenario, place = ''): Scenario {
  const inCatalogue = place === 'heilongjiang' ? { catalogue: '3', partyConsent: '委〔2026〕1号' } : {};
  const added = (by: typeof BEFORE, step: Step): readonly Step[] =>
    (by[place]?.[step.act ?? ''] ?? []).map(([act, input]) => ({ on: step.on, act, input }));
  const steps = scenario.steps.flatMap((step) => {
    const told = step.act === 'classify' ? { ...step, input: { ...step.input, ...inCatalogue } } : step;
    return [...added(BEFORE, step), told, ...added(AFTER, step)];
  });
  return { ...scenario, steps };
}

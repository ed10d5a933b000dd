import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { Definition, Requirement } from '../../../src/engine/law/definition.js';
import { adding, omitting, with_ } from './replay.js';

type Step = Scenario['steps'][number];
type Change = (definition: Definition) => Definition;

/** One gate that a case goes past: what the case leaves out, the step that must not follow, and the law without that gate. */
export interface Gap {
  readonly gate: string;
  readonly what: string;
  readonly scenario: string;
  readonly forbidden: string;
  readonly case: (whole: Scenario) => Scenario;
  readonly without: Change;
}

/** The definition without the act's requirements that rest on one of these provisions. */
function fallen(act: string, ...provisions: readonly string[]): Change {
  return (definition) => {
    const { requires = [], ...rest } = definition.acts[act] ?? ({} as Definition['acts'][string]);
    const rests = ({ basis }: Requirement): boolean => [basis].flat().some((one) => provisions.includes(one));
    if (!requires.some(rests)) throw new Error(`${act} requires nothing by ${provisions.join()}`);
    const changed = { ...rest, requires: requires.filter((one) => !rests(one)) };
    return { ...definition, acts: { ...definition.acts, [act]: changed } };
  };
}

/** The definition with a piece of its states put otherwise. */
function chart(from: string, to: string): Change {
  return (definition) => {
    const text = JSON.stringify(definition.states);
    if (!text.includes(from)) throw new Error(`the states have no ${from}`);
    return { ...definition, states: JSON.parse(text.replace(from, to)) as Definition['states'] };
  };
}

const day = (text: string): CivilDate => text as CivilDate;
const step = (on: string, act: string, input: object = {}): Step => ({
  ...{ on: day(on), act, input: input as Readonly<Record<string, unknown>> },
});
const told = (act: string, input: object) => (whole: Scenario) =>
  with_(whole, act, (one) => ({ input: { ...one.input, ...input } }));
const stands = (act: string, stream: string, standing: object) => (whole: Scenario) =>
  with_(whole, act, ({ streams = {} }) => ({
    streams: { ...streams, [stream]: { ...streams[stream], ...standing } },
  }));
const without =
  (...acts: readonly string[]) =>
  (whole: Scenario) =>
    omitting(whole, ...acts);

const WHOLE = { scenario: 'whole-decision' } as const;
const AS_PASSED = '{"basis":"决策条例 30.1","target":"reporting","when":"resolution = \\"passed\\""}';

/** Articles 8 and 13 to 37 of the regulation, and the review of fair competition. */
export const DECISION_GAPS: readonly Gap[] = [
  {
    ...{ gate: '决策条例 13', what: 'units that are touched were not asked', ...WHOLE },
    ...{ forbidden: 'sendForReview', without: fallen('sendForReview', '决策条例 13') },
    case: without('askUnits', 'answerConsultation', 'concludeConsultation'),
  },
  {
    ...{ gate: '决策条例 14', what: 'the public was not heard', ...WHOLE, forbidden: 'sendForReview' },
    case: (whole) =>
      stands('sendForReview', 'solicitation', { unhandled: 0 })(omitting(whole, 'concludeParticipation')),
    without: fallen('sendForReview', '决策条例 14.1'),
  },
  {
    ...{ gate: '决策条例 15', what: 'closed before thirty days were over', ...WHOLE },
    ...{ forbidden: 'concludeParticipation', without: fallen('closeSolicitation', '决策条例 15.1') },
    case: (whole) => with_(whole, 'closeSolicitation', () => ({ on: day('2026-04-20') })),
  },
  {
    ...{ gate: '决策条例 16-17', what: 'the record of the hearing is not signed', ...WHOLE },
    ...{ forbidden: 'sendForReview', case: without('hearing.confirmRecord') },
    without: fallen('sendForReview', '决策条例 16.1'),
  },
  {
    ...{ gate: '决策条例 16-17', what: 'papers six days before the hearing', ...WHOLE },
    ...{ forbidden: 'sendForReview', without: fallen('hearing.deliverMaterials', '决策条例 16.3') },
    case: (whole) => with_(whole, 'hearing.deliverMaterials', () => ({ on: day('2026-04-03') })),
  },
  {
    ...{
      gate: '决策条例 18',
      what: 'comments are not handled',
      ...WHOLE,
      forbidden: 'concludeParticipation',
    },
    case: stands('concludeParticipation', 'solicitation', { unhandled: 3 }),
    without: fallen('concludeParticipation', '决策条例 18'),
  },
  {
    ...{ gate: '决策条例 19-20', what: 'no experts were heard', ...WHOLE, forbidden: 'sendForReview' },
    ...{ case: without('concludeExperts'), without: fallen('sendForReview', '决策条例 19.1') },
  },
  {
    ...{ gate: '决策条例 19-20', what: 'an expert is interested', ...WHOLE, forbidden: 'sendForReview' },
    case: stands('concludeExperts', 'panel', { conflicted: 1 }),
    without: fallen('concludeExperts', '决策条例 20'),
  },
  {
    ...{ gate: '决策条例 22-24', what: 'the risk is not controllable', ...WHOLE, forbidden: 'sendForReview' },
    case: told('assessRisk', { conclusion: 'uncontrollable' }),
    without: fallen('sendForReview', '决策条例 22.1'),
  },
  {
    ...{ gate: '决策条例 22-24', what: 'an older assessment overrules this one', ...WHOLE },
    forbidden: 'sendForReview',
    case: (whole) =>
      adding(
        told('assessRisk', { conclusion: 'uncontrollable' })(whole),
        'assessRisk',
        step('2026-04-16', 'adoptAssessment', { reference: '环评', rule: '环评法', sameRisks: true }),
      ),
    without: fallen('adoptAssessment', '决策条例 24'),
  },
  {
    ...{ gate: '竞争条例 12-18', what: 'competition was not reviewed', ...WHOLE, forbidden: 'sendForReview' },
    ...{ case: without('competition.conclude'), without: fallen('sendForReview', '竞争条例 14') },
  },
  {
    ...{ gate: '决策条例 25', what: 'found unlawful', ...WHOLE, forbidden: 'submitBundle' },
    case: told('issueOpinion', { conclusion: 'unlawful', changes: '重拟' }),
    without: chart('"target":"#toSubmit","when":"opinionStands"', '"target":"#toSubmit"'),
  },
  {
    ...{ gate: '决策条例 25', what: 'changed after the opinion', ...WHOLE, forbidden: 'submitBundle' },
    case: stands('submitBundle', 'draft', { version: 2 }),
    without: fallen('submitBundle', '决策条例 25.1'),
  },
  {
    ...{ gate: '决策条例 26', what: 'six working days', ...WHOLE, forbidden: 'issueOpinion' },
    case: (whole) => with_(whole, 'issueOpinion', () => ({ on: day('2026-05-12') })),
    without: fallen('issueOpinion', '决策条例 26.2'),
  },
  {
    ...{ gate: '决策条例 26', what: 'another version than was sent', ...WHOLE, forbidden: 'issueOpinion' },
    case: (whole) =>
      stands('issueOpinion', 'draft', { version: 2 })(told('issueOpinion', { version: 2 })(whole)),
    without: fallen('issueOpinion', '决策条例 25.1'),
  },
  {
    ...{ gate: '决策条例 26', what: 'a shorter time that was agreed for another review', ...WHOLE },
    forbidden: 'issueOpinion',
    case: (whole) =>
      with_(
        adding(
          whole,
          'sendForReview',
          step('2026-04-29', 'agreeShorterReview', { reason: '汛期' }),
          step('2026-04-30', 'returnMaterials', { reasons: '缺依据' }),
          step('2026-04-30', 'sendForReview', { basisAttached: true, procedureStatement: '见附件' }),
        ),
        'issueOpinion',
        () => ({ on: day('2026-05-11') }),
      ),
    without: (definition) => {
      const { sets = {}, ...send } = definition.acts['sendForReview'] ?? ({} as Definition['acts'][string]);
      const { reviewShortened: _, ...kept } = sets;
      return { ...definition, acts: { ...definition.acts, sendForReview: { ...send, sets: kept } } };
    },
  },
  {
    ...{ gate: '决策条例 27-28', what: 'counsel was not heard', ...WHOLE, forbidden: 'submitBundle' },
    ...{ case: without('recordCounsel'), without: fallen('issueOpinion', '决策条例 28') },
  },
  {
    ...{ gate: '决策条例 29', what: 'the risk report is not in the bundle', ...WHOLE, forbidden: 'decide' },
    ...{
      case: told('submitBundle', { riskReport: false }),
      without: fallen('submitBundle', '决策条例 29(4)'),
    },
  },
  ...(['quorate', 'discussed', 'chiefLast'] as const).map((field) => ({
    ...{ gate: '决策条例 30', what: `the meeting was not ${field}`, ...WHOLE, forbidden: 'decide' },
    case: stands('decide', 'meeting', { [field]: false }),
    without: fallen('decide', field === 'quorate' ? '决策条例 30.1' : '决策条例 30.2'),
  })),
  {
    ...{ gate: '决策条例 30', what: 'the chief departs without a reason', ...WHOLE, forbidden: 'decide' },
    ...{ case: stands('decide', 'meeting', { departs: true }), without: fallen('decide', '决策条例 30.2') },
  },
  {
    ...{ gate: '决策条例 30', what: 'the meeting had another version', ...WHOLE, forbidden: 'decide' },
    ...{ case: stands('decide', 'meeting', { draftVersion: 9 }), without: fallen('decide', '决策条例 30.1') },
  },
  {
    ...{ gate: '决策条例 30 结果', what: 'the meeting rejected it', ...WHOLE, forbidden: 'reportToParty' },
    case: (whole) =>
      stands('decide', 'meeting', { result: 'rejected' })(told('decide', { resolution: 'rejected' })(whole)),
    without: chart(AS_PASSED, '{"basis":"决策条例 30.1","target":"reporting"}'),
  },
  ...(
    [
      ['competitionUntouched', '竞争条例 18'],
      ['riskUntouched', '决策条例 24'],
    ] as const
  ).map(([field, provision]) => ({
    ...{ gate: '决策条例 24、竞争条例 18 修改', what: `the changes are not ${field}` },
    ...{ scenario: 'amendments-touch-what-was-assessed', forbidden: 'confirmAmendments' },
    case: told('confirmAmendments', { [field]: false }),
    without: fallen('confirmAmendments', provision),
  })),
  {
    ...{ gate: '决策条例 31', what: 'the Party committee was not told', ...WHOLE, forbidden: 'issue' },
    case: without('reportToParty', 'recordPartyReply'),
    without: chart(AS_PASSED, AS_PASSED.replace('"reporting"', '"congress"')),
  },
  {
    ...{ gate: '决策条例 8', what: "the People's Congress was not told", ...WHOLE, forbidden: 'issue' },
    ...{
      case: without('reportToCongress'),
      without: chart('"recordPartyReply":"congress"', '"recordPartyReply":"issuing"'),
    },
  },
  {
    ...{ gate: '决策条例 32', what: 'it was not published', ...WHOLE, forbidden: 'endExecution' },
    ...{ case: without('publish'), without: fallen('endExecution', '决策条例 32') },
  },
  {
    ...{ gate: '决策条例 33', what: 'it was not archived', ...WHOLE, forbidden: 'endExecution' },
    ...{ case: without('archive'), without: fallen('endExecution', '决策条例 33') },
  },
  {
    ...{ gate: '决策条例 34', what: 'nobody is to carry it out', ...WHOLE, forbidden: 'reportExecution' },
    case: without('assignExecution'),
    without: chart(
      '"assignExecution":"executing"',
      '"assignExecution":"executing","reportExecution":"executing"',
    ),
  },
  {
    ...{ gate: '决策条例 37', what: 'no problem was reported', forbidden: 'suspendExecution' },
    ...{ scenario: 'suspended-in-urgency-and-adjusted', case: without('reportProblem') },
    without: fallen('suspendExecution', '决策条例 35.1'),
  },
];

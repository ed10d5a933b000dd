import { describe, expect, it } from '@jest/globals';
import { CALENDAR, decisionGround, documentGround, type Ground } from '../walks/grounds.js';
import { replay } from '../walks/replay.js';
import { complaints, type Deed, History } from './history.js';

const decision = decisionGround();
const document = documentGround();

describe.each([decision, document].map((ground) => [ground.name, ground] as const))(
  'every worked case of %s',
  (_, ground) => {
    it.each(ground.scenarios.map((scenario) => [scenario.scenario, scenario] as const))(
      'is lawful to the monitors: %s',
      (_name, scenario) => {
        expect(replay(ground, scenario).tally.violations).toEqual([]);
      },
    );
  },
);

/** The deeds of a worked case, or of those of them that come before the last of an act, and that last one. */
function deedsBefore(ground: Ground, scenario: string, act: string) {
  const found = ground.scenarios.find((one) => one.scenario === scenario);
  if (!found) throw new Error(`there is no worked case ${scenario}`);
  const { deeds } = replay(ground, found).walker;
  const at = deeds.findLastIndex((deed) => deed.act === act);
  if (at < 0) throw new Error(`${scenario} never comes to ${act}`);
  return { before: deeds.slice(0, at), deed: deeds[at] as Deed };
}

function gates(ground: Ground, before: readonly Deed[], deed: Deed): readonly string[] {
  return complaints(ground.monitors, new History(before, CALENDAR), deed).map(({ gate }) => gate);
}

/** One history for each gate, with what lies behind it taken out: the monitor must say so. */
describe('the monitors bite', () => {
  it.each([
    ['决策条例 10-11', 'describeDraft', ['start']],
    ['决策条例 12', 'sendForReview', ['describeDraft']],
    ['决策条例 13', 'sendForReview', ['concludeConsultation']],
    ['决策条例 14', 'sendForReview', ['concludeParticipation']],
    ['决策条例 15', 'concludeParticipation', ['closeSolicitation']],
    ['决策条例 16-17', 'sendForReview', ['hearing.hold']],
    ['决策条例 16-17', 'sendForReview', ['hearing.deliverMaterials']],
    ['决策条例 19-20', 'sendForReview', ['concludeExperts']],
    ['决策条例 22-24', 'sendForReview', ['assessRisk']],
    ['竞争条例 12-18', 'sendForReview', ['competition.submit']],
    ['决策条例 25', 'submitBundle', ['issueOpinion']],
    ['决策条例 26', 'issueOpinion', ['acceptMaterials']],
    ['决策条例 27-28', 'submitBundle', ['recordCounsel']],
    ['决策条例 29', 'decide', ['submitBundle']],
    ['决策条例 30 结果', 'reportToParty', ['decide']],
    ['决策条例 31', 'issue', ['reportToParty']],
    ['决策条例 31', 'issue', ['recordPartyReply']],
    ['决策条例 8', 'issue', ['reportToCongress']],
    ['决策条例 32', 'endExecution', ['publish']],
    ['决策条例 33', 'endExecution', ['archive']],
    ['决策条例 34', 'endExecution', ['assignExecution']],
  ])('%s: before %s, without %j', (gate, act, missing) => {
    const { before, deed } = deedsBefore(decision, 'whole-decision', act);
    expect(gates(decision, before, deed)).toEqual([]);
    const gapped = before.filter((one) => !missing.includes(one.act));
    expect(gates(decision, gapped, deed)).toContain(gate);
  });

  it.each([
    ['决策条例 18', 'concludeParticipation', 'solicitation', { unhandled: 1 }],
    ['决策条例 22-24', 'sendForReview', 'draft', { version: 2 }],
    ['竞争条例 12-18', 'submitBundle', 'draft', { version: 2 }],
    ['决策条例 25', 'submitBundle', 'draft', { version: 2 }],
    ['决策条例 25', 'issue', 'draft', { version: 2 }],
    ['决策条例 30', 'decide', 'meeting', { quorate: false }],
    ['决策条例 30', 'decide', 'meeting', { chiefLast: false }],
    ['决策条例 30', 'decide', 'meeting', { departs: true, reasoned: false }],
    ['决策条例 30', 'decide', 'meeting', { forum: 'office' }],
    ['决策条例 30', 'decide', 'meeting', { draftVersion: 7 }],
  ])('%s: at %s, with %s at %j', (gate, act, stream, standing) => {
    const { before, deed } = deedsBefore(decision, 'whole-decision', act);
    const streams = { ...deed.streams, [stream]: { ...deed.streams[stream], ...standing } };
    expect(gates(decision, before, { ...deed, streams })).toContain(gate);
  });

  it('决策条例 37: nothing is suspended without a problem on record and urgency', () => {
    const { before, deed } = deedsBefore(decision, 'suspended-in-urgency-and-adjusted', 'suspendExecution');
    const unreported = before.filter(({ act }) => act !== 'reportProblem');
    expect(gates(decision, unreported, deed)).toEqual(['决策条例 37']);
    expect(gates(decision, before, { ...deed, input: { ...deed.input, urgent: false } })).toEqual([
      '决策条例 37',
    ]);
  });

  it.each([
    ['37号 2', 'sendForReview', ['confirmNecessity']],
    ['37号 4', 'sendForReview', ['assess']],
    ['37号 6 办公机构', 'acceptMaterials', ['passOfficeCheck']],
    ['115号 5', 'issueOpinion', ['acceptMaterials']],
    ['37号 6', 'tableDraft', ['issueOpinion']],
    ['37号 6', 'sign', ['recordFindings']],
    ['37号 7 结果', 'sign', ['decide']],
    ['37号 8', 'publish', ['register']],
  ])('%s: before %s, without %j', (gate, act, missing) => {
    const { before, deed } = deedsBefore(document, 'department-document', act);
    expect(gates(document, before, deed)).toEqual([]);
    const gapped = before.filter((one) => !missing.includes(one.act));
    expect(gates(document, gapped, deed)).toContain(gate);
  });

  it('37号 7, 37号 10: no quorum, and the wrong organ', () => {
    const decided = deedsBefore(document, 'department-document', 'decide');
    const meeting = { ...decided.deed.streams['meeting'], quorate: false };
    const streams = { ...decided.deed.streams, meeting };
    expect(gates(document, decided.before, { ...decided.deed, streams })).toContain('37号 7');
    const filed = deedsBefore(document, 'department-document', 'fileForRecord');
    const input = { ...filed.deed.input, sameLevel: false };
    expect(gates(document, filed.before, { ...filed.deed, input })).toContain('37号 10');
  });
});

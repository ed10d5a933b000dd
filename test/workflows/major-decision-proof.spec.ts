import { beforeAll, describe, expect, it } from '@jest/globals';
import { decide } from '../../src/engine/case/decide.js';
import { actorInPosts } from '../../src/engine/case/command.js';
import type { World } from '../../src/engine/case/world.js';
import type { Instant } from '../../src/engine/clock/time.js';
import type { Definition, Requirement } from '../../src/engine/law/definition.js';
import { postsAlone } from '../../src/engine/powers/stand-in-check.js';
import type { Loaded } from '../../src/engine/statechart/load-procedure.js';
import { prove } from '../../src/engine/statechart/prove.js';
import { officialCalendar } from '../support/procedures.js';
import { compiledDecision, loadDecision } from './major-decision-cases.js';

const decision = compiledDecision();
const { definition } = decision;
let loaded: Loaded;

beforeAll(() => {
  loaded = loadDecision({ prove: true });
});

/** Each duty as the decision to start names it: its region of the chart, and the act that adds the duty later. */
const DUTIES: Readonly<Record<string, readonly [region: string, adding: string]>> = {
  touchesUnits: ['units', 'requireConsultation'],
  openToPublic: ['participation', 'requireParticipation'],
  hearingNeeded: ['hearing', 'hearing.ordain'],
  technical: ['experts', 'requireExperts'],
  adverseEffect: ['risk', 'requireRiskAssessment'],
  market: ['competition', 'competition.require'],
};

/** The definition in which no duty ever applies but these: small enough to be explored in no time. */
function withDutiesOnly(...duties: readonly string[]): Definition {
  const small = structuredClone(definition) as {
    acts: Record<string, { sets?: Record<string, unknown> }>;
    states: Record<string, { states: Record<string, { states: Record<string, unknown> }> }>;
  };
  for (const [duty, [region, adding]] of Object.entries(DUTIES)) {
    if (duties.includes(duty)) continue;
    const { start, [adding]: adds } = small.acts;
    if (start?.sets) start.sets[duty] = false;
    if (adds) adds.sets = {};
    delete small.states['drafting']?.states['forming']?.states[region];
  }
  return small as unknown as Definition;
}

/** The definition without the requirements for sending a draft to the legal office that rest on this provision. */
function withoutGate(from: Definition, basis: string): Definition {
  const send = from.acts['sendForReview'];
  const rests = ({ basis: own }: Requirement): boolean => [own].flat().includes(basis);
  if (!send?.requires?.some(rests)) throw new Error(`no gate rests on ${basis}`);
  const requires = send.requires.filter((one) => !rests(one));
  return { ...from, acts: { ...from.acts, sendForReview: { ...send, requires } } };
}

function violated(changed: Definition): readonly (readonly [string, string])[] {
  const { findings } = prove(changed);
  return findings.flatMap(({ code, path, message }) =>
    code === 'property-violated' ? [[path.replace('/properties/', ''), message] as const] : [],
  );
}

describe('the major decision', () => {
  it('is fit for publication: no error, and every property is proved', () => {
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    if (!loaded.ok) return;
    const { certificate } = loaded;
    expect(certificate?.properties.length).toBe(Object.keys(definition.properties ?? {}).length);
    // Beyond this the proof takes longer than anybody waits for it.
    expect(certificate?.configurations).toBeLessThan(6000);
  });

  it.each([
    ['决策条例 13', ['touchesUnits'], 'noReviewWithoutConsultation'],
    ['决策条例 14.1', ['openToPublic'], 'noReviewWithoutParticipation'],
    ['决策条例 17(3)', ['openToPublic', 'hearingNeeded'], 'noReviewWithoutHearing'],
    ['决策条例 19.1', ['technical'], 'noReviewWithoutExperts'],
    ['决策条例 22.1', ['adverseEffect'], 'noReviewOfUncontrollableRisk'],
    ['竞争条例 18', ['market'], 'noReviewAgainstFairCompetition'],
  ])('cannot be published without the gate of %s', (basis, duties, property) => {
    const small = withDutiesOnly(...duties);
    expect(violated(small)).toEqual([]);
    const found = violated(withoutGate(small, basis));
    expect(found.map(([name]) => name)).toContain(property);
    expect(found.every(([, message]) => message.includes('sendForReview'))).toBe(true);
  });

  it.each(['describeDraft', 'start', 'submitBundle', 'reportToParty', 'issue'])(
    'cannot be published when "%s" leads to where another act should',
    (act) => {
      const small = withDutiesOnly('technical');
      // Whoever may skip the act goes on as if it had been done.
      const skipped = JSON.parse(
        JSON.stringify(small.states).replaceAll(`"${act}":`, `"supplement":`),
      ) as Definition['states'];
      expect(violated({ ...small, states: skipped }).length).toBeGreaterThan(0);
    },
  );
});

describe('an evaluation in a case of its own', () => {
  const world = (related: readonly string[]): World => ({
    ...{ now: '2028-03-02T04:00:00.000Z' as Instant, zone: 'Asia/Shanghai' as World['zone'] },
    ...{ calendar: officialCalendar(), checkInput: () => [], checkPower: postsAlone },
    bars: { recused: [], related: { evaluates: { riskAssessor: related } } } as unknown as NonNullable<
      World['bars']
    >,
  });
  const opening = {
    ...{ act: 'openEvaluation', actor: actorInPosts('wang', ['office']), unit: 'office' },
    related: { evaluates: ['a-decision'] },
    input: { trigger: '决策机关认为有必要', thirdParty: true, independent: true },
  };
  const report = {
    ...{ act: 'submitEvaluation', actor: actorInPosts('feng', ['evaluator']), unit: 'office' },
    input: { publicHeard: true, participants: ['人大代表'], effect: '达到目标', conclusion: 'continue' },
  };

  it('is never by whoever assessed the risk of the decision years ago', () => {
    const opened = decide(decision, null, opening, world(['feng']));
    if (opened.refused) throw new Error(JSON.stringify(opened.unmet));
    const answer = decide(decision, opened.state, report, world(['feng']));
    expect(answer).toMatchObject({ refused: true, code: 'separation-of-duties' });
  });

  it('is by somebody else', () => {
    const opened = decide(decision, null, opening, world(['he']));
    if (opened.refused) throw new Error(JSON.stringify(opened.unmet));
    const answer = decide(decision, opened.state, report, world(['he']));
    expect(answer.refused ? answer.unmet : answer.state.outcome).toBe('evaluated');
  });
});

import { describe, expect, it } from '@jest/globals';
import { latestDecision } from '../../src/engine/case/explain/latest-decision.js';
import { postsAlone } from '../../src/engine/powers/stand-in-check.js';
import { runScenario, type Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { actsOf, planFrom } from '../engine/plan/planning.js';
import { licence, officialCalendar } from '../support/procedures.js';

const procedure = licence();
const calendar = officialCalendar();
const checkInput = ajvInputCheck();
const zone = 'Asia/Shanghai';

const APPLICATION = {
  kind: 'general',
  guideVersion: '2026-01',
  channel: 'counter',
  materials: [{ name: '申请书', form: 'original', state: 'ok' }],
  truthful: true,
};

/** Plays a case to its last step and looks ahead from that day. */
function ahead(input: Record<string, unknown>, more: Scenario['steps'] = []) {
  const people = {
    w: { posts: ['window'] },
    r: { posts: ['reviewer'] },
    d: { posts: ['decider'] },
    h: { posts: ['head'] },
  };
  const scenario: Scenario = {
    scenario: 'forecast',
    title: 'forecast',
    articles: [],
    people,
    steps: [
      {
        on: '2026-03-02' as never,
        by: 'w',
        act: 'receive',
        parties: { applicant: ['a'] },
        input: { ...APPLICATION, ...input },
      },
      { on: '2026-03-02' as never, by: 'w', act: 'accept' },
      ...more,
    ],
  };
  const played = runScenario(procedure, scenario, { calendar, zone, checkInput });
  expect(played.findings).toEqual([]);
  const last = played.outcomes.at(-1);
  if (!last?.state) throw new Error('nothing was played');
  const now = `${last.step.on}T04:00:00.000Z` as Instant;
  const world = { now, zone, calendar, checkInput, checkPower: postsAlone } as const;
  return {
    ...planFrom(procedure, last.state, world),
    ...latestDecision(procedure, last.state, world),
  };
}

describe('forecast on the administrative licence', () => {
  it('finds a decision on the day of acceptance where nothing else is due', () => {
    expect(ahead({})).toMatchObject({ earliest: '2026-03-02', latest: '2026-03-30', by: 'decision' });
  });

  it('lets two different officers sign the verification (34.3)', () => {
    const found = ahead({ substantiveCheck: true });
    expect(found.earliest).toBe('2026-03-02');
    expect(actsOf(found).filter((act) => act === 'signCheckRecord')).toHaveLength(2);
  });

  it('waits seven clear working days for a hearing that the law requires (46, 48)', () => {
    // Arranged on 2 March 2026; 3 to 6 and 9 to 11 March are clear; the hearing may be held on the 12th.
    const found = ahead({ hearingRequired: true }, [
      {
        on: '2026-03-02' as never,
        by: 'h',
        act: 'hearing.ordain',
        input: { ground: '法律法规规章规定应当听证' },
      },
    ]);
    expect(found).toMatchObject({ earliest: '2026-03-12' });
    expect(actsOf(found)).toContain('hearing.hold');
  });

  it('gives the last lawful day even while the look-ahead has no decision yet', () => {
    expect(ahead({ kind: 'inspection' })).toMatchObject({
      latest: '2026-03-30',
      by: 'decision',
      latestWithExtension: '2026-04-14',
    });
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  runScenario,
  type Scenario,
  type ScenarioResult,
} from '../../../src/engine/case/scenario/scenario.js';
import type { Zone } from '../../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../support/procedures.js';
import { withStreams } from '../../support/with-streams.js';

const PATH = 'test/engine/case/fixtures/small-evaluation.yaml';
const PLACE = 'national/small-evaluation';

function evaluation(): CompiledProcedure {
  const text = readFileSync(PATH, 'utf8');
  const loaded = loadProcedure([{ path: PATH, text }], PATH, nodeHash, { prove: true });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

const decision = withStreams('drafter');
const procedures = { [PLACE]: evaluation() };

type Related = Readonly<Record<string, readonly string[]>>;

/** A decision, and an evaluation that names what it is about. */
function play(steps: readonly object[], related: Related, given = procedures): ScenarioResult {
  const scenario = {
    ...{ scenario: 'x', title: 'x', articles: ['规则 5'] },
    people: {
      li: { posts: ['drafter', 'evaluator'] },
      wang: { posts: ['office'] },
      ping: { posts: ['evaluator'] },
    },
    cases: { decision: {}, evaluation: { procedure: PLACE, related }, another: { procedure: PLACE } },
    steps,
  } as unknown as Scenario;
  const world = { calendar: officialCalendar(), zone: 'Asia/Shanghai' as Zone, checkInput: () => [] };
  return runScenario(decision, scenario, { ...world, procedures: given });
}

const OPEN = { on: '2026-03-02', by: 'li', act: 'open' };
const EVALUATE = { on: '2026-05-06', case: 'evaluation', by: 'wang', act: 'openEvaluation' };
const by = (person: string) => ({ on: '2026-05-07', case: 'evaluation', by: person, act: 'submit' });
const ABOUT = { evaluates: ['decision'] };
const told = ({ findings }: ScenarioResult): readonly string[] =>
  findings.map(({ step, message }) => `${step} ${message}`);

describe('a worked case of several cases', () => {
  it('keeps their histories apart', () => {
    const { outcomes, findings } = play([OPEN, EVALUATE, by('ping'), { on: '2026-05-08' }], ABOUT);
    expect(findings).toEqual([]);
    expect(outcomes.map(({ state }) => state?.procedure)).toEqual([
      ...['with-streams', 'small-evaluation', 'small-evaluation', 'with-streams'],
    ]);
    expect(outcomes[2]?.state?.outcome).toBe('evaluated');
    expect(outcomes[3]?.state?.status).toBe('open');
    expect(outcomes[1]?.state?.related).toEqual(ABOUT);
  });

  it('bars from one case whoever acted in the one that it is about', () => {
    const { outcomes } = play([OPEN, EVALUATE, by('li')], ABOUT);
    expect(outcomes[2]?.refusal).toMatchObject({
      code: 'separation-of-duties',
      unmet: [{ basis: ['规则 6', '规则 5'] }],
    });
  });

  it('bars nobody from a case that is about no other', () => {
    const other = { ...EVALUATE, case: 'another' };
    const { outcomes } = play([OPEN, other, { ...by('li'), case: 'another' }], ABOUT);
    expect(outcomes[2]?.state?.outcome).toBe('evaluated');
  });

  it.each([
    ['is not open yet', ABOUT, [EVALUATE], ['1 the case "decision" is not open yet']],
    [
      'knows no such relation',
      { amends: ['decision'] },
      [OPEN, EVALUATE],
      ['2 the procedure knows no relation "amends"'],
    ],
    [
      'is of another procedure than the relation wants',
      { evaluates: ['another'] },
      [{ ...EVALUATE, case: 'another' }, EVALUATE],
      ['2 "evaluates" wants a case of with-streams, not of small-evaluation'],
    ],
  ])('tells what the service would not open: it %s', (_why, related, steps, expected) => {
    expect(told(play(steps, related as Related))).toEqual(expected);
  });

  it('cannot be played without the procedures that it names', () => {
    expect(() => play([OPEN], ABOUT, {} as typeof procedures)).toThrow(PLACE);
  });
});

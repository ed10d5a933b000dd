import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readScenario } from '../../../../src/cli/scenario-file.js';
import { runScenario } from '../../../../src/engine/case/scenario/scenario.js';
import { ajvInputCheck } from '../../../../src/outside/ajv/input-check.js';
import { actsOf, planFrom } from '../../plan/planning.js';
import { officialCalendar } from '../../../support/procedures.js';
import { FIVE, convened, ordinance, presented, signed, submitted, worldOn } from './making-an-ordinance.js';

const PATH = 'test/engine/case/signing/fixtures/made-in-full.yaml';

it('a worked case goes through every kind of round, a return and a taking back', () => {
  const scenario = readScenario(PATH, readFileSync(PATH, 'utf8'));
  const world = { calendar: officialCalendar(), zone: 'Asia/Shanghai', checkInput: ajvInputCheck() };
  expect(runScenario(ordinance, scenario, world).findings).toEqual([]);
});

it('the forecast finds its way through all rounds, those that are open and those to come', () => {
  const state = signed(submitted(), 'countersign', { fin: 'agree' });
  const found = planFrom(ordinance, state, worldOn('2026-03-04'));
  expect(found).toMatchObject({ earliest: '2026-03-04' });
  const acts = actsOf(found);
  expect(acts.filter((act) => act === 'countersign')).toHaveLength(2);
  expect(acts.filter((act) => act === 'vote').length).toBeGreaterThan(1);
  expect(acts.at(-1)).toBe('vote');
});

it('the forecast goes on from who has signed already', () => {
  const two = signed(convened(FIVE), 'assess', { e1: 'agree', e2: 'disagree' });
  const acts = actsOf(planFrom(ordinance, two, worldOn('2026-03-04')));
  expect(acts.filter((act) => act === 'assess')).toHaveLength(3);
  const turn = signed(presented(['fu', 'feng']), 'approve', { fu: 'agree' });
  expect(planFrom(ordinance, turn, worldOn('2026-03-04')).steps[0]).toMatchObject({
    name: 'approve',
    on: '2026-03-04',
  });
});

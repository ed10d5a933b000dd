import { expect } from '@jest/globals';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { tryDirectly, tryEverywhere } from './attempts.js';
import type { DecisionTown } from './decision-town.js';
import { DecisionWay } from './decision-way.js';
import type { Gate } from './gates.js';

/** Of a case whatever the law reads of it. Refused attempts are on record and change nothing of this. */
function substance({ value, facts, milestones, performed, status }: CaseState): object {
  return { value, facts, milestones, performed, status };
}

/** Milliseconds for one gate: some ninety routes are tried, on machines that do other things besides. */
export const EVERY_ROUTE = 120_000;

/** Brings a case to the gate and tries everything: nothing is recorded but refusals, and the step is never done. */
export async function expectHeld(town: DecisionTown, gate: Gate): Promise<void> {
  const way = await DecisionWay.begin(town);
  await gate.bring(way);
  const before = substance(await town.state(way.id));
  await tryDirectly(way, gate);
  const after = await town.state(way.id);
  expect(substance(after)).toEqual(before);
  const answers = await tryEverywhere(way, gate);
  expect(answers.filter((status) => status >= 500)).toEqual([]);
  const times = (state: CaseState): number => state.performed[gate.forbidden] ?? 0;
  expect(times(await town.state(way.id))).toBe(times(after));
}

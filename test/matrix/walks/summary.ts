import { expect } from '@jest/globals';
import type { Ground } from './grounds.js';
import type { Tally } from './tally.js';
import { walkAbout } from './walk.js';

/** How many acts are tried on each ground. Nine grounds: more than a hundred thousand in all. */
export const ATTEMPTS = 11_500;

/**
 * Walks on the ground and holds against the law whatever passed: nothing may have, and the walk must have been one, with every
 * gate's step tried without it.
 */
export function expectEveryGateHeld(ground: Ground, seed: number, least: Partial<Reached> = {}): Tally {
  const tally = walkAbout(ground, ATTEMPTS, seed);
  const worst = tally.violations.toSorted((a, b) => a.way.length - b.way.length).slice(0, 5);
  expect({ told: tally.told(), violations: worst }).toEqual({ told: tally.told(), violations: [] });
  const untried = ground.monitors.map(({ gate }) => gate).filter((gate) => !tally.withoutGate.get(gate));
  expect({ told: tally.told(), untried }).toEqual({ told: tally.told(), untried: [] });
  expect(tally.attempts).toBeGreaterThanOrEqual(ATTEMPTS);
  expect(tally.accepted).toBeGreaterThan(least.accepted ?? ATTEMPTS / 4);
  expect(tally.configurations.size).toBeGreaterThan(least.configurations ?? 150);
  expect(tally.states.size).toBeGreaterThan(least.states ?? 40);
  // Refused for one gate alone, while the case waited for that very step.
  expect(tally.withoutItAlone.size).toBeGreaterThan(least.alone ?? 5);
  return tally;
}

/** What a walk must at least have come to. */
export interface Reached {
  readonly accepted: number;
  readonly configurations: number;
  readonly states: number;
  readonly alone: number;
}

import { describe, expect, it } from '@jest/globals';
import { changedGround, decisionGround, type Ground } from './grounds.js';
import { DECISION_GAPS, type Gap } from './gaps.js';
import { replay } from './replay.js';

const ground = decisionGround();

function gone(on: Ground, { scenario, case: change }: Gap) {
  const whole = on.scenarios.find((one) => one.scenario === scenario);
  if (!whole) throw new Error(`there is no worked case ${scenario}`);
  return { whole: replay(on, whole), gapped: replay(on, change(whole)) };
}

function performs(deeds: readonly { readonly act: string }[], act: string): boolean {
  return deeds.some((deed) => deed.act === act);
}

describe('a case that goes past one gate of the regulation', () => {
  it.each(DECISION_GAPS.map((gap) => [gap.gate, gap.what, gap] as const))('%s: %s', (gate, _, gap) => {
    const { whole, gapped } = gone(ground, gap);
    // With the gate behind it the step is lawful; without it nobody gets so far.
    expect(performs(whole.walker.deeds, gap.forbidden)).toBe(true);
    expect(whole.tally.violations).toEqual([]);
    expect(performs(gapped.walker.deeds, gap.forbidden)).toBe(false);
    expect(gapped.tally.violations).toEqual([]);
    expect(gapped.tally.withoutGate.get(gate) ?? 0).toBeGreaterThan(0);
    // A law without the gate lets the case pass, and the monitor sees it.
    const weakened = gone(changedGround(ground, gap.without), gap).gapped;
    expect(weakened.tally.violations.map((one) => one.gate)).toContain(gate);
  });

  it('is tried for every gate that the monitors watch', () => {
    const tried = new Set(DECISION_GAPS.map(({ gate }) => gate));
    const untried = ground.monitors.map(({ gate }) => gate).filter((gate) => !tried.has(gate));
    // Whoever has not begun or drafted is stopped by the course of the procedure itself: the proof of its properties.
    expect(untried).toEqual(['决策条例 10-11', '决策条例 12']);
  });
});

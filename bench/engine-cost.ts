import type { CaseState } from '../src/engine/case/case-state.js';
import { actorInPosts } from '../src/engine/case/command.js';
import { decide } from '../src/engine/case/decide.js';
import type { World } from '../src/engine/case/world.js';
import { canonicalJson } from '../src/engine/audit/canonical-form.js';
import { loadCanonical } from '../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../src/outside/crypto/node-hash.js';
import { shippedLicence } from './bench-office.js';
import { APPLICATION, JOURNEY, OFFICERS, UNIT } from './licence-journey.js';
import { median } from './statistics.js';

/** What the pure engine costs on one core. */
export interface EngineCost {
  /** From YAML files to a linted, compiled procedure. */
  readonly loadMs: number;
  /** The same with every property proved by exhaustive exploration, as at publication. */
  readonly proveMs: number;
  /** From stored canonical text to a compiled procedure. */
  readonly restoreMs: number;
  /** One act decided: power, input, requirements, statechart, clocks, fold. */
  readonly decideUs: number;
}

const ROUNDS = 200;

/** Measures load, restore and decision costs; medians after a warm-up. */
export function engineCost(world: World): EngineCost {
  const licence = shippedLicence();
  const text = canonicalJson(licence.definition);
  return {
    loadMs: median(times(9, () => shippedLicence())),
    proveMs: median(times(3, () => shippedLicence(true))),
    restoreMs: median(times(9, () => loadCanonical(text, nodeHash))),
    decideUs:
      (median(times(ROUNDS, () => journey(licence, world)).slice(ROUNDS / 2)) * 1000) / (JOURNEY.length + 1),
  };
}

function times(rounds: number, work: () => unknown): number[] {
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

function journey(licence: ReturnType<typeof shippedLicence>, world: World): CaseState {
  let state: CaseState | null = null;
  const steps = [{ act: 'receive', by: 'window', input: APPLICATION } as const, ...JOURNEY];
  for (const { act, by, input } of steps) {
    const answer = decide(
      licence,
      state,
      { act, actor: actorInPosts(OFFICERS[by].person, OFFICERS[by].posts), input, parties: {}, unit: UNIT },
      world,
    );
    if (answer.refused) throw new Error(`${act}: ${JSON.stringify(answer.unmet)}`);
    state = answer.state;
  }
  return state as unknown as CaseState;
}

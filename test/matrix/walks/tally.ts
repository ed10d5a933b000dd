import type { CaseState } from '../../../src/engine/case/case-state.js';
import type { Deed } from '../monitors/history.js';
import type { Ground } from './grounds.js';

interface Answer {
  readonly refused: boolean;
  readonly code?: string;
  readonly state?: CaseState;
}

/** What the law let pass although a gate was missing, with the way to it. */
export interface Violation {
  readonly ground: string;
  readonly gate: string;
  readonly act: string;
  readonly missing: string;
  readonly way: string;
}

/** What came of all that was tried. */
export class Tally {
  attempts = 0;
  accepted = 0;
  readonly configurations = new Set<string>();
  readonly states = new Set<string>();
  readonly violations: Violation[] = [];
  /** How often a step was tried while the gate before it was missing. */
  readonly withoutGate = new Map<string, number>();
  /** The same, while the case waited for that step and no other gate was missing. */
  readonly withoutItAlone = new Map<string, number>();

  note(
    { name, procedure }: Ground,
    deed: Deed,
    missing: readonly { readonly gate: string; readonly missing: string }[],
    answer: Answer,
    before: readonly Deed[],
  ): void {
    this.attempts += 1;
    const listened = !['not-in-this-state', 'case-ended', 'unknown-act'].includes(answer.code ?? '');
    for (const { gate } of missing) {
      count(this.withoutGate, gate);
      if (listened && missing.length === 1) count(this.withoutItAlone, gate);
    }
    if (answer.refused) return;
    this.accepted += 1;
    if (answer.state) {
      this.configurations.add(JSON.stringify(answer.state.value));
      for (const path of procedure.activePaths(answer.state.value)) this.states.add(path);
    }
    for (const { gate, missing: what } of missing) {
      const way = before.map(({ act, on }) => `${on} ${act}`).join(' → ');
      this.violations.push({ ground: name, gate, act: deed.act, missing: what, way });
    }
  }

  /** One line for people. */
  told(): string {
    const { attempts, accepted, configurations, states } = this;
    return `${attempts} acts tried, ${accepted} lawful, ${configurations.size} configurations, ${states.size} states`;
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

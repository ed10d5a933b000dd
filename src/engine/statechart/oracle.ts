import { Defect } from '../defect.js';
import { type KnownFacts, truthOf } from './truth.js';

/** Ways in which unknown guards of one step may turn out. */
const MAX_OUTCOMES = 256;

/** Answers guards: by the known facts where they settle it, else each answer in turn, the same within one step. */
export class Oracle {
  private known: KnownFacts = {};
  private choices: { readonly when: string; readonly answer: boolean }[] = [];
  private answered = new Map<string, boolean>();
  private runs = 0;
  /** Guards that were asked since the step began, in any of its runs. */
  readonly asked = new Set<string>();

  begin(known: KnownFacts): void {
    this.known = known;
    this.choices = [];
    this.answered = new Map();
    this.runs = 0;
    this.asked.clear();
  }

  holds(when: string): boolean {
    this.asked.add(when);
    const settled = truthOf(when, this.known) ?? this.answered.get(when);
    if (settled !== undefined) return settled;
    const planned = this.choices[this.answered.size];
    const answer = planned?.answer ?? true;
    if (!planned) this.choices.push({ when, answer });
    this.answered.set(when, answer);
    return answer;
  }

  /** Whether an answer of this run was tried without being known. */
  get guessed(): boolean {
    return this.answered.size > 0;
  }

  /** Plans the next combination of answers; false when all have been tried. */
  next(): boolean {
    if (++this.runs > MAX_OUTCOMES)
      throw new Defect(`one step asks too many guards that facts do not settle`);
    while (this.choices.length > 0 && this.choices[this.choices.length - 1]?.answer === false)
      this.choices.pop();
    const last = this.choices.pop();
    if (!last) return false;
    this.choices.push({ when: last.when, answer: false });
    this.answered = new Map();
    return true;
  }
}

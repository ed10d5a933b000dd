import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { JOURNEY, OFFICERS, tokenOf } from './licence-journey.js';
import { ask } from './server-under-load.js';

/** One case after the other through the journey, so that every phase has the same acts. */
export class SteadyActs {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #ready: { readonly caseId: string; readonly step: number }[];

  constructor(
    cases: readonly string[],
    private readonly port: number,
  ) {
    this.#ready = cases.map((caseId) => ({ caseId, step: 0 }));
  }

  /** Performs so many acts a second, open loop; latencies run from when an act was due. */
  async perform(perSecond: number, seconds: number): Promise<readonly number[]> {
    const began = performance.now();
    const under: Promise<number>[] = [];
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const due = began + (n * 1000) / perSecond;
      await pause(Math.max(0, due - performance.now()));
      under.push(this.#act(performance.now()));
    }
    return Promise.all(under);
  }

  async #act(due: number): Promise<number> {
    const next = this.#ready.shift();
    const move = next && JOURNEY[next.step];
    if (!next || !move) throw new Error('the cases ran out: open more');
    const path = `/v1/cases/${next.caseId}/acts/${move.act}`;
    const token = tokenOf(OFFICERS[move.by].person);
    await ask(this.#agent, { port: this.port, path, token, body: { input: move.input } });
    if (next.step + 1 < JOURNEY.length) this.#ready.unshift({ caseId: next.caseId, step: next.step + 1 });
    return performance.now() - due;
  }
}

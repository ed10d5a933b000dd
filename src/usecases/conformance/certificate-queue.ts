import type { CertificateReads } from './certificate-ports.js';

/** Cases, and entries of the log, that one question looks at. */
const PAGE = { cases: 100, entries: 2_000 };
/** Questions of each sort in one round: what is left is asked by the next. */
const MOST_PAGES = 20;
/** Cases that could not be judged and are tried again, at most; the others wait for the next start. */
const MOST_FAILING = 1_000;
/** A case that fails again and again is tried after this many doublings of the rounds in between, at most. */
const MOST_DOUBLINGS = 12;

/**
 * Which ended cases may want a certificate. What ends while the process runs is found by the log, in its order; what ended
 * before, by one walk over all cases after the start. Any number of processes may look: nothing is claimed.
 */
export class CertificateQueue {
  readonly #waiting = new Set<string>();
  readonly #failing = new Map<string, { readonly times: number; rounds: number }>();
  #sealed: number | undefined;
  #walk: { readonly after: string | undefined } | undefined = { after: undefined };

  constructor(private readonly reads: Pick<CertificateReads, 'uncertified' | 'sealedFrom' | 'logSize'>) {}

  /** Up to so many cases. Each waits until it is `done` or has `failed`. Called once a round. */
  async some(limit: number): Promise<readonly string[]> {
    for (const [caseId, failing] of this.#failing) if (--failing.rounds === 0) this.#waiting.add(caseId);
    await this.#follow(limit);
    await this.#walkOn(limit);
    return [...this.#waiting].slice(0, limit);
  }

  done(caseId: string): void {
    this.#waiting.delete(caseId);
    this.#failing.delete(caseId);
  }

  /** It is tried again, each time after twice as many rounds. */
  failed(caseId: string): void {
    const times = (this.#failing.get(caseId)?.times ?? 0) + 1;
    this.done(caseId);
    if (this.#failing.size >= MOST_FAILING) return;
    this.#failing.set(caseId, { times, rounds: 2 ** Math.min(times, MOST_DOUBLINGS) });
  }

  async #follow(limit: number): Promise<void> {
    this.#sealed ??= await this.reads.logSize();
    for (let pages = 0; pages < MOST_PAGES && this.#waiting.size < limit; pages++) {
      const { cases, next } = await this.reads.sealedFrom(this.#sealed, PAGE.entries);
      if (next === undefined) return;
      this.#sealed = next;
      for (const caseId of cases) this.#waiting.add(caseId);
    }
  }

  async #walkOn(limit: number): Promise<void> {
    for (let pages = 0; this.#walk && pages < MOST_PAGES && this.#waiting.size < limit; pages++) {
      const { cases, next } = await this.reads.uncertified(this.#walk.after, PAGE.cases);
      this.#walk = next === undefined ? undefined : { after: next };
      for (const caseId of cases) this.#waiting.add(caseId);
    }
  }
}

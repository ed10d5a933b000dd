import type { Both } from '../language.js';

/** What is the same for every problem of one code. */
export interface ProblemType {
  readonly status: number;
  readonly title: Both;
  /** What the caller can do next. */
  readonly next: Both;
}

/** A problem type from its status and its words. */
export function type(status: number, title: Both, next: Both): ProblemType {
  return { status, title, next };
}

/** A sentence in both languages. */
export function both(zh: string, en: string): Both {
  return { zh, en };
}

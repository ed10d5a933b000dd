import type { Instant } from '../../engine/clock/time.js';

/** 常用语: words that a person uses again and again. Private marks, in no record. */
export interface Snippet {
  readonly id: string;
  readonly text: string;
}

/** A person keeps no more than this. */
export const MAX_SNIPPETS = 200;

/** Characters of one. */
export const MAX_SNIPPET = 1_000;

/** Where snippets are kept. */
export interface Snippets {
  /** A person's own, oldest first. */
  of(person: string): Promise<readonly Snippet[]>;
  /** Keeps one; one that he has already stays where it is. False: he has as many as he may. */
  keep(person: string, snippet: Snippet, at: Instant): Promise<boolean>;
  /** False: he has no such snippet. */
  remove(person: string, id: string): Promise<boolean>;
}

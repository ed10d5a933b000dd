/** What a command may do to the outside: print, complain, read what was piped in. */
export interface Terminal {
  /** One line of the answer, to standard output. */
  out(line: string): void;
  /** One line for people, to standard error. */
  err(line: string): void;
  /** All of standard input. */
  input(): Promise<string>;
}

/**
 * 0: all is well. 1: the thing examined is not in order. 2: the question itself was wrong. `verify` has the codes of the evidence bundle
 * (docs/formats/evidence-bundle.md), under which 2 is incomplete, 3 not anchored, 4 unreadable or wrongly asked.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** One subcommand; `words` is what follows its name. */
export type Command = (words: readonly string[], terminal: Terminal) => Promise<ExitCode> | ExitCode;

/** A place in a definition file, 1-based. For problems that have no better place, the start of the file. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something for which a definition is not published (error), or that its author should look at (warning). */
export interface Problem extends Position {
  /** From a closed list, kebab-case: `unknown-key`, `state-unreachable` ... */
  readonly code: string;
  /** JSON pointer into the definition: `/acts/accept/by`. */
  readonly path: string;
  /** What is wrong, which rule it breaks, what to do. */
  readonly message: string;
  /** A text that would be right in that place. */
  readonly suggestion?: string;
  readonly severity: 'error' | 'warning';
}

/** One line a person can read and an editor can jump to: `file:line:column code: message`. */
export function problemLine(problem: Problem): string {
  const hint = problem.suggestion === undefined ? '' : ` (did you mean "${problem.suggestion}"?)`;
  return `${problem.file}:${problem.line}:${problem.column} ${problem.code}: ${problem.message}${hint}`;
}

/** In the order of the files as they were given by position; a stable list for people and tests. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

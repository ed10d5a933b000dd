import type { Basis, Definition } from '../definition.js';
import type { Problem } from '../problem.js';
import { problemAt, SourceMap } from '../source-map.js';
import { basisList } from '../states.js';
import { suggest } from '../suggest.js';

/** A problem in an overlay, at a JSON pointer of its own file. */
export interface OverlayProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly atKey?: boolean;
}

/** A definition on which an overlay is being laid: what has changed so far, where each part was written, what went wrong. */
export class ChangeSet {
  /** Plain JSON of its own: may be written to. */
  readonly definition: Definition;
  readonly problems: Problem[] = [];
  private readonly grafts: (readonly [string, string])[] = [];

  constructor(
    base: Definition,
    private readonly overlay: SourceMap,
  ) {
    this.definition = copy(base);
  }

  report(problem: OverlayProblem): void {
    this.problems.push(problemAt(this.overlay, problem));
  }

  /** Something that the overlay names and that is not there. */
  unknown(name: string, kind: string, path: string, known: Iterable<string>): void {
    const suggestion = suggest(name, known);
    const message = `there is no ${kind} "${name}" to change; name one of the level above, or declare it under "add"`;
    this.report({ code: 'unknown-change', path, message, suggestion, atKey: true });
  }

  /** What stands at `path` of the overlay's file is now at `to` of the definition. */
  wrote(path: string, to: string): void {
    this.grafts.push([path, to]);
  }

  /** Places of the result: what the overlay wrote stands in its file, the rest where it stood. */
  sourceOver(base: SourceMap): SourceMap {
    const source = new SourceMap(base.key(''));
    for (const [path, to] of this.grafts) source.graft(this.overlay, path, to);
    source.graft(base, '', '');
    return source;
  }
}

/** A copy that shares nothing with the original, which must be plain JSON. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => copy(entry)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry as unknown)])) as T;
}

/** Both provisions carry the rule, each once. */
export function bothBases(above: Basis | undefined, local: Basis): Basis {
  return [...new Set([...basisList(above), ...basisList(local)])];
}

/** JSON pointer of a state by its absolute dotted path. */
export function statePointer(path: string): string {
  return `/states/${path.split('.').join('/states/')}`;
}

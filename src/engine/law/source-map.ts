import type { Position, Problem } from './problem.js';

interface Place {
  key?: Position;
  value?: Position;
  inline?: number;
}

/** Where each part of a definition was written, by JSON pointer. A definition without files has an empty map. */
export class SourceMap {
  private readonly places = new Map<string, Place>();

  constructor(private readonly start: Position) {}

  setKey(path: string, position: Position): void {
    this.place(path).key = position;
  }

  /** `inline`: offset from the position to the first character of a text that stands on one line. */
  setValue(path: string, position: Position, inline?: number): void {
    const place = this.place(path);
    place.value = position;
    if (inline === undefined) delete place.inline;
    else place.inline = inline;
  }

  /** The key at `path`, or what is nearest above it. */
  key(path: string): Position {
    for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = this.places.get(at);
      const position = place?.key ?? place?.value;
      if (position) return position;
      if (at === '') return this.start;
    }
  }

  /** The value at `path`; `offset`: characters into a text value. */
  value(path: string, offset?: number): Position {
    const place = this.places.get(path);
    if (!place?.value) return this.key(path);
    if (offset === undefined || place.inline === undefined) return place.value;
    return { ...place.value, column: place.value.column + place.inline + offset };
  }

  /** Takes over what `from` knows about `path` and everything below it, as `newPath` here, unless known already. */
  graft(
    from: SourceMap,
    path: string,
    newPath: string,
    rename: (key: string) => string = (key) => key,
  ): void {
    for (const [at, place] of from.places) {
      if (at !== path && !at.startsWith(`${path}/`)) continue;
      const below = at.slice(path.length).split('/').map(rename).join('/');
      if (!this.places.has(newPath + below)) this.places.set(newPath + below, { ...place });
    }
  }

  private place(path: string): Place {
    let place = this.places.get(path);
    if (!place) this.places.set(path, (place = {}));
    return place;
  }
}

/** A problem at a place of a definition. */
export function problemAt(
  source: SourceMap,
  found: {
    readonly code: string;
    readonly path: string;
    readonly message: string;
    readonly suggestion?: string | undefined;
    readonly atKey?: boolean;
    readonly offset?: number;
    /** Place within a text of several lines, 1-based: told where the text is a file of its own. */
    readonly within?: Pick<Position, 'line' | 'column'>;
    readonly severity?: 'error' | 'warning';
  },
): Problem {
  const start = found.atKey ? source.key(found.path) : source.value(found.path, found.offset);
  const ownFile = start.line === 1 && start.column === 1;
  const position = found.within && ownFile ? { ...start, ...found.within } : start;
  return {
    code: found.code,
    ...position,
    path: found.path,
    message: found.message,
    ...(found.suggestion === undefined ? {} : { suggestion: found.suggestion }),
    severity: found.severity ?? 'error',
  };
}

import type { ActDefinition } from '../law/definition.js';
import { namesIn } from './possible-values.js';

const known = new WeakMap<ActDefinition, readonly string[]>();

/**
 * The conditions of an act, each by itself and each two together that look at the same field of a stream: that all experts who
 * were chosen have answered is true of no experts, and that there are some is true before they have answered.
 */
export function jointConditions(act: ActDefinition): readonly string[] {
  let sources = known.get(act);
  if (!sources) {
    const single = (act.requires ?? []).flatMap(({ that }) => (that === undefined ? [] : [that]));
    const pairs = single.flatMap((one, index) =>
      single
        .slice(index + 1)
        .flatMap((other) => (lookAtTheSame(one, other) ? [`(${one}) and (${other})`] : [])),
    );
    sources = [...single, ...pairs];
    known.set(act, sources);
  }
  return sources;
}

function lookAtTheSame(one: string, other: string): boolean {
  const names = new Set(namesIn(one));
  return namesIn(other).some((name) => name.startsWith('streams.') && names.has(name));
}

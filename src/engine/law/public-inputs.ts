import type { Definition } from './definition.js';
import { scanFeel } from './feel/feel-reads.js';

const known = new WeakMap<Definition, ReadonlyMap<string, readonly string[]>>();

/**
 * Inputs that a publication reads as `inputs.<act>.<input>`: by act, the names of its inputs. What was recorded once (a number
 * in the register) is made public as it was recorded, and not asked for again by whoever publishes.
 */
export function publicInputs(definition: Definition): ReadonlyMap<string, readonly string[]> {
  const found = known.get(definition) ?? inputsRead(definition);
  known.set(definition, found);
  return found;
}

function inputsRead({ acts, publications = {} }: Definition): ReadonlyMap<string, readonly string[]> {
  const read = new Set(
    Object.values(publications).flatMap(({ when, fields }) =>
      [...Object.values(fields).map(({ from }) => from), ...(when === undefined ? [] : [when])].flatMap(
        (source) => scanFeel(source).reads.map(({ segments }) => segments.join('.')),
      ),
    ),
  );
  return new Map(
    Object.entries(acts).flatMap(([act, { input }]): (readonly [string, readonly string[]])[] => {
      const names = Object.keys(input ?? {}).filter((name) => read.has(`inputs.${act}.${name}`));
      return names.length > 0 ? [[act, names]] : [];
    }),
  );
}

import type { Definition } from '../law/definition.js';
import type { Finding } from '../law/lint/subject.js';
import type { Exploration } from './explore.js';
import { roundsIn } from './state-paths.js';

/**
 * Rounds of named signers that may begin when nobody can name them: when a case is opened, by the law alone, or by the
 * signature that settles another round.
 */
export function unnamedSigners(definition: Definition, { passages, configurations }: Exploration): Finding[] {
  const named = Object.keys(definition.signings ?? {}).filter(
    (name) => definition.signings?.[name]?.signers === 'named',
  );
  if (named.length === 0) return [];
  // There are many more passages than configurations.
  const rounds = configurations.map(({ value }) => roundsIn(definition, value));
  const found = new Map<string, Finding>();
  for (const { from, to, event } of passages) {
    const act = Object.hasOwn(definition.acts, event) ? definition.acts[event] : undefined;
    if (act && !act.opens) continue;
    const was = from === undefined ? undefined : rounds[from];
    const begun = rounds[to];
    for (const signing of named) {
      if (!begun?.has(signing) || was?.has(signing) || found.has(signing)) continue;
      const message = `the round "${signing}" may begin by "${event}", when nobody names its signers; let an act lead to it, or ask all holders of the post`;
      found.set(signing, { code: 'signers-unnamed', path: `/signings/${signing}/signers`, message });
    }
  }
  return [...found.values()];
}

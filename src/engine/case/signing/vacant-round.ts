import type { Definition } from '../../law/definition.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { World } from '../world.js';
import { onTurn, signingAs, signsFor, unsigned, withSignature, type OpenRound } from './round.js';
import { roundNow, signingRules } from './sign.js';
import { signingPower } from './signers.js';
import { tally } from './tally.js';

/**
 * Whether a round of an office can no longer end: even if all who may still lawfully sign, themselves or by a deputy, agreed,
 * it would stay open. So is one without signers, or with a number of them that the law does not want.
 */
export function isVacantRound(
  definition: Definition,
  state: CaseState,
  { task, round: asked, signing }: Omit<OpenRound, 'key'>,
  world: Pick<World, 'checkPower' | 'bars' | 'holders'>,
  candidates: Iterable<Actor> = world.holders?.(task.post) ?? [],
): boolean {
  let round = roundNow(asked, world);
  const rules = signingRules(definition, signing);
  const able = new Set<string>();
  const waiting = unsigned(round);
  for (const candidate of candidates) {
    for (const person of signsFor(candidate, task.post, false)) {
      if (!waiting.includes(person) || able.has(person)) continue;
      const power = signingPower(definition, task, signingAs(candidate, task.post, [person]), state, world);
      if (!('unmet' in power)) able.add(person);
    }
  }
  for (let next = onTurn(round).find((person) => able.has(person)); next;) {
    round = withSignature(round, next, { stance: 'agree', on: state.lastOn });
    next = onTurn(round).find((person) => able.has(person));
  }
  return tally(rules, round).result === undefined;
}

import type { Definition } from '../../law/definition.js';
import type { SigningDefinition } from '../../law/work-definition.js';
import type { TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { powerFor, type Power } from '../power/power.js';
import type { PowerSource } from '../power/power-wish.js';
import type { CaseBars, World } from '../world.js';
import type { Signer } from './signing-state.js';

/** A round's task, as far as it says who may sign. */
export type SigningTask = Pick<TaskState, 'post' | 'acts'>;

/** What is read of the world to find out who may sign. */
export type SignersWorld = Pick<World, 'checkPower'> & Partial<Pick<World, 'bars' | 'holders'>>;

/**
 * Everybody who may lawfully sign in a round of the task, by id: each natural person once, deputies not among them (they
 * sign for their principals). The recused are left out; whom only an undecided request bars is not yet.
 */
export function lawfulSigners(
  definition: Definition,
  rules: Pick<SigningDefinition, 'weights'>,
  task: SigningTask,
  source: PowerSource,
  world: SignersWorld,
): ReadonlyMap<string, Signer> {
  const found = new Map<string, Signer>();
  if (definition.posts[task.post]?.kind === 'party') {
    for (const person of source.parties[task.post] ?? []) found.set(person, { person });
    return found;
  }
  const settled = { ...world, ...(world.bars && { bars: withoutRequests(world.bars) }) };
  for (const candidate of world.holders?.(task.post) ?? []) {
    const own = candidate.capacities.filter(({ post, deputy }) => post === task.post && !deputy);
    if (own.length === 0) continue;
    const power = signingPower(definition, task, { ...candidate, capacities: own }, source, settled);
    if ('unmet' in power) continue;
    const rank = own.find(({ unit }) => unit === power.unit)?.rank ?? definition.posts[task.post]?.rank;
    const weight = rank === undefined ? 1 : (rules.weights?.[rank] ?? 1);
    found.set(candidate.person, { person: candidate.person, ...(weight !== 1 && { weight }) });
  }
  return found;
}

/** Whether somebody may do one of the acts of a round's task at all, whatever the round says. */
export function signingPower(
  definition: Definition,
  { post, acts }: SigningTask,
  actor: Actor,
  source: PowerSource,
  world: Pick<World, 'checkPower' | 'bars'>,
): Power {
  let refused: Power | undefined;
  for (const name of acts) {
    const { basis = [], title = name, separateFrom = [] } = definition.acts[name] ?? {};
    const wish = { action: 'holdTask' as const, name, by: [post], separateFrom, basis, title };
    const power = powerFor(definition, wish, actor, source, world);
    if (!('unmet' in power)) return power;
    refused ??= power;
  }
  return refused ?? { unmet: [] };
}

/** Those who have left every round of the case by 回避. A request that is undecided takes nobody out. */
export function recusedFor(bars: CaseBars | undefined): readonly string[] {
  return bars ? withoutRequests(bars).recused : [];
}

function withoutRequests(bars: CaseBars): CaseBars {
  const { recused, requested = [] } = bars;
  return { ...bars, recused: recused.filter((person) => !requested.includes(person)) };
}

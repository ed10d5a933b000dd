import type { Definition } from '../../law/definition.js';
import type { TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { powerFor, type GrantedPower, type Power } from '../power/power.js';
import type { PowerSource } from '../power/power-wish.js';
import type { World } from '../world.js';

/**
 * Whether a person may lawfully have an open task, and in which capacity. A deputy may be charged with some of its acts
 * alone: one of them is enough. Of several substitutions that each cover some of them, the first of the actor's counts,
 * whatever the order of the acts.
 */
export function taskPower(
  definition: Definition,
  source: PowerSource,
  { post, acts }: Pick<TaskState, 'post' | 'acts'>,
  actor: Actor,
  world: Pick<World, 'checkPower' | 'bars'>,
): Power {
  let refused: Power | undefined;
  let granted: GrantedPower | undefined;
  const placeOf = (power: GrantedPower): number =>
    actor.capacities.findIndex(({ deputy }) => deputy === power.deputy);
  for (const name of acts) {
    const act = definition.acts[name];
    const wish = {
      action: 'holdTask' as const,
      name,
      by: [post],
      separateFrom: [],
      basis: act?.basis ?? [],
      title: act?.title ?? name,
    };
    const power = powerFor(definition, wish, actor, source, world);
    if ('unmet' in power) refused ??= power;
    else if (!power.deputy) return power;
    else if (!granted || placeOf(power) < placeOf(granted)) granted = power;
  }
  return granted ?? refused ?? { unmet: [] };
}

/** The natural persons of a granted power: who acts, and for whom. */
export function naturalPersons(
  actor: Pick<Actor, 'person'>,
  power: { readonly deputy?: { readonly principal: Pick<Actor, 'person'> } | undefined },
): readonly string[] {
  return power.deputy ? [actor.person, power.deputy.principal.person] : [actor.person];
}

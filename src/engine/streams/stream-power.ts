import type { CaseState } from '../case/case-state.js';
import type { Actor } from '../case/command.js';
import { actScope } from '../case/feel-scope.js';
import { powerFor, type Power } from '../case/power/power.js';
import type { Unmet } from '../case/refusal.js';
import { unmetRequirement } from '../case/requirements.js';
import { today, type World } from '../case/world.js';
import type { Definition } from '../law/definition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import type { StreamEvent } from './stream-law.js';

/** The power to keep a stream of a case: the policies are asked as for an act of the posts that keep it. */
export function streamPower(
  definition: Definition,
  name: string,
  declared: StreamDefinition,
  { actor, state, world }: { readonly actor: Actor; readonly state: CaseState; readonly world: World },
): Power {
  const { by, basis, title } = declared;
  const posts = typeof by === 'string' ? [by] : by;
  // No act of a procedure can be called so: a substitution for certain acts does not extend to it.
  const wish = {
    action: 'performAct',
    name: `stream.${name}`,
    by: posts,
    separateFrom: [],
    basis,
    title,
  } as const;
  return powerFor(definition, wish, actor, state, world);
}

/** The power as an event keeps it. */
export function powerInStream(
  power: Exclude<Power, { readonly unmet: unknown }>,
): Required<Pick<StreamEvent, 'post' | 'power'>> {
  const { post, policies, unit, deputy } = power;
  return {
    post,
    power: {
      policies,
      ...(unit !== undefined && { unit }),
      ...(deputy && { onBehalfOf: deputy.principal.person, substitution: deputy.substitution }),
    },
  };
}

/** Everything that is not yet as it must be before the stream may begin, or the case be on an agenda. */
export function unmetToBegin(
  definition: Definition,
  { requires = [] }: StreamDefinition,
  { person, post }: { readonly person: string; readonly post: string },
  { state, world }: { readonly state: CaseState; readonly world: World },
): readonly Unmet[] {
  const scope = actScope(definition, state, '', {}, { person, post }, world.streams);
  const place = { definition, state, scope, on: today(world), world };
  return requires.flatMap((requirement) => unmetRequirement(requirement, place) ?? []);
}

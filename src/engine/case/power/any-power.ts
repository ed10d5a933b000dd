import { missingPower } from '../../powers/missing-power.js';
import type { Definition } from '../../law/definition.js';
import type { CapacityFacts, PolicyReason, PowerAction, PowerQuestion } from '../../powers/power-question.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import { caseFacts, officeFacts, personFactsOf, type GrantedPower } from './power.js';
import type { World } from '../world.js';

/** A case before a person: all that a power over it that is no act may depend on. */
export interface PowerPlace {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly actor: Actor;
  readonly world: Pick<World, 'checkPower' | 'bars'>;
}

/** Why somebody may, or everything that stands against it. */
export type AnyPower =
  | {
      readonly allowed: true;
      /** As what he may; absent: as himself. */
      readonly capacity?: CapacityFacts;
      readonly policies: readonly string[];
      readonly granted: GrantedPower;
    }
  | { readonly allowed: false; readonly denials: readonly PolicyReason[] };

/** Asks for each capacity that serves the case, then for the person himself; the first that is allowed is taken. */
export function anyPower(
  { definition, state, actor, world }: PowerPlace,
  action: Extract<PowerAction, 'readCase' | 'readPersonal' | 'auditCase' | 'referCase' | 'exportEvidence'>,
  more: Pick<PowerQuestion, 'dataClass'> = {},
): AnyPower {
  const question: PowerQuestion = {
    action,
    person: personFactsOf(actor),
    scopes: actor.scopes,
    case: caseFacts(definition, state, [], world.bars),
    ...more,
  };
  const held = new Set(Object.values(state.tasks).map(({ post }) => post));
  let denials: readonly PolicyReason[] | undefined;
  for (const office of [...actor.capacities.filter(({ serves }) => serves), undefined]) {
    const capacity = office && {
      ...officeFacts(office, '', held.has(office.post)),
      // What a substitution is for limits acts; to act, a deputy must know the case.
      inScope: office.deputy?.inScope ?? true,
    };
    const answer = world.checkPower({ ...question, ...(capacity && { capacity }) });
    if (answer.allowed) {
      const { policies } = answer;
      return { allowed: true, policies, ...(capacity && { capacity }), granted: granted(policies, office) };
    }
    // What forbids says more than that a post has no such power.
    if (answer.denials.length > 0) denials ??= answer.denials;
  }
  return { allowed: false, denials: denials ?? [missingPower(action)] };
}

function granted(policies: readonly string[], office: Actor['capacities'][number] | undefined): GrantedPower {
  const { post = '', unit, deputy } = office ?? {};
  return { post, ...(unit !== undefined && { unit }), ...(deputy && { deputy }), policies };
}

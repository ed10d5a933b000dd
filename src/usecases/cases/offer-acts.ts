import { basisList, joinBasis } from '../../engine/case/basis-list.js';
import { powerFor, type GrantedPower } from '../../engine/case/power/power.js';
import { actWish } from '../../engine/case/power/power-wish.js';
import { preflight, type Preflight } from '../../engine/case/explain/preflight.js';
import { permittedActs, refusal } from '../../engine/case/refusal.js';
import type { ActDefinition, Definition } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { LawfulCaseFor } from './read-case.js';
import { knownCase } from '../reading/known-case.js';

/** An act of the procedure, as what this person may do it, and what stands against him doing it now. */
export interface OfferedAct {
  readonly act: string;
  readonly definition: ActDefinition;
  readonly basis: readonly string[];
  /** Whether the case's state allows it, whoever may do it. */
  readonly inState: boolean;
  /** In which capacity the policies let him do it; absent when they do not. */
  readonly capacity?: OfferedCapacity;
  readonly preflight: Preflight;
}

/** As what somebody may do an act. */
export interface OfferedCapacity {
  readonly kind: 'own' | 'deputy' | 'party';
  readonly post: string;
  readonly unit?: string;
  /** A deputy's: for whom, by name where it is known, and by which substitution. */
  readonly onBehalfOf?: { readonly person: string; readonly name?: string; readonly substitution: string };
}

/**
 * The acts that the state allows now, each tried for the person without input; with `all`, those too that it does not
 * allow. Undefined: no such case, or none that he may know of.
 */
export function offerActs(
  ports: Ports,
): (
  caseId: string,
  by: Asker,
  options?: { readonly all?: boolean },
) => Promise<{ readonly found: LawfulCaseFor; readonly acts: readonly OfferedAct[] } | undefined> {
  return async (caseId, by, { all = false } = {}) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const allowed = offered(found);
    const acts = all ? [...allowed, ...elsewhere(found, allowed)] : allowed;
    const names = await namesOf(ports, acts);
    return { found, acts: acts.map((one) => withName(one, names)) };
  };
}

function offered(found: LawfulCaseFor): readonly OfferedAct[] {
  const { procedure, state, context, actor } = found;
  return permittedActs(procedure, state).flatMap((act): readonly OfferedAct[] => {
    const definition = procedure.definition.acts[act];
    if (!definition) return [];
    const power = powerFor(
      procedure.definition,
      actWish(act, definition, false),
      actor,
      state,
      context.world,
    );
    return [
      {
        ...{ act, definition, basis: joinBasis(definition.basis), inState: true },
        ...('policies' in power && { capacity: capacityOf(procedure.definition, power) }),
        preflight: preflight(procedure, state, { act, actor }, context.world),
      },
    ];
  });
}

/** Acts that the procedure has and the state does not allow; those that open a case are done with. */
function elsewhere(found: LawfulCaseFor, allowed: readonly OfferedAct[]): readonly OfferedAct[] {
  const { procedure, state } = found;
  const known = new Set(allowed.map(({ act }) => act));
  const code = state.status === 'ended' ? 'case-ended' : 'not-in-this-state';
  return Object.entries(procedure.definition.acts)
    .filter(([act, definition]) => !known.has(act) && definition.opens !== true)
    .map(([act, definition]): OfferedAct => {
      const basis = basisList(definition.basis);
      const { unmet, permittedActs: permitted } = refusal(code, procedure, state, basis);
      const not = { possible: false, inputNotJudged: false, consequence: null };
      const tried = { act, ...not, unmet, permittedActs: permitted };
      return { act, definition, basis, inState: false, preflight: tried };
    });
}

function capacityOf(definition: Definition, { post, unit, deputy }: GrantedPower): OfferedCapacity {
  const party = definition.posts[post]?.kind === 'party';
  return {
    kind: deputy ? 'deputy' : party ? 'party' : 'own',
    post,
    ...(unit !== undefined && { unit }),
    ...(deputy && {
      onBehalfOf: { person: deputy.principal.person, substitution: deputy.substitution },
    }),
  };
}

function namesOf(
  { directory }: Pick<Ports, 'directory'>,
  acts: readonly OfferedAct[],
): Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string> {
  const principals = new Set(acts.flatMap(({ capacity }) => capacity?.onBehalfOf?.person ?? []));
  return principals.size === 0 ? new Map() : directory.names([...principals]);
}

function withName(offer: OfferedAct, names: ReadonlyMap<string, string>): OfferedAct {
  const { capacity } = offer;
  const name = capacity?.onBehalfOf && names.get(capacity.onBehalfOf.person);
  if (!capacity?.onBehalfOf || name === undefined) return offer;
  return { ...offer, capacity: { ...capacity, onBehalfOf: { ...capacity.onBehalfOf, name } } };
}

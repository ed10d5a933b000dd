import { basisList } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import { evolve } from '../evolve.js';
import { guardScope } from '../feel-scope.js';
import { refusal, type Refusal, type Unmet } from '../refusal.js';
import { today, type World } from '../world.js';
import type { Definition } from '../../law/definition.js';
import type { CivilDate } from '../../clock/time.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { filedChange, judgedChange, waivedChange, type MaterialPlace } from './material-changes.js';
import { handPower } from './hand-power.js';
import { neededMaterials } from './list-materials.js';
import type { MaterialChange, MaterialLimits, MaterialVersion } from './material-state.js';

/** What somebody wants of a case's checklist of materials. */
export type MaterialWish =
  /** 提交. Without `id` it is something that nobody asked for: a row of its own. */
  | {
      readonly do: 'file';
      readonly id?: string;
      readonly version: Omit<MaterialVersion, 'on'>;
      readonly limits: MaterialLimits;
    }
  /** 核对. `paper`: what was handed in at the counter. */
  | {
      readonly do: 'judge';
      readonly id: string;
      readonly standing: 'sound' | 'defective';
      readonly paper?: 'original' | 'copy';
    }
  /** 免交, with the provision that lets the applicant off. */
  | { readonly do: 'waive'; readonly id: string; readonly basis: string };

/**
 * Decides on a change of the checklist. A party, or whoever may do an open task, files; only the latter judges and
 * waives. Where the case stands in law does not change: that the materials are complete is for an act to say.
 */
export function decideMaterials(
  procedure: CompiledProcedure,
  state: CaseState,
  { actor, ...wish }: MaterialWish & { readonly actor: Actor },
  world: World,
): Decision | Refusal {
  const { definition } = procedure;
  const basis = basisOf(procedure, wish);
  if (state.status === 'ended') return refusal('case-ended', procedure, state, basis);
  const power = handPower(definition, state, actor, world, { parties: wish.do === 'file' });
  const on = today(world);
  const place = placeOf(procedure, state, wish, on);
  const change = changeOf(place, wish);
  const unmet: readonly Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...('post' in power ? sharedByParty(definition, wish, power.post) : []),
    ...('unmet' in change ? change.unmet : []),
  ];
  if ('unmet' in power || 'unmet' in change || unmet.length > 0) {
    return refusal(unmet[0]?.code ?? 'power-missing', procedure, state, [], unmet);
  }
  const event: CaseEvent = {
    type: `material.${change.did}`,
    cause: 'material',
    power: {
      policies: power.policies,
      ...(power.unit !== undefined && { unit: power.unit }),
      ...(power.deputy && {
        onBehalfOf: power.deputy.principal.person,
        substitution: power.deputy.substitution,
      }),
    },
    on,
    material: change,
  };
  return { refused: false, event, effects: [], state: evolve(state, event, actor.person), basis };
}

/** 共享: an office fetches it from another one; what the applicant brings is his. */
function sharedByParty({ posts }: Definition, wish: MaterialWish, post: string): readonly Unmet[] {
  if (wish.do !== 'file' || wish.version.source !== 'shared' || posts[post]?.kind !== 'party') return [];
  const say = {
    zh: '共享的材料由办理机关取得，当事人不必也不能代为提交',
    en: 'what is shared is fetched by the authority; a party neither needs to nor can file it',
  };
  return [{ code: 'invalid-input', say, basis: [SHARED], at: '/source' }];
}

function changeOf(
  place: MaterialPlace,
  wish: MaterialWish,
): Exclude<MaterialChange, { did: 'listed' | 'opened' }> | { readonly unmet: readonly Unmet[] } {
  switch (wish.do) {
    case 'file':
      return filedChange(place, wish.version, wish.limits);
    case 'judge':
      return judgedChange(place, wish.standing, wish.paper);
    case 'waive':
      return waivedChange(place, wish.basis);
  }
}

/** The row that a wish is about. One that the definition needs now is there, also before anything was said of it. */
function placeOf(
  { definition }: CompiledProcedure,
  state: CaseState,
  wish: MaterialWish,
  on: CivilDate,
): MaterialPlace {
  const { id } = wish;
  const place = { definition, state, on };
  if (id === undefined) return { ...place, id: nextExtra(state), known: true };
  const materials = state.materials ?? {};
  const row = Object.hasOwn(materials, id) ? materials[id] : undefined;
  const declared = neededMaterials(definition, guardScope(definition, state)).find(([name]) => name === id);
  const material = declared?.[1] ?? (row?.item === undefined ? undefined : definition.materials?.[row.item]);
  return { ...place, id, known: row !== undefined || declared !== undefined, ...{ row, material } };
}

/** Rows that nobody asked for are numbered in the order in which they came. */
function nextExtra({ materials = {} }: CaseState): string {
  const count = Object.keys(materials).filter((id) => id.startsWith('extra-')).length;
  return `extra-${count + 1}`;
}

const SHARED = '716号令 7';
const HOUSE = '正程 材料';

/** The provision that asks for the material; what lets it be fetched from another authority, or be left out. */
function basisOf({ definition }: CompiledProcedure, wish: MaterialWish): readonly string[] {
  if (wish.do === 'waive') return [wish.basis];
  const { materials = {} } = definition;
  const declared =
    wish.id !== undefined && Object.hasOwn(materials, wish.id) ? materials[wish.id] : undefined;
  const own = declared ? basisList(declared.basis) : [HOUSE];
  return wish.do === 'file' && wish.version.source === 'shared' ? [...own, SHARED] : own;
}

import type { Basis, Text } from '../../law/definition.js';
import type { WorkDefinition } from '../../law/work-definition.js';
import { actScope } from '../feel-scope.js';
import { powerFor, type GrantedPower } from '../power/power.js';
import { unmetRequirement } from '../requirements.js';
import { against, type Against, type DeskPlace } from './desk-place.js';

const TITLES: Readonly<Record<keyof WorkDefinition, { readonly zh: string; readonly en: string }>> = {
  suspend: { zh: '挂起', en: 'suspension of the work' },
  void: { zh: '作废', en: 'voiding' },
  reassign: { zh: '改派', en: 'reassignment' },
};

/** The power that the procedure's `work` section gives. What is not there cannot be done. */
export function workPower(
  { definition, state, actor, world, on }: DeskPlace,
  name: keyof WorkDefinition,
): { readonly power: GrantedPower; readonly basis: Basis } | Against {
  const rule = definition.work?.[name];
  const title = TITLES[name];
  if (!rule) {
    const zh = `本程序没有规定${title.zh}`;
    return { unmet: [against('not-provided', '正程 未授权即禁止', zh, `no ${title.en} in this procedure`)] };
  }
  const by = typeof rule.by === 'string' ? [rule.by] : rule.by;
  // No act of a procedure can be called so: a substitution for certain acts does not extend to it.
  const wish = { action: 'performAct', name: `desk.${name}`, by, separateFrom: [] } as const;
  const power = powerFor(
    definition,
    { ...wish, basis: rule.basis, title: title as Text },
    actor,
    state,
    world,
  );
  const post = 'unmet' in power ? '' : power.post;
  const scope = actScope(definition, state, wish.name, {}, { person: actor.person, post }, world.streams);
  const unmet = (rule.requires ?? []).flatMap(
    (requirement) => unmetRequirement(requirement, { definition, state, scope, on, world }) ?? [],
  );
  if ('unmet' in power) return { unmet: [...power.unmet, ...unmet] };
  return unmet.length > 0 ? { unmet } : { power, basis: rule.basis };
}

import type { Definition, Text } from '../../law/definition.js';
import { holdsFeel } from '../../law/feel/feel.js';
import type { MaterialDefinition } from '../../law/work-definition.js';
import type { ListedMaterial, MaterialChange } from './material-state.js';

/** What an entry of the list received says of its standing. */
const STANDINGS: Readonly<Record<string, ListedMaterial['standing']>> = {
  ok: 'sound',
  missing: 'missing',
  defective: 'defective',
};

/**
 * The checklist that a case begins with: the definition's rows that are needed now, and the entries of the list that
 * the opening act received (its input `materials`). An entry that has the title of a row is that row. Names stay in
 * the input: an entry beyond the definition is known by its place. Undefined: there is nothing to list.
 *
 * @param scope what guards may read once the act is done
 */
export function materialsListed(
  definition: Definition,
  input: Readonly<Record<string, unknown>>,
  scope: Readonly<Record<string, unknown>>,
): Extract<MaterialChange, { did: 'listed' }> | undefined {
  const received = receivedList(input);
  const taken = new Set<number>();
  const rows = neededMaterials(definition, scope).map(([id, material]): ListedMaterial => {
    const at = received.findIndex(({ name }, n) => !taken.has(n) && name === titleZh(material.title));
    if (at >= 0) taken.add(at);
    return { id, item: id, standing: received[at]?.standing ?? 'missing' };
  });
  const others = received.flatMap(({ standing }, n): readonly ListedMaterial[] =>
    taken.has(n) ? [] : [{ id: `${RECEIVED}${n + 1}`, standing }],
  );
  const all = [...rows, ...others];
  return all.length === 0 ? undefined : { did: 'listed', rows: all };
}

const RECEIVED = 'received-';

/** The place in the list received of a row that is none of the definition's, from 0. */
export function placeReceived(id: string): number | undefined {
  return /^received-[1-9]\d{0,3}$/.test(id) ? Number(id.slice(RECEIVED.length)) - 1 : undefined;
}

/** The definition's rows that the case needs as its facts are, in the order of the definition. */
export function neededMaterials(
  { materials = {} }: Definition,
  scope: Readonly<Record<string, unknown>>,
): readonly (readonly [id: string, material: MaterialDefinition])[] {
  return Object.entries(materials).filter(([, { when }]) => when === undefined || holdsFeel(when, scope));
}

function receivedList(
  input: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly standing: ListedMaterial['standing'] }[] {
  const { materials } = input;
  if (!Array.isArray(materials)) return [];
  return (materials as readonly unknown[]).flatMap((entry) => {
    const { name, state } = (entry ?? {}) as { readonly name?: unknown; readonly state?: unknown };
    if (typeof name !== 'string') return [];
    return [{ name, standing: (typeof state === 'string' ? STANDINGS[state] : undefined) ?? 'missing' }];
  });
}

function titleZh(title: Text): string {
  return typeof title === 'string' ? title : title.zh;
}

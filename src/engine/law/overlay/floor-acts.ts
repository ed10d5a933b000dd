import type { Basis, Definition, DistinctPost, Requirement, Text } from '../definition.js';
import type { OverlaySource } from './overlay-source.js';
import { compositionWeakenings } from './floor-compositions.js';
import { listOf, sameThing, without } from './same-thing.js';
import { bothOf, type Weakening } from './weakening.js';

/** What acts and streams have in common. */
interface Guarded {
  readonly title: Text;
  readonly by: string | readonly string[];
  readonly requires?: readonly Requirement[];
  readonly separateFrom?: readonly string[];
  readonly basis: Basis;
}

/** Requirements that are gone, posts that were not in power before, effects that are not those of the level above. */
export function actWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  return guardedWeakenings(
    'acts',
    above.acts,
    here.acts,
    here,
    (name) => overlay.change?.acts?.[name]?.basis,
  );
}

/** The same for what goes on beside the case. */
export function streamWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  const basisOf = (name: string) => overlay.change?.streams?.[name]?.basis;
  return [
    ...guardedWeakenings('streams', above.streams ?? {}, here.streams ?? {}, here, basisOf),
    ...compositionWeakenings(above, here, overlay),
  ];
}

function guardedWeakenings(
  section: 'acts' | 'streams',
  above: Readonly<Record<string, Guarded>>,
  here: Readonly<Record<string, Guarded>>,
  definition: Definition,
  basisOf: (name: string) => Basis | undefined,
): Weakening[] {
  return Object.entries(above).flatMap(([name, thing]) => {
    const now = here[name];
    const path = `/${section}/${name}`;
    const local = basisOf(name);
    if (!now)
      return [removed('rule-changed', path, thing.title, thing.basis, local, { zh: '被取消', en: 'gone' })];
    return [
      ...lostRequirements(thing, now, path, local),
      ...widerPower(thing, now, path, local, definition),
      ...lostSeparations(thing, now, path, local),
      ...otherEffects(thing, now, path, local),
    ];
  });
}

function lostRequirements(
  above: Guarded,
  here: Guarded,
  path: string,
  local: Basis | undefined,
): Weakening[] {
  const lost = (above.requires ?? []).filter(
    (requirement) => !(here.requires ?? []).some((one) => sameThing(one, requirement)),
  );
  return lost.map(({ basis, say }) => {
    const { zh, en } = bothOf(say);
    return {
      ...removed('requirement-removed', `${path}/requires`, above.title, basis, local, {
        zh: '取消了法定前置条件',
        en: 'a requirement is gone',
      }),
      above: { basis, says: { zh: `前置条件（否则：${zh}）`, en: `a requirement (or else: ${en})` } },
    };
  });
}

function widerPower(
  above: Guarded,
  here: Guarded,
  path: string,
  local: Basis | undefined,
  { posts }: Definition,
): Weakening[] {
  const wider = listOf(here.by).filter((post) => !listOf(above.by).includes(post));
  if (wider.length === 0) return [];
  const titles = (names: string | readonly string[]): Text => {
    const both = listOf(names).map((name) => bothOf(posts[name]?.title ?? name));
    return {
      zh: `由${both.map(({ zh }) => zh).join('、')}进行`,
      en: `by ${both.map(({ en }) => en).join(', ')}`,
    };
  };
  return [
    {
      kind: 'power-widened',
      path: `${path}/by`,
      about: above.title,
      above: { basis: above.basis, says: titles(above.by) },
      local: { basis: local, says: titles(here.by) },
      why: { zh: '扩大了有权进行的岗位', en: 'posts may do it that could not' },
    },
  ];
}

function lostSeparations(above: Guarded, here: Guarded, path: string, local: Basis | undefined): Weakening[] {
  const lost = (above.separateFrom ?? []).filter((act) => !(here.separateFrom ?? []).includes(act));
  if (lost.length === 0) return [];
  const why = { zh: `不再与${lost.join('、')}分离`, en: `no longer separate from ${lost.join(', ')}` };
  return [removed('separation-removed', path, above.title, above.basis, local, why)];
}

function otherEffects(above: Guarded, here: Guarded, path: string, local: Basis | undefined): Weakening[] {
  const open = ['requires', 'by', 'separateFrom', 'composition', 'basis'];
  if (sameThing(without(above, ...open), without(here, ...open))) return [];
  const why = { zh: '地方规定不得改动其效力', en: 'an overlay does not change its effects' };
  return [removed('rule-changed', path, above.title, above.basis, local, why)];
}

/** 岗位分离: posts that one person may not hold together. */
export function postWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  return Object.entries(above.posts).flatMap(([name, post]) => {
    const now = here.posts[name];
    const local = overlay.change?.posts?.[name]?.basis;
    const path = `/posts/${name}`;
    if (!now || !sameThing(without(post, 'distinctFrom', 'basis'), without(now, 'distinctFrom', 'basis'))) {
      const why = { zh: '地方规定不得改动岗位', en: 'an overlay does not change a post' };
      return [removed('rule-changed', path, post.title, post.basis, local, why)];
    }
    const lost = (post.distinctFrom ?? []).filter(
      (other) => !(now.distinctFrom ?? []).some((one) => sameThing(one, other)),
    );
    return lost.map((other) => {
      const why = { zh: '取消了岗位分离', en: 'a separation of duties is gone' };
      const weakening = removed(
        'separation-removed',
        `${path}/distinctFrom`,
        post.title,
        post.basis,
        local,
        why,
      );
      return { ...weakening, above: { basis: post.basis, says: separation(other, above) } };
    });
  });
}

function separation(other: DistinctPost, { posts }: Definition): Text {
  const { zh, en } = bothOf(posts[typeof other === 'string' ? other : other.post]?.title ?? '');
  return { zh: `不得与${zh}为同一人`, en: `not the same person as the ${en}` };
}

/** What must hold on every path. */
export function propertyWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  return Object.entries(above.properties ?? {}).flatMap(([name, property]) => {
    const now = here.properties?.[name];
    const path = `/properties/${name}`;
    const local = overlay.change?.properties?.[name]?.basis;
    if (now && sameThing(without(property, 'basis'), without(now, 'basis'))) return [];
    const why = now
      ? { zh: '增加了例外或者改变了要求', en: 'it is lifted by further exceptions, or says something else' }
      : { zh: '不再要求', en: 'it is no longer demanded' };
    return [removed('property-removed', path, property.title, property.basis, local, why)];
  });
}

function removed(
  kind: Weakening['kind'],
  path: string,
  about: Text,
  basis: Basis | undefined,
  local: Basis | undefined,
  why: Text,
): Weakening {
  return {
    kind,
    path,
    about,
    above: { basis, says: { zh: '该要求', en: 'it' } },
    local: { basis: local, says: { zh: '不作此要求', en: 'nothing of the kind' } },
    why,
  };
}

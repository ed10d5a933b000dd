import type { Definition } from '../../../src/engine/law/definition.js';
import { namedBy } from '../../../src/engine/law/lint/gated.js';

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^acts\..+?\.(requires|serve|separateFrom)\..+$/, 'acts.*.$1'],
  [/^acts\..+\.(by|order|input|power|relates|takesBack|individual)$/, 'acts.*.$1'],
  [/^form\..+$/, 'form.*'],
  [/^clocks\..+\.(states|count|kept|promised|extend|suspend|onLapse)$/, 'clocks.*.$1'],
  [/^documents\..+\.(issue|served)$/, 'documents.*.$1'],
  [/^service\..+\.requires\.\d+$/, 'service.*.requires'],
  [/^service\..+\.effect$/, 'service.*.effect'],
  [/^publications\..+$/, 'publications.*'],
  [/^signings\..+$/, 'signings.*'],
  [/^materials\..+$/, 'materials.*'],
  [/^work\.\w+\.by$/, 'work.*.by'],
  [/^work\.\w+\.requires\.\d+$/, 'work.*.requires'],
  [/^streams\..+\.requires\.\d+$/, 'streams.*.requires'],
  [/^streams\..+\.(\w+)$/, 'streams.*.$1'],
];

/** The place of a rule in any definition, without the names that this one gives: `acts.*.requires`. */
export function shapeOf(definition: Definition, id: string): string {
  if (id.startsWith('properties.')) return shapeOfProperty(definition, id.slice('properties.'.length));
  if (id.startsWith('posts.')) return shapeOfSeparation(definition, id);
  const [pattern, shape] = SHAPES.find(([one]) => one.test(id)) ?? [/^.*$/, '$&'];
  return id.replace(pattern, shape);
}

function shapeOfProperty({ properties = {} }: Definition, name: string): string {
  const property = properties[name];
  if (!property) throw new Error(`no property ${name}`);
  if ('never' in property) return 'properties.*.never';
  if ('lapse' in property) return 'properties.*.lapse';
  return `properties.*.${namedBy(property)[0]?.kind}`;
}

/** Within the case, or with what somebody did in the case that this one is about. */
function shapeOfSeparation({ posts }: Definition, id: string): string {
  const across = Object.entries(posts).some(([name, { distinctFrom = [] }]) =>
    distinctFrom.some(
      (other) => typeof other !== 'string' && id === `posts.${name}.distinctFrom.${other.in}.${other.post}`,
    ),
  );
  return across ? 'posts.*.distinctFrom.in' : 'posts.*.distinctFrom';
}

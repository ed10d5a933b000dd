import { officerPosts } from '../engine/case/power/power.js';
import type { Definition } from '../engine/law/definition.js';

/** What lists must know of a definition without reading it. */
export interface DefinitionRows {
  /** Posts of officers that it names. */
  readonly posts: readonly string[];
  /** Who acted in `other`, of this case or (with a relation) of the cases that it is about, may not act in `post`. */
  readonly separations: readonly {
    readonly post: string;
    readonly other: string;
    readonly relation: string;
  }[];
}

/** The rows of a definition, from its canonical text. */
export function definitionRows(text: string): DefinitionRows {
  const definition = JSON.parse(text) as Partial<Definition>;
  const { posts } = definition;
  if (!posts) return { posts: [], separations: [] };
  const pairs = Object.entries(posts).flatMap(([post, { distinctFrom = [] }]) =>
    distinctFrom.flatMap((other) => {
      if (typeof other !== 'string') return [{ post, other: other.post, relation: other.in }];
      // Read both ways within the case.
      return post === other ? [] : [both(post, other), both(other, post)];
    }),
  );
  const distinct = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
  return { posts: officerPosts(definition as Definition), separations: [...distinct.values()] };
}

function both(post: string, other: string): DefinitionRows['separations'][number] {
  return { post, other, relation: '' };
}

/** What an expression in one place of a definition may read. Dots nest. */
export interface FeelNames {
  /** Every complete name: `hearing.status`, `input.reason`, `performed.accept`, `days.accepted`, `actor.post` ... */
  readonly names: ReadonlySet<string>;
  /** Names whose value is an object or list of objects, so that a longer path may follow. */
  readonly open: ReadonlySet<string>;
}

/** The parts of a definition that decide what expressions may read; `inputs` only where an act's input is in sight. */
export interface ReadableParts {
  readonly facts: Iterable<string>;
  readonly acts: Iterable<string>;
  readonly milestones: Iterable<string>;
  readonly posts: Iterable<string>;
  /** Present in an act's requirements, `sets` and `records`: the names of its input, and the actor. */
  readonly inputs?: Iterable<string>;
  /** Present where `inputs` is: the fields of the streams beside the case, as `<name>.<field>`. */
  readonly streams?: Iterable<string>;
  /** The act's own legal day may be read as `on`: in `records`. */
  readonly ownDay?: boolean;
  /** How often service of the document has failed may be read as `attempts.failed`: in a mode of service. */
  readonly attempts?: boolean;
}

/**
 * The names that expressions may read: facts, `performed.<act>`, `days.<milestone>`, `performers.<post>`,
 * `parties.<post>`, and inside an act `input.<name>`, `streams.<name>.<field>`, `actor.person`, `actor.post`. Nothing else, and never the time.
 */
export function feelNames(parts: ReadableParts): FeelNames {
  const names = new Set<string>(parts.facts);
  for (const act of parts.acts) names.add(`performed.${act}`);
  for (const milestone of parts.milestones) names.add(`days.${milestone}`);
  for (const post of parts.posts) names.add(`performers.${post}`).add(`parties.${post}`);
  const open = new Set<string>();
  if (parts.inputs !== undefined) {
    names.add('actor.person').add('actor.post');
    for (const field of parts.streams ?? []) names.add(`streams.${field}`);
    for (const input of parts.inputs) {
      names.add(`input.${input}`);
      open.add(`input.${input}`);
    }
  }
  if (parts.ownDay) names.add('on');
  if (parts.attempts) names.add('attempts.failed');
  return { names, open };
}

/** Words of the FEEL grammar: no segment of a name may be one of them. */
const FEEL_KEYWORDS: ReadonlySet<string> = new Set(
  'and between else every external false for function if in instance null of or return satisfies some then true'.split(
    ' ',
  ),
);

/** Beginnings of names that mean something to every expression, so that no fact may begin with them. */
const TAKEN_ROOTS: ReadonlySet<string> = new Set(
  'input inputs streams performed days performers parties actor on item partial date time duration not count'.split(
    ' ',
  ),
);

/** Why a name cannot be used where expressions read it; undefined when it can. `root`: it stands alone, as facts do. */
export function unreadableName(name: string, root: boolean): string | undefined {
  const segments = name.split('.');
  const keyword = segments.find((segment) => FEEL_KEYWORDS.has(segment));
  if (keyword !== undefined) return `"${keyword}" is a word of the expression language`;
  const first = segments[0] ?? '';
  if (root && TAKEN_ROOTS.has(first)) return `"${first}" already has a meaning in expressions`;
  return undefined;
}

import { evaluateFeel, nestNames } from '../law/feel/feel.js';
import type { Definition } from '../law/definition.js';
import { publicInputs } from '../law/public-inputs.js';

/** Inputs by `<act>.<input>`; null where the latest performance of the act had none. */
export type KeptInputs = Readonly<Record<string, string | number | boolean | null>>;

/** What an act makes public, field by field. Never anything personal: it stands in the record. */
export interface Published {
  /** Name in the definition's `publications`. */
  readonly publication: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The public records that an act makes (公开条例 26, 许可法 40 ...).
 *
 * @param scope makes the act's own scope, with the facts and days after it
 */
export function publishedBy(
  { publications }: Definition,
  act: string,
  scope: () => Readonly<Record<string, unknown>>,
): readonly Published[] {
  return Object.entries(publications ?? {}).flatMap(
    ([publication, { by, when, fields }]): readonly Published[] => {
      if (!(typeof by === 'string' ? [by] : by).includes(act)) return [];
      const seen = scope();
      if (when !== undefined && evaluateFeel(when, seen) !== true) return [];
      const said = Object.entries(fields).flatMap(
        ([name, { from }]): readonly [string, Published['fields'][string]][] => {
          const value = evaluateFeel(from, seen);
          return isPlain(value) ? [[name, value]] : [];
        },
      );
      return [{ publication, fields: Object.fromEntries(said) }];
    },
  );
}

/** Of an act's input, what the publication of this or a later act says (`inputs.<act>.<input>`). Nothing personal. */
export function keptOf(
  definition: Definition,
  act: string,
  input: Readonly<Record<string, unknown>>,
): KeptInputs | undefined {
  const names = publicInputs(definition).get(act);
  if (!names) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      const value = input[name];
      return [`${act}.${name}`, isPlain(value) ? value : null];
    }),
  );
}

/** The name `inputs` of a publication: what was kept, null where its act has not been done. */
export function keptAsKnown(definition: Definition, kept: KeptInputs): unknown {
  const names = [...publicInputs(definition)].flatMap(([act, all]) => all.map((name) => `${act}.${name}`));
  return nestNames(Object.fromEntries(names.map((name) => [name, kept[name] ?? null])));
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}

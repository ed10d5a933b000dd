import { evaluateFeel } from '../law/feel.js';
import type { Definition } from '../law/definition.js';

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
  return Object.entries(publications ?? {}).flatMap(([publication, { by, fields }]): readonly Published[] => {
    if (!(typeof by === 'string' ? [by] : by).includes(act)) return [];
    const seen = scope();
    const said = Object.entries(fields).flatMap(
      ([name, { from }]): readonly [string, Published['fields'][string]][] => {
        const value = evaluateFeel(from, seen);
        return isPlain(value) ? [[name, value]] : [];
      },
    );
    return [{ publication, fields: Object.fromEntries(said) }];
  });
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}

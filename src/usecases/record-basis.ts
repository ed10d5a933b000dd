import type { RecordBasis } from '../engine/audit/record.js';
import type { Definition } from '../engine/law/definition.js';

/** A provision as records name it: the law by its full title where the definition declares the abbreviation. */
export function recordBasis(basis: string, law: Definition['law'] = {}): RecordBasis {
  const space = basis.indexOf(' ');
  const abbreviation = space < 0 ? basis : basis.slice(0, space);
  return {
    law: law[abbreviation]?.title ?? abbreviation,
    article: space < 0 ? '' : basis.slice(space + 1),
  };
}

import { provisionLine } from '../provision-text.js';
import { basisList } from '../states.js';
import { describeAdditions, describeInsertions } from './describe-additions.js';
import { describeChanges } from './describe-changes.js';
import type { Words } from './in-words.js';
import { placeOf } from './parse-overlay.js';
import { procedureOrder } from './procedure-order.js';
import type { Layer, Said } from './said.js';
import { bothOf } from './weakening.js';

/** One thing that an overlay sets differently, in words. */
export interface OverlayDifference {
  /** `overlays/<jurisdiction>/<procedure>` */
  readonly overlay: string;
  readonly jurisdiction: Words;
  readonly kind: Said['kind'];
  /** JSON pointer into the definition with the overlays. */
  readonly path: string;
  readonly says: Words;
  /** The local provisions, as they are cited. */
  readonly basis: readonly string[];
  /** The same in full, for reading. */
  readonly source: string;
}

/**
 * What overlays change and where each change comes from, in the order of the procedure. `layers`: from the highest level to the
 * lowest; what belongs to the same step is in the order of the levels.
 */
export function describeOverlays(layers: readonly Layer[]): readonly OverlayDifference[] {
  const last = layers.at(-1);
  if (!last) return [];
  const rank = procedureOrder(last.here);
  return layers
    .flatMap((layer) =>
      [...describeInsertions(layer), ...describeChanges(layer), ...describeAdditions(layer)].map((said) =>
        difference(said, layer),
      ),
    )
    .map((found, index) => ({ found, index, rank: rank(found.path) }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ found }) => found);
}

function difference({ kind, path, says, basis }: Said, { overlay, here }: Layer): OverlayDifference {
  return {
    overlay: placeOf(overlay),
    jurisdiction: bothOf(overlay.jurisdiction),
    kind,
    path,
    says,
    basis: basisList(basis),
    source: basis === undefined ? '' : provisionLine(basis, here.law),
  };
}

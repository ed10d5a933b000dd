import type { Basis, Definition } from '../definition.js';
import type { Words } from './in-words.js';
import type { OverlaySource } from './overlay-source.js';

/** What one overlay says, before it is put in order. */
export interface Said {
  /** `tightened`: it was there. `added`: it was not. `set`: no law gives a number, the local rule does. */
  readonly kind: 'tightened' | 'added' | 'set';
  /** JSON pointer into the definition with the overlays. */
  readonly path: string;
  readonly says: Words;
  readonly basis: Basis | undefined;
}

/** A definition, the overlay laid over it, and the definition that came of it. */
export interface Layer {
  readonly above: Definition;
  readonly overlay: OverlaySource;
  readonly here: Definition;
}

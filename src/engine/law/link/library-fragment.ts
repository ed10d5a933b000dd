import type { FragmentSource } from '../source-definition.js';
import type { SourceMap } from '../source-map.js';

/** A parsed fragment with the digest of its canonical form. */
export interface LibraryFragment {
  readonly content: FragmentSource;
  readonly source: SourceMap;
  readonly digest: string;
}

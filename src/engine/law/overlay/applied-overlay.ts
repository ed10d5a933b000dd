import type { Text } from '../definition-words.js';

/** An overlay that has been laid over a definition: part of its content and so of its digest. */
export interface AppliedOverlay {
  /** `overlays/<jurisdiction>/<procedure>` */
  readonly overlay: string;
  readonly jurisdiction: Text;
  readonly digest: string;
}

import type { SignedHeads } from './log-store.js';

/**
 * The last checkpoint that was signed, kept where no restore of the database reaches. Whoever can change it can make the
 * log sign a second history: it is what is trusted.
 */
export interface TrustedCheckpoint {
  /** @throws TrustedCheckpointUnreadable for what is there and is no checkpoint */
  read(): Promise<SignedHeads | undefined>;
  /** Writes it through to the disk, provided that it still is what was expected; false when it is something else. */
  replace(expected: SignedHeads | undefined, next: SignedHeads): Promise<boolean>;
  /** Keeps a copy beside, under a name with its size. */
  archive(heads: SignedHeads): Promise<void>;
  /** Puts away what is there and is no checkpoint, under another name. */
  setAside(): Promise<void>;
}

/** The file of the trusted checkpoint cannot be read as one; the sentence says which. */
export class TrustedCheckpointUnreadable extends Error {
  override readonly name = 'TrustedCheckpointUnreadable';
}

/**
 * Checkpoints that the log has signed, that a witness has shown, and that the database did not lead to: that it was put back,
 * proven by the log's own key. Kept where no restore of the database reaches.
 */
export interface WitnessedCheckpoints {
  /** Notes of the SHA-256 tree that have not been given up by a ceremony. Whether the log signed them is for the reader to see. */
  open(): Promise<readonly string[]>;
  /** Keeps a note; one that was given up stays so. */
  keep(note: string): Promise<void>;
  /** What a ceremony has put on record counts no more. */
  giveUp(notes: readonly string[]): Promise<void>;
}

/** An event of a case at its place among all that has happened in the installation. */
export interface Happening {
  /** Dense, from 1; the events of a case in their own order. */
  readonly position: number;
  readonly stream: string;
  readonly seq: number;
  /** Of the record: `case.accepted`. */
  readonly type: string;
}

/**
 * All events of all cases in one order that never changes. What has a position has all positions before it: whoever
 * reads on from the last one that he saw misses nothing.
 */
export interface Happenings {
  /** Gives up to `limit` new events their positions; whether there may be more. Any process may call it at any time. */
  number(limit: number): Promise<boolean>;
  /** The last position; 0 when nothing has happened yet. */
  last(): Promise<number>;
  after(position: number, limit: number): Promise<readonly Happening[]>;
}

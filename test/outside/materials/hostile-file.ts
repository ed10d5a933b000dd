import type { FileFindingCode } from '../../../src/usecases/materials/material-ports.js';

/** A file that nobody should take, and why. */
export interface HostileFile {
  readonly what: string;
  /** Name under which it is sent. */
  readonly name: string;
  /** Declared type. */
  readonly type?: string;
  readonly bytes: Buffer;
  readonly finding: FileFindingCode;
}

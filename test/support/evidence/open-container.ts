import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipContainer } from '../../../src/verifier/zip-container.js';

/** The files of a container by their names without the base directory, in its order. */
export function filesIn(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  const path = join(folder, 'bundle.zip');
  writeFileSync(path, bytes);
  const container = new ZipContainer(path);
  try {
    return new Map(container.names().map((name) => [name, wholeOf(container.read(name))]));
  } finally {
    container.close();
    rmSync(folder, { recursive: true });
  }
}

/** A piece is the container's own again as soon as the next one is asked for. */
function wholeOf(pieces: Iterable<Uint8Array>): Uint8Array {
  const kept: Uint8Array[] = [];
  for (const piece of pieces) kept.push(Buffer.from(piece));
  return Buffer.concat(kept);
}

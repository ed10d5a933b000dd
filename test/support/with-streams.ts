import { readFileSync } from 'node:fs';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure } from '../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';

const PATH = 'test/engine/case/fixtures/with-streams.yaml';

/** The made-up decision with streams beside it, for an office whose people hold that post. */
export function withStreams(post = 'reviewer'): CompiledProcedure {
  const text = readFileSync(PATH, 'utf8').replaceAll('drafter', post);
  const loaded = loadProcedure([{ path: PATH, text }], PATH, nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

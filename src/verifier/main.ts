#!/usr/bin/env node
import { runVerifier } from './run-verifier.js';

// The whole program: no network, no files but those named, nothing written.
// Whoever reads the report may stop before its end, as `head` does: the verdict stays what it is.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem;
});

process.exitCode = runVerifier(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});

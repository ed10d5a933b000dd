#!/usr/bin/env node
import { runVerifier } from './run-verifier.js';

// The whole program: no network, no files but those named, nothing written.
process.exitCode = runVerifier(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});

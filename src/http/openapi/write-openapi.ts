import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { INTERFACE_VERSION } from './interface-version.js';
import { describeInterface } from './describe-interface.js';

// A program: writes docs/openapi.json, or with --check says whether the committed one is in step with the code.
const FILE = 'docs/openapi.json';
const text = await describeInterface(INTERFACE_VERSION);
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
  process.stdout.write(`${FILE} written\n`);
} else if (readFileSync(FILE, 'utf8') === text) {
  process.stdout.write(`${FILE} is in step with the code\n`);
} else {
  process.stderr.write(`${FILE} is not in step with the code: run npm run openapi\n`);
  process.exitCode = 1;
}

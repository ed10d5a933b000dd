// Lets plain Node import our TypeScript: global setup and child processes of tests run outside Jest's own transform.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was compiled once, by what it was compiled from: a child process of a test would compile the service anew. */
const KEPT = fileURLToPath(new URL('../../node_modules/.cache/tests-typescript/', import.meta.url));
const SETTINGS = readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8');

let swc;

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    return next(specifier.replace(/\.js$/, '.ts'), context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: await compiled(fileURLToPath(url)), shortCircuit: true };
}

async function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const kept = join(KEPT, createHash('sha256').update(`${SETTINGS}\0${filename}\0${source}`).digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    swc ??= await import('@swc/core');
    const { code } = await swc.transform(source, { filename, sourceMaps: 'inline' });
    mkdirSync(KEPT, { recursive: true });
    // Written beside and moved, for another process may read it at this moment.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
    return code;
  }
}

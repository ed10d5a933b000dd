import { readFileSync } from 'node:fs';
import { type Loaded, loadProcedure } from '../../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);

export const NATIONAL = readFileSync(new URL('national.yaml', FIXTURES), 'utf8');
export const CITY = readFileSync(new URL('city.yaml', FIXTURES), 'utf8');

/** An overlay of the small decision that says just this. */
export function overlayOf(body: string): string {
  return `language: 1
overlay: town
title: 某镇小决策
jurisdiction: 某镇
on: national/small-decision
inForceFrom: 2021-01-01
law: { 镇规定: { title: 某镇小决策规定 } }
${body}
`;
}

/** The small decision with these overlays, from the highest level to the lowest. */
export function laid(
  overlays: readonly string[],
  prove = false,
  change: (national: string) => string = (national) => national,
): Loaded {
  const files = overlays.map((text, index) => ({ path: `overlay-${index + 1}.yaml`, text }));
  const national = { path: 'national.yaml', text: change(NATIONAL) };
  return loadProcedure([national, ...files], 'national.yaml', nodeHash, {
    prove,
    overlays: files.map(({ path }) => path),
  });
}

/** Problems of the small decision with one overlay; empty where it is fit to be published. */
export function problemsOf(body: string) {
  const loaded = laid([overlayOf(body)]);
  return loaded.ok ? [] : loaded.problems.filter(({ severity }) => severity === 'error');
}

import { readFileSync } from 'node:fs';
import type { SourceFile } from '../../../src/engine/law/read-yaml.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);

/** The toy procedure's file. */
export const TOY = 'toy.yaml';
export const TOY_HEARING = 'toy-hearing.yaml';

/** Text of a fixture. */
export function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

/** The toy procedure with its fragment; other texts may stand in for either. */
export function toyFiles(procedure = fixture(TOY), hearing = fixture(TOY_HEARING)): SourceFile[] {
  return [
    { path: TOY, text: procedure },
    { path: TOY_HEARING, text: hearing },
  ];
}

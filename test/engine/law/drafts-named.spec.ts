import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { draftBeside } from '../../../src/engine/law/draft-beside.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const PATH = 'test/engine/case/fixtures/with-streams.yaml';
const ONE = '  draft: { kind: draft, title: { zh: 草案, en: draft }, by: drafter, basis: 规则 1 }\n';
const TWO = `${ONE}${ONE.replace('draft:', 'plan:')}`;

/** Codes and places of what is found where the definition is changed. */
function found(...changes: readonly (readonly [from: string, to: string])[]): readonly string[] {
  let text = readFileSync(PATH, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`there is no ${from}`);
    text = text.replace(from, to);
  }
  const loaded = loadProcedure([{ path: PATH, text }], PATH, nodeHash, { prove: false });
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
}

const NAMED = 'kind: consultation, draft: plan';

describe('a procedure with several drafts', () => {
  it('says of every other stream which of them it is about', () => {
    expect(found()).toEqual([]);
    expect(found([ONE, TWO])).toEqual(['draft-ambiguous', 'draft-ambiguous']);
    expect(found([ONE, TWO], ['kind: consultation', NAMED])).toEqual(['draft-ambiguous']);
    const meeting = ['kind: meeting', 'kind: meeting\n    draft: draft'] as const;
    expect(found([ONE, TWO], ['kind: consultation', NAMED], meeting)).toEqual([]);
  });

  it('names a draft that there is, and never as the draft of a draft', () => {
    expect(found(['kind: consultation', 'kind: consultation, draft: drift'])).toEqual(['unknown-draft']);
    expect(found(['kind: consultation', 'kind: consultation, draft: meeting'])).toEqual(['unknown-draft']);
    expect(found(['kind: draft', 'kind: draft, draft: draft'])).toEqual(['draft-of-draft']);
  });

  it('is understood so: the one that is named, else the only one, and never the first of several', () => {
    const stream = { title: '草案', by: 'drafter', basis: '规则 1' } as const;
    const draft = { ...stream, kind: 'draft' } as const;
    const panel = { ...stream, kind: 'panel' } as const;
    expect(draftBeside({ a: draft, panel }, panel)).toBe('a');
    expect(draftBeside({ a: draft, b: draft }, { ...panel, draft: 'b' })).toBe('b');
    expect(draftBeside({ a: draft, b: draft }, panel)).toBeUndefined();
    expect(draftBeside({}, panel)).toBeUndefined();
    expect(draftBeside(undefined, panel)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { problemLine } from '../../../src/engine/law/problem.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fixture, TOY, TOY_HEARING, toyFiles } from './toy-procedure.js';
import { MEANING_MISTAKES, type Mistake, SHAPE_MISTAKES, YAML_MISTAKES } from './wrong-definitions.js';
import { PROPERTY_MISTAKES } from './wrong-properties.js';
import { WORK_MISTAKES } from './wrong-work.js';

const ALL = [
  ...YAML_MISTAKES,
  ...SHAPE_MISTAKES,
  ...MEANING_MISTAKES,
  ...WORK_MISTAKES,
  ...PROPERTY_MISTAKES,
];

describe('a definition file with one mistake', () => {
  it('is in a table of at least a hundred mistakes, each with a name of its own', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(100);
    expect(new Set(ALL.map(({ what }) => what)).size).toBe(ALL.length);
  });

  it.each(ALL.map((mistake) => [mistake.what, mistake] as const))('%s is refused and named', (_, mistake) => {
    const { problems, place } = problemsOf(mistake);
    const found = problems.filter(({ code }) => code === mistake.code);
    expect(problems.map(problemLine)).toEqual(
      expect.arrayContaining([expect.stringContaining(` ${mistake.code}: `)]),
    );
    if (place) expect(found.map(({ line, column }) => ({ line, column }))).toContainEqual(place);
    if (mistake.suggestion !== undefined) {
      expect(found.map(({ suggestion }) => suggestion)).toContain(mistake.suggestion);
    }
    for (const { file, line, column } of problems) {
      expect([TOY, TOY_HEARING]).toContain(file);
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  });
});

describe('several mistakes', () => {
  it('are all reported at once, in the order of the file', () => {
    const text = fixture(TOY)
      .replace('kind: ceiling', 'kind: celling')
      .replace('term: 20 working days', 'term: 20 days')
      .replace('opens: true', 'opens: yes');
    const loaded = loadProcedure(toyFiles(text), TOY, nodeHash);
    const codes = loaded.ok ? [] : loaded.problems.map(({ code }) => code);
    expect(codes).toEqual(['not-allowed-value', 'bad-term', 'wrong-type']);
  });

  it('in the procedure and in its fragment are reported together', () => {
    const procedure = fixture(TOY).replace('kind: ceiling', 'kind: celling');
    const hearing = fixture(TOY_HEARING).replace('language: 1', 'language: 3');
    const loaded = loadProcedure(toyFiles(procedure, hearing), TOY, nodeHash);
    expect(loaded.ok ? [] : loaded.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'toy-hearing.yaml out-of-range',
      'toy.yaml not-allowed-value',
    ]);
  });
});

describe('hostile files', () => {
  it.each([
    ['an anchor bomb', `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`, 'indirection'],
    ['nesting without end', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`, 'too-deep'],
    ['a megabyte of text', `a: ${'x'.repeat(1_100_000)}\n`, 'too-large'],
    ['nothing', '', 'empty'],
    ['a lone surrogate', 'title: \ud800\n', 'not-readable-text'],
    ['a list', '- 1\n- 2\n', 'wrong-type'],
    ['a NUL', 'a: \u0000', 'not-readable-text'],
  ])('%s is refused', (_, text, code) => {
    const loaded = loadProcedure([{ path: TOY, text }], TOY, nodeHash);
    expect(loaded.ok ? [] : loaded.problems.map((problem) => problem.code)).toContain(code);
  });
});

function problemsOf(mistake: Mistake) {
  const name = mistake.file ?? TOY;
  const original = fixture(name);
  const [from, to] = mistake.change;
  expect(original).toContain(from);
  const marked = original.replace(from, () => to);
  const at = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const files = name === TOY ? toyFiles(text) : toyFiles(undefined, text);
  const loaded = loadProcedure(files, TOY, nodeHash);
  const before = marked.slice(0, at);
  const place =
    at < 0 ? undefined : { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
  return { problems: loaded.ok ? [] : loaded.problems, place };
}

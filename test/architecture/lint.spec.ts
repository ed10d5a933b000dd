import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plantTree, runTool, type PlantedTree } from './planted-tree.js';

const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

const longFunction = `export function long(): number {\n  let n = 0;\n${lines(60, () => '  n += 1;')}\n  return n;\n}\n`;

const plants: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-restricted-properties', 'src/engine/case/stamp.ts', 'export const stamp = () => Date.now();\n'],
  [
    'no-restricted-globals',
    'src/engine/case/wait.ts',
    'export const wait = () => setTimeout(() => undefined, 1);\n',
  ],
  ['no-restricted-properties', 'src/engine/case/dice.ts', 'export const dice = () => Math.random();\n'],
  ['no-async-await', 'src/engine/case/later.ts', 'export const later = async () => 1;\n'],
  [
    'no-floating-promises',
    'src/jobs/forget.ts',
    'const act = async () => 1;\nexport function forget() {\n  act();\n}\n',
  ],
  ['max-lines', 'src/store/long.ts', lines(301, (i) => `export const n${i} = ${i};`)],
  ['max-lines', 'test/long.spec.ts', lines(601, (i) => `export const n${i} = ${i};`)],
  ['max-lines-per-function', 'src/store/function.ts', longFunction],
  ['no-explicit-any', 'src/store/any.ts', 'export const any = (x: any) => x as number;\n'],
  ['no-console', 'src/store/print.ts', 'console.log(1);\nexport {};\n'],
  ['no-unused-vars', 'src/store/unused.ts', 'const unused = 1;\nexport {};\n'],
];

describe('lint', () => {
  let tree: PlantedTree;
  let found: { code: string; filename: string }[];

  beforeAll(() => {
    tree = plantTree(Object.fromEntries(plants.map(([, file, text]) => [file, text])));
    const { output } = runTool(tree.root, 'oxlint/bin/oxlint', [
      '--type-aware',
      '--format',
      'json',
      'src',
      'test',
    ]);
    found = (JSON.parse(output) as { diagnostics: typeof found }).diagnostics;
  });
  afterAll(() => tree.remove());

  it.each(plants)('%s is caught in %s', (rule, file) => {
    const codes = found.filter((d) => d.filename.endsWith(file)).map((d) => d.code);
    expect(codes.map((code) => code.replace(/^.*\((.*)\)$/, '$1'))).toContain(rule);
  });
});

describe('the engine compiles without Node', () => {
  it('so a Node import, a timer and a global of the machine do not compile', () => {
    const text =
      "import { readFileSync } from 'node:fs';\nsetTimeout(() => readFileSync(process.cwd()), 1);\n";
    const tree = plantTree({ 'src/engine/case/reaches-out.ts': text });
    const { code, output } = runTool(tree.root, 'typescript/bin/tsc', [
      '--noEmit',
      '-p',
      'src/engine/tsconfig.json',
    ]);
    tree.remove();
    expect(code).not.toBe(0);
    for (const name of ['node:fs', 'setTimeout', 'process']) expect(output).toContain(`'${name}'`);
  });
});

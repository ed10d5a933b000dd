import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { HOUSE } from './planted-tree.js';

const files = (folder: string): string[] =>
  readdirSync(join(HOUSE, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));

const text = (path: string): string => readFileSync(join(HOUSE, path), 'utf8');

/** Exported functions, classes and values without a doc comment. Types explain themselves member by member. */
function undocumented(path: string): string[] {
  const source = ts.createSourceFile(path, text(path), ts.ScriptTarget.ES2023, true);
  const missing: string[] = [];
  for (const statement of source.statements) {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
      : false;
    if (exported !== true || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      continue;
    if (ts.getJSDocCommentsAndTags(statement).length > 0) continue;
    missing.push(`${path}: ${statement.getText(source).split('\n')[0] ?? ''}`);
  }
  return missing;
}

/** Places that read the wall clock by `new Date()` or `Date()`; `new Date(milliseconds)` only converts. */
function readsTheClock(path: string, code: string): string[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const made = ts.isNewExpression(node) || ts.isCallExpression(node);
    if (made && node.expression.getText(source) === 'Date') {
      if (ts.isCallExpression(node) || (node.arguments ?? []).length === 0)
        found.push(`${path}: ${node.getText(source)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a suite asserts something itself, or gives a number to one that does and stands in a file of its own. */
function asserts(path: string): boolean {
  const source = text(path);
  if (source.includes('expect')) return true;
  return [...source.matchAll(/from '(\.[^']+)\.js'/g)].some(([, given = '']) => {
    const from = `${join(dirname(path), given)}.ts`;
    return /\bdescribe[.(]/.test(text(from)) && text(from).includes('expect');
  });
}

describe('house rules', () => {
  it('let time be an argument in the engine and the use-cases', () => {
    expect(readsTheClock('x.ts', 'new Date(); new Date(0); Date(); new Date;')).toHaveLength(3);
    const paths = [...files('src/engine'), ...files('src/usecases')];
    expect(paths.flatMap((path) => readsTheClock(path, text(path)))).toEqual([]);
  });

  it('name every file after its concept: no drawers', () => {
    const drawers = /^(utils?|helpers?|common|shared|misc|types|business-logic|index)\.ts$/;
    const found = [...files('src'), ...files('bench'), ...files('test')].filter((path) =>
      drawers.test(basename(path)),
    );
    expect(found).toEqual([]);
  });

  it('write file names in lower-case words', () => {
    const odd = [...files('src'), ...files('bench'), ...files('test')].filter(
      (path) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(basename(path)),
    );
    expect(odd).toEqual([]);
  });

  it('explain every function, class and value that the engine and the use-cases export', () => {
    expect([...files('src/engine'), ...files('src/usecases')].flatMap(undocumented)).toEqual([]);
  });

  it('leave nothing unfinished', () => {
    const unfinished = /\b(TODO|FIXME|XXX|not implemented|stub(bed)?|placeholder)\b/i;
    const found = files('src').filter((path) => unfinished.test(text(path)));
    expect(found).toEqual([]);
  });

  it('let every test assert something, and never sleep or mock a module', () => {
    const specs = files('test').filter((path) => path.endsWith('.spec.ts'));
    expect(specs.length).toBeGreaterThan(3);
    expect(specs.filter((path) => !asserts(path))).toEqual([]);
    const forbidden = /unstable_mockModule|jest\.mock\(|\b(it|test|describe)\.(only|skip|todo)\b/;
    // What only one system can do may say so; anything else that is skipped is a hole.
    const bySystem = /process\.platform === '\w+' \? describe : describe\.skip/g;
    const holes = specs.filter((path) => forbidden.test(text(path).replace(bySystem, '')));
    expect(holes.filter((path) => path !== 'test/architecture/house-rules.spec.ts')).toEqual([]);
  });

  it('measure speed in bench/: no test fails because the machine is busy', () => {
    const timed = /expect\([^;]*performance\.now\(\)/;
    expect(timed.test('expect(performance.now() - began).toBeLessThan(500)')).toBe(true);
    const specs = files('test').filter((path) => path.endsWith('.spec.ts'));
    const found = specs.filter((path) => timed.test(text(path)));
    expect(found.filter((path) => path !== 'test/architecture/house-rules.spec.ts')).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const HOUSE = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A small tree of files with the project's own settings, in which rules are broken on purpose. */
export interface PlantedTree {
  readonly root: string;
  remove(): void;
}

/** Writes `files` (path to text) beside copies of the house's settings and a link to its packages. */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'duecourse-planted-'));
  const settings = ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.json', 'package.json'];
  for (const name of settings) cpSync(join(HOUSE, name), join(root, name));
  symlinkSync(join(HOUSE, 'node_modules'), join(root, 'node_modules'));
  const engine = 'src/engine/tsconfig.json';
  mkdirSync(join(root, 'src/engine'), { recursive: true });
  cpSync(join(HOUSE, engine), join(root, engine));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Runs a tool of `node_modules` in `cwd` and returns what it prints, whatever its exit code. */
export function runTool(
  cwd: string,
  script: string,
  args: readonly string[],
): { code: number | null; output: string } {
  const run = spawnSync(process.execPath, [join(HOUSE, 'node_modules', script), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return { code: run.status, output: run.stdout + run.stderr };
}

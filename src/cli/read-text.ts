import { existsSync, readFileSync, statSync } from 'node:fs';
import { UsageError } from './usage.js';

/** A file's text. @throws UsageError when there is no such file. */
export function readText(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`没有文件 / no such file: ${path}`);
  return readFileSync(path, 'utf8');
}

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'test/workflows/approved';

/** Set to approve what the worked cases issue now: read every difference before committing it. */
const APPROVING = process.env['DUECOURSE_APPROVE'] === '1';

/**
 * The approved text of a document. With `DUECOURSE_APPROVE=1` the text found is written as the approved one first.
 */
export function approvedText(name: string, found: string): string {
  const path = join(FOLDER, `${name}.txt`);
  if (APPROVING) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, found);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Names of the documents that have an approved text. */
export function approvedNames(): readonly string[] {
  return readdirSync(FOLDER)
    .map((name) => name.replace(/\.txt$/, ''))
    .toSorted();
}

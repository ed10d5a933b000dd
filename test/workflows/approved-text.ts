import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'test/workflows/approved';

/** Set to approve what the worked cases issue now: read every difference before committing it. */
const APPROVING = process.env['DUECOURSE_APPROVE'] === '1';

/**
 * The approved text of a document; `beneath`: of something else, in a folder of its own. With `DUECOURSE_APPROVE=1` the text found is written as the approved one first.
 */
export function approvedText(name: string, found: string, beneath = ''): string {
  const path = join(FOLDER, beneath, `${name}.txt`);
  if (APPROVING) {
    mkdirSync(join(FOLDER, beneath), { recursive: true });
    writeFileSync(path, found);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Names of the documents that have an approved text. */
export function approvedNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.replace(/\.txt$/, ''))
    .toSorted();
}

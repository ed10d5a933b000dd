import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemLine } from '../../engine/law/problem.js';
import { parseForum, type Forum } from '../../engine/meeting/forum.js';
import { parseMinutesSentences, type MinutesSentences } from '../../engine/meeting/minutes-sentences.js';
import { SeedError } from './seed-error.js';

/** The words of minutes. @throws SeedError */
export function readMinutesSentences(path: string): MinutesSentences {
  const parsed = parseMinutesSentences({ path, text: readFileSync(path, 'utf8') });
  if (!parsed.ok) throw new SeedError(parsed.problems.map(problemLine).join('\n'));
  return parsed.words;
}

/** Every `<folder>/<forum>.yaml` 会议类型, by the name of the forum. @throws SeedError */
export function readForums(folder: string): ReadonlyMap<string, Forum> {
  const forums = new Map<string, Forum>();
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.yaml')) continue;
    const path = join(folder, name);
    const parsed = parseForum({ path, text: readFileSync(path, 'utf8') });
    if (!parsed.ok) throw new SeedError(parsed.problems.map(problemLine).join('\n'));
    if (forums.has(parsed.forum.forum)) throw new SeedError(`${path}: the forum stands in another file too`);
    forums.set(parsed.forum.forum, parsed.forum);
  }
  return forums;
}

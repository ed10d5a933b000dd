import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { problemLine } from '../engine/law/problem.js';
import type { AdoptionAnswer } from '../usecases/law/adopt-document.js';
import type { Publication } from '../usecases/law/publish-procedure.js';
import { loadProcedureFile } from './law-files.js';
import { readText } from './read-text.js';
import { refused } from './refused.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** What publishing needs of the installation. */
export interface PublishingHouse {
  readonly hash: Hash;
  /** Publishes for the person whose token it is; undefined when nobody has that token. */
  publish(publication: Publication, token: string): Promise<AdoptionAnswer | undefined>;
}

/**
 * `duecourse publish <procedure.yaml> --token-file <file>`: publishes a version for ever, on record under the name of
 * the person whose token the file holds; he must be the security administrator. What does not pass `check` is not
 * published.
 */
export function publishVersion(house: PublishingHouse): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        fragments: { type: 'string', default: 'workflows/fragments' },
        'token-file': { type: 'string' },
      },
    });
    const [path] = positionals;
    const tokenFile = values['token-file'];
    if (path === undefined || positionals.length > 1 || tokenFile === undefined) {
      throw new UsageError('publish <procedure.yaml> --token-file <file>');
    }
    const loaded = loadProcedureFile(path, values.fragments, house.hash);
    for (const problem of loaded.ok ? loaded.warnings : loaded.problems) terminal.out(problemLine(problem));
    if (!loaded.ok || !loaded.certificate) return 1;
    const answer = await house.publish(
      { compiled: loaded.compiled, certificate: loaded.certificate },
      readText(tokenFile).trim(),
    );
    if (!answer) throw new UsageError(`${tokenFile}: 没有人持有这一令牌 / nobody holds this token`);
    if (answer.outcome === 'refused') return refused(answer.unmet, terminal);
    const { procedure } = loaded.compiled.definition;
    const done = answer.outcome === 'adopted' ? '已发布 published' : '早已发布 published before';
    terminal.out(`${procedure} ${answer.digest.sha256} ${done}`);
    return 0;
  };
}

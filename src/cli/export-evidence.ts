import { parseArgs } from 'node:util';
import type { WrittenEvidence } from '../usecases/evidence/write-evidence.js';
import { readText } from './read-text.js';
import { refused } from './refused.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

/** What somebody asks for, by his token. */
export interface EvidenceWish {
  readonly caseId: string;
  readonly profile: string;
  readonly purpose: string;
  readonly token: string;
  /** The file that the bundle is written to. */
  readonly out: string;
}

/** What came of it. */
export type EvidenceOutcome =
  | WrittenEvidence
  /** Nobody holds the token. */
  | { readonly outcome: 'nobody' };

/** Formats that `export` knows, each with what writes it. */
export type EvidenceFormats = Readonly<Record<string, (wish: EvidenceWish) => Promise<EvidenceOutcome>>>;

const USAGE =
  'export <case> --profile <profile> --purpose <text> --token-file <file> --out <file> [--format evidence]';

/**
 * `duecourse export <case> ...`: takes the evidence of a case out of the database, without a running service, in the name
 * of the person whose token the file holds. It is on record before the file is written, like over HTTP.
 */
export function exportEvidence(formats: EvidenceFormats): Command {
  return async (words, terminal) => {
    const { wish, format } = wishOf(words);
    const write = formats[format];
    if (!write || !Object.hasOwn(formats, format))
      throw new UsageError(`--format: ${Object.keys(formats).join(', ')}`);
    const answer = await write(wish);
    switch (answer.outcome) {
      case 'written':
        terminal.out(`${wish.out}: ${answer.size} 字节 bytes, 清单 manifest ${answer.manifest}`);
        return 0;
      case 'refused':
        return refused(answer.unmet, terminal);
      case 'notSealed':
        terminal.err('案件的记录尚未封存进入台账 · the records of the case are not sealed into the log yet');
        return 1;
      case 'nobody':
        throw new UsageError('没有人持有这一令牌 / nobody holds this token');
      case 'unknown':
        throw new UsageError(`没有此案件 / no such case: ${wish.caseId}`);
      case 'unfitPurpose':
        throw new UsageError(`--purpose: ${answer.say.zh} / ${answer.say.en}`);
      case 'unknownProfile':
        throw new UsageError(`没有此披露范围 / no such profile: ${wish.profile}`);
    }
  };
}

function wishOf(words: readonly string[]): { readonly wish: EvidenceWish; readonly format: string } {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      profile: { type: 'string' },
      purpose: { type: 'string' },
      'token-file': { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string', default: 'evidence' },
    },
  });
  const [caseId, ...more] = positionals;
  const { profile, purpose, out, format, 'token-file': tokenFile } = values;
  const given = caseId !== undefined && more.length === 0 && profile && purpose && out && tokenFile;
  if (!given) throw new UsageError(USAGE);
  return { wish: { caseId, profile, purpose, out, token: readText(tokenFile).trim() }, format };
}

import type { BrokenStanding } from './log-standing.js';

/**
 * The database is not what was signed: an older state was restored, or entries differ. Nothing is written until an
 * operator has put the right database back or has taken the log up anew, on record.
 */
export class LedgerBehind extends Error {
  override readonly name = 'LedgerBehind';

  constructor(readonly standing: BrokenStanding) {
    super(describeStanding(standing).en);
  }
}

/** A broken standing in a sentence: what was signed, what is there, what is missing. */
export function describeStanding(standing: BrokenStanding): { readonly zh: string; readonly en: string } {
  const { size } = standing;
  switch (standing.kind) {
    case 'behind':
      return {
        zh: `数据库落后于最后签署的检查点：已签署 ${standing.trusted} 条，现有 ${size} 条，缺第 ${standing.from} 至 ${standing.trusted - 1} 条`,
        en: `the database is behind the last signed checkpoint: ${standing.trusted} entries were signed, it has ${size}; entries ${standing.from} to ${standing.trusted - 1} are missing`,
      };
    case 'different':
      return {
        zh: `数据库与最后签署的检查点（${standing.trusted} 条）不一致：差异始于第 ${standing.from} 条或其后`,
        en: `the database differs from the last signed checkpoint of ${standing.trusted} entries: from entry ${standing.from} or later on`,
      };
    case 'untrusted':
      return {
        zh: `最后签署的检查点文件缺失或不可用，而数据库中已有签署的检查点（现有 ${size} 条）`,
        en: `the file of the last signed checkpoint is gone or unusable, while checkpoints were published (there are ${size} entries)`,
      };
  }
}

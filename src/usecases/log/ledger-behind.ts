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
  const [zh, en] =
    'shownBy' in standing
      ? ['见证人出示的、由本日志签署的检查点', 'a checkpoint of this log that a witness has shown']
      : ['最后签署的检查点', 'the last signed checkpoint'];
  switch (standing.kind) {
    case 'behind':
      return {
        zh: `数据库落后于${zh}：已签署 ${standing.trusted} 条，现有 ${size} 条，缺第 ${standing.from} 至 ${standing.trusted - 1} 条`,
        en: `the database is behind ${en}: ${standing.trusted} entries were signed, it has ${size}; entries ${standing.from} to ${standing.trusted - 1} are missing`,
      };
    case 'different':
      return {
        zh: `数据库与${zh}（${standing.trusted} 条）不一致：差异始于第 ${standing.from} 条或其后`,
        en: `the database differs from ${en} of ${standing.trusted} entries: from entry ${standing.from} or later on`,
      };
    case 'untrusted':
      return {
        zh: `最后签署的检查点文件缺失、损坏或并非由日志的密钥签署，而数据库中已有签署的检查点（现有 ${size} 条）`,
        en: `the file of the last signed checkpoint is gone, spoilt or not signed by the log’s keys, while checkpoints were published (there are ${size} entries)`,
      };
  }
}

import { both, type, type ProblemType } from './problem-type.js';

/** Codes of changing the organisation and of importing its tables. */
export type OrganisationCode = 'organisation-conflict' | 'import-conflict' | 'table-unreadable';

/** Each with its status and words. */
export const ORGANISATION_PROBLEM_TYPES: Record<OrganisationCode, ProblemType> = {
  'organisation-conflict': type(
    409,
    both('与现有机构人员信息冲突', 'It conflicts with the organisation as it stands'),
    both(
      '按 unmet 中各项（conflict 为原因代码，at 为变更的位置）更正后，使用新的 Idempotency-Key 重新提出。',
      'Correct every item of unmet (conflict says why, at says which change) and send it with a new Idempotency-Key.',
    ),
  ),
  'import-conflict': type(
    422,
    both('表格中有冲突的行', 'Rows of the table stand against the import'),
    both(
      '先以 dryRun=true 查看全部行的结果，更正文件后重新导入。',
      'See the result of every row with dryRun=true, correct the file and import it again.',
    ),
  ),
  'table-unreadable': type(
    422,
    both('文件无法读取', 'The file cannot be read'),
    both(
      '使用 CSV（UTF-8 或者 GB 18030）或者 XLSX；格式见 docs/organisation-import.md。',
      'Send CSV (UTF-8 or GB 18030) or XLSX as docs/organisation-import.md describes.',
    ),
  ),
};

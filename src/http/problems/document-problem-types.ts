import type { DocumentRefusalCode } from '../../engine/case/refusal.js';
import { both, type, type ProblemType } from './problem-type.js';

/** Codes by which the issue or service of a document is refused. */
export const DOCUMENT_PROBLEM_TYPES: Record<DocumentRefusalCode, ProblemType> = {
  'document-not-ordered': type(
    404,
    both('本案没有这一份文书', 'The case has no such document'),
    both(
      '查询案件的 documents：文书由行为或者法定期限的届满产生，不能凭空签发。',
      'See the case’s documents: an act or a lapse orders them; none is issued out of nothing.',
    ),
  ),
  'document-issued': type(
    409,
    both('文书已经签发', 'The document has been issued'),
    both(
      '签发的文书不再变更；确有错误的，依法另行作出决定。',
      'What was issued never changes; an error is cured by another lawful decision.',
    ),
  ),
  'document-field-missing': type(
    422,
    both('文书缺少法定栏目', 'A mandatory field of the document is missing'),
    both(
      'unmet 逐项列明所缺栏目：有 at 的在 answers 中填写，其余先在案件中补充记录。',
      'unmet names each: answer those with `at`; have the others put on record in the case first.',
    ),
  ),
  'document-not-issued': type(
    409,
    both('文书尚未签发', 'The document has not been issued'),
    both(
      '先签发文书（issuances），再登记送达。',
      'Issue the document first (issuances), then record its service.',
    ),
  ),
  'document-not-for-service': type(
    409,
    both('文书不须送达', 'The document is not for service'),
    both(
      '内部文书没有受送达人；须告知当事人的，依法作出相应的对外文书。',
      'An internal document has no addressee; what a party must be told goes out in a document for him.',
    ),
  ),
  'service-mode-unknown': type(
    422,
    both('没有这种送达方式', 'There is no such mode of service'),
    both('使用案件 documents 的 modes 所列的方式。', 'Use one of the modes that the case’s documents list.'),
  ),
};

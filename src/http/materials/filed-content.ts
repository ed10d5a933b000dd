import type { FiledContent } from '../../usecases/materials/filing-request.js';
import { caseId } from '../cases/case-access.js';
import { invalidRequest } from '../problems/problem.js';
import type { FilingBodyDto } from './material-body.dto.js';

/** What a body names as the content. @throws Problem `invalid-request` */
export function filedContent({ source, upload, from, sha256 }: FilingBodyDto): FiledContent {
  if (source === 'reused') {
    if (from === undefined) throw missing('/from', '此前的案件编号', 'the earlier case');
    if (sha256 === undefined) throw missing('/sha256', '该材料的 SHA-256', 'the digest of the material');
    if (upload !== undefined)
      throw invalidRequest('/upload', '免再交无须上传', 'what is filed again is not uploaded');
    return { source, from: caseId(from), sha256 };
  }
  if (upload === undefined) throw missing('/upload', '上传编号', 'an upload');
  if (source === 'shared' && from === undefined)
    throw missing('/from', '共享的来源', 'where it was shared from');
  if (source === 'applicant' && from !== undefined)
    throw invalidRequest(
      '/from',
      '只有共享或者免再交的材料写明来源',
      'belongs to shared and reused materials only',
    );
  return { source, upload, ...(from !== undefined && { from }) };
}

function missing(at: string, zh: string, en: string) {
  return invalidRequest(at, `缺少${zh}`, `${en} is missing`);
}

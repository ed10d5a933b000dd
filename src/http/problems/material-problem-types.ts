import type { MaterialRefusalCode } from '../../engine/case/refusal.js';
import { both, type, type ProblemType } from './problem-type.js';

/** Codes of uploads and of reading materials, which arise beside the law. */
export type UploadCode =
  | 'upload-protocol'
  | 'upload-offset-wrong'
  | 'upload-busy'
  | 'upload-incomplete'
  | 'upload-too-large'
  | 'too-many-uploads'
  | 'range-not-satisfiable';

/** Each with its status and words. */
export const MATERIAL_PROBLEM_TYPES: Record<MaterialRefusalCode | UploadCode, ProblemType> = {
  'material-unknown': type(
    404,
    both('材料清单中没有此项', 'The checklist has no such row'),
    both(
      '从 GET /v1/cases/{id}/materials 取得各项的编号。',
      'GET /v1/cases/{id}/materials gives the ids of the rows.',
    ),
  ),
  'material-not-filed': type(
    409,
    both('该项材料尚未提交', 'Nothing was filed for this material'),
    both(
      '先提交文件；核对纸质材料的，在 paper 中写明原件或者复印件。',
      'File it first; for paper that was handed in, say original or copy as `paper`.',
    ),
  ),
  'material-already-filed': type(
    409,
    both('该项材料已经提交', 'The material is there already'),
    both(
      '无须重复提交；需要更换的，上传另一份文件。',
      'Do not file it again; to replace it, upload another file.',
    ),
  ),
  'too-many-materials': type(
    422,
    both('案件的材料超过上限', 'The case holds too many materials'),
    both('合并或者压缩文件后提交。', 'Merge files or make them smaller.'),
  ),
  'file-refused': type(
    422,
    both('文件不符合要求', 'The file is not accepted'),
    both(
      '按 unmet 中各项（conflict 为原因代码）更换文件后重新上传；说明见 docs/operations/materials.md。',
      'Replace the file by every item of unmet (conflict says why) and upload it again; see docs/operations/materials.md.',
    ),
  ),
  'file-quarantined': type(
    409,
    both('文件已隔离', 'The file is in quarantine'),
    both(
      '含恶意内容的，清除后另行上传；未能完成扫描的，稍后重试。',
      'Clean an infected file and upload it anew; for one that could not be scanned, try again later.',
    ),
  ),
  'upload-protocol': type(
    412,
    both('上传协议版本不符', 'The version of the upload protocol is not known'),
    both('使用 tus 1.0.0：Tus-Resumable: 1.0.0。', 'Use tus 1.0.0: Tus-Resumable: 1.0.0.'),
  ),
  'upload-offset-wrong': type(
    409,
    both('续传位置不正确', 'The upload does not go on there'),
    both('以 HEAD 查询 Upload-Offset，从该处续传。', 'Ask HEAD for Upload-Offset and go on there.'),
  ),
  'upload-busy': type(
    423,
    both('该文件正在由另一连接上传', 'Another connection is sending this upload'),
    both(
      '数秒后以 HEAD 查询 Upload-Offset 再续传。',
      'Ask HEAD for Upload-Offset in some seconds and go on there.',
    ),
  ),
  'upload-incomplete': type(
    409,
    both('文件尚未上传完毕', 'The upload is not complete'),
    both('续传完毕后再提交。', 'Go on with it, then file it.'),
  ),
  'upload-too-large': type(
    413,
    both('文件过大', 'The file is too large'),
    both('Tus-Max-Size 为单个文件的上限。', 'Tus-Max-Size is the most for one file.'),
  ),
  'too-many-uploads': type(
    429,
    both('尚未提交的上传过多', 'Too much is uploaded and not filed'),
    both('先提交或者删除已上传的文件。', 'File or delete what is uploaded first.'),
  ),
  'range-not-satisfiable': type(
    416,
    both('没有所请求的部分', 'There is no such part'),
    both('Content-Range 为文件的长度。', 'Content-Range says how long it is.'),
  ),
};

import type { FileFinding, FileFindingCode } from '../../usecases/materials/material-ports.js';

/** What every finding says to the sender. */
const SENTENCES: Readonly<Record<FileFindingCode, FileFinding['say']>> = {
  'name-not-allowed': {
    zh: '文件名含有不允许的字符或者多重扩展名，或者过长',
    en: 'the name has characters that are not allowed or more than one extension, or is too long',
  },
  'kind-not-allowed': { zh: '不接受此类文件', en: 'files of this kind are not taken' },
  'type-differs': {
    zh: '声明的内容类型与扩展名不符',
    en: 'the declared type is not that of the extension',
  },
  'content-differs': { zh: '文件内容与扩展名不符', en: 'the content is not what the extension says' },
  'empty-file': { zh: '文件为空', en: 'the file is empty' },
  polyglot: {
    zh: '文件中混有另一种文件',
    en: 'the file is another one at the same time, or has one attached',
  },
  'broken-file': { zh: '文件已损坏或者不完整', en: 'the file is damaged or not whole' },
  encrypted: {
    zh: '文件已加密，无法核对；请去除口令后上传',
    en: 'the file is encrypted and cannot be looked at; remove the password',
  },
  'too-many-entries': { zh: '压缩内容的条目过多', en: 'it has too many entries' },
  'unpacks-to-too-much': { zh: '展开后过大', en: 'it unpacks to too much' },
  'nested-archive': { zh: '内含压缩包或者其他文件包', en: 'it holds another archive' },
  'path-not-allowed': {
    zh: '内部条目的路径不允许或者重复',
    en: 'an entry in it has a path that is not allowed, or the same as another one',
  },
  'overlapping-entries': { zh: '内部条目相互重叠', en: 'entries in it overlap' },
  macros: { zh: '含有宏；请另存为不含宏的文件', en: 'it has macros; save it without them' },
  'external-content': {
    zh: '引用外部内容或者外部模板',
    en: 'it loads content or a template from elsewhere',
  },
  entities: { zh: '内部 XML 声明了文档类型或者实体', en: 'XML in it declares a document type or entities' },
  'active-content': {
    zh: '含有脚本或者打开时执行的动作',
    en: 'it has scripts, or actions that run when it is opened',
  },
  'embedded-file': { zh: '嵌入了其他文件或者对象', en: 'it has other files or objects embedded' },
  'not-text': {
    zh: '不是 UTF-8 或者 GB 18030 编码的纯文本',
    en: 'it is not plain text in UTF-8 or GB 18030',
  },
};

/** A finding with its sentence. */
export function finding(code: FileFindingCode): FileFinding {
  return { code, say: SENTENCES[code] };
}

/** A file that is not accepted. Thrown within this folder only. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(readonly code: FileFindingCode) {
    super(code);
  }
}

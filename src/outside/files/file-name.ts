import { ACTIVE_EXTENSIONS, ARCHIVE_EXTENSIONS, kindOf } from './file-kinds.js';

const MOST_CHARACTERS = 200;
const MOST_BYTES = 255;
/** Control characters, and those that turn the direction of what follows or cannot be seen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
/** What no file of any system is called by, or what leads elsewhere. */
const FORBIDDEN = /[\\/:*?"<>|]/;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether a name is one that everybody can see, keep and open: one extension, nothing hidden in it. */
export function isPlainName(name: string): boolean {
  if ([...name].length > MOST_CHARACTERS || Buffer.byteLength(name) > MOST_BYTES * 2) return false;
  if (INVISIBLE.test(name) || FORBIDDEN.test(name) || RESERVED.test(name)) return false;
  if (name.trim() !== name || name.startsWith('.') || name.endsWith('.')) return false;
  return !hasTwoExtensions(name);
}

/** 合同.pdf.docx, 照片.exe.jpg: what it looks like depends on who looks. 说明.v1.2.pdf and 2026.11.22.pdf are plain. */
function hasTwoExtensions(name: string): boolean {
  return name
    .split('.')
    .slice(1, -1)
    .map((one) => one.trim().toLowerCase())
    .some((one) => ACTIVE_EXTENSIONS.has(one) || ARCHIVE_EXTENSIONS.has(one) || kindOf(one) !== undefined);
}

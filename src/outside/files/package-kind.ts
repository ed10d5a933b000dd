import type { ByteSource } from '../zip/byte-source.js';
import { wholeContentOf } from '../zip/zip-content.js';
import type { ZipEntry } from '../zip/zip-directory.js';
import { FileRefused } from './findings.js';

const CONTENT_TYPES = '[Content_Types].xml';
const MOST_CONTENT_TYPES = 4 * 1024 * 1024;

const MAIN: Readonly<Record<string, { readonly part: string; readonly type: RegExp }>> = {
  docx: { part: 'word/document.xml', type: /wordprocessingml\.document\.main\+xml/ },
  xlsx: { part: 'xl/workbook.xml', type: /spreadsheetml\.sheet\.main\+xml/ },
  pptx: { part: 'ppt/presentation.xml', type: /presentationml\.presentation\.main\+xml/ },
};

/** What a package truly is: by its parts and by what it says of them. Undefined: none of what is taken. */
export async function packageKind(
  source: ByteSource,
  entries: readonly ZipEntry[],
): Promise<'docx' | 'xlsx' | 'pptx' | 'ofd' | 'macros' | undefined> {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('OFD.xml')) return names.has(CONTENT_TYPES) ? undefined : 'ofd';
  const listed = entries.find(({ name }) => name === CONTENT_TYPES);
  if (!listed) return undefined;
  if (listed.unpacked > MOST_CONTENT_TYPES) throw new FileRefused('unpacks-to-too-much');
  const types = (await wholeContentOf(source, listed)).toString('latin1').replaceAll('\u0000', '');
  if (/macroEnabled|vbaProject|ms-office\.activeX/i.test(types)) return 'macros';
  const found = Object.entries(MAIN).filter(([, { part, type }]) => names.has(part) && type.test(types));
  return found.length === 1 ? (found[0]?.[0] as 'docx') : undefined;
}

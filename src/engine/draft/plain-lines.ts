const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// Controls, and format characters that nobody sees: marks of direction and of byte order, joiners, soft hyphens.
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const BLANKS = /[\p{Zs}\t]+/gu;

/**
 * The lines of a text as they are compared and digested: Unicode form C; every kind of line end is one; what cannot be
 * seen is left out; a run of blanks, ideographic ones included, is one space; no blanks at the ends of lines, no empty
 * lines. Characters that can be seen, and their widths, stay as they are.
 */
export function plainLines(text: string): readonly string[] {
  return text
    .replaceAll(LONE_SURROGATE, '\ufffd')
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll(UNSEEN, '')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replaceAll(BLANKS, ' ').trim())
    .filter((line) => line !== '');
}

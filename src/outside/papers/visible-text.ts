// Controls and format characters: marks that turn the direction of text, hide, join or tag it. Joiners have their use.
const UNSEEN = /(?![\n\t\u200C\u200D])[\p{Cc}\p{Cf}]|[\uFFFE\uFFFF]/gu;

/**
 * A text in which everything can be seen: characters that would turn, hide or break what stands around them are
 * written as their code, `［U+202E］`, so that what is read is what was signed. Line breaks and tabs stay.
 */
export function visibleText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(
      UNSEEN,
      (found) => `［U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}］`,
    );
}

/** The lines of a text, made visible; empty ones are left out. */
export function visibleLines(text: string): readonly string[] {
  return visibleText(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

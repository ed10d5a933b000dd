import type { ArticleText, DraftText, Heading, Item, Paragraph } from './draft.js';
import { articleLabel, headingLabel, itemLabel } from './marks.js';

/** The text of a draft: one line for each title, 款, 项 and 目. What was parsed gives the same draft again. */
export function renderDraft({ preamble, body, annexes }: DraftText): string {
  const parts = body.map((one) =>
    one.kind === 'heading'
      ? labelled(headingLabel(one), headingText(one))
      : labelled(articleLabel(one), articleText(one)),
  );
  return [...preamble, ...parts, ...annexes.flat()].join('\n');
}

/** A label and what it stands before; a text that begins with a line end begins on the next line. */
export function labelled(label: string, text: string): string {
  if (label === '' || text === '') return label + text;
  return text.startsWith('\n') ? label + text : `${label}\u3000${text}`;
}

/** A heading without its number. */
export function headingText({ title, lines }: Heading): string {
  return [title, ...lines].join('\n');
}

/** An article without its number: what it says. Two articles that say the same have the same text. */
export function articleText({ paragraphs }: Pick<ArticleText, 'paragraphs'>): string {
  return paragraphs.flatMap(paragraphLines).join('\n');
}

function paragraphLines({ text, items }: Paragraph): readonly string[] {
  return [text, ...items.flatMap(itemLines)];
}

function itemLines(item: Item): readonly string[] {
  // 1．5 would be a number: what is said stands apart from the mark.
  const apart = item.level === 1 && /^\d/.test(item.text) ? ' ' : '';
  return [itemLabel(item) + apart + item.text, ...item.items.flatMap(itemLines)];
}

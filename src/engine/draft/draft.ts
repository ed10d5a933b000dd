/** 编、章、节. */
export type HeadingLevel = 'book' | 'chapter' | 'section';

/** 编、章、节 with its title; `lines` are what stands under it before its first article. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: HeadingLevel;
  readonly number: number;
  readonly title: string;
  readonly lines: readonly string[];
}

/** 项、目 and what is below: `（一）`, `1．`, `（1）`, by level from 0. */
export interface Item {
  readonly level: 0 | 1 | 2;
  readonly number: number;
  readonly text: string;
  readonly items: readonly Item[];
}

/** 款: a natural paragraph of an article with the items that it introduces. */
export interface Paragraph {
  readonly text: string;
  readonly items: readonly Item[];
}

/** 条 as a text has it: `第十二条之一` has number 12 and insert 1. */
export interface ArticleText {
  readonly kind: 'article';
  readonly number: number;
  readonly insert?: number;
  readonly paragraphs: readonly Paragraph[];
}

/** 条 of a draft: its id stays with it through all versions, whatever its number becomes. */
export interface Article extends ArticleText {
  /** `a1`, `a2` ... An id is never given to another article, also not after its own was deleted. */
  readonly id: string;
}

/** A normative text. What has no article is not structured: all its lines are the preamble. */
export interface DraftText<One extends ArticleText = ArticleText> {
  /** Lines before the first heading or article: title, table of contents, introduction. */
  readonly preamble: readonly string[];
  readonly body: readonly (Heading | One)[];
  /** 附件: the line that announces each, and its lines. */
  readonly annexes: readonly (readonly string[])[];
}

/** A version of a draft, with the ids of its articles. */
export type Draft = DraftText<Article>;

/** The articles of a text, in order. */
export function articlesOf<One extends ArticleText>({ body }: DraftText<One>): readonly One[] {
  return body.filter((one): one is One => one.kind === 'article');
}

import type { CivilDate } from '../../clock/time.js';

/**
 * A document's whole content, before any layout: what is digested, rendered as HTML, printed and put into .docx. Plain
 * JSON in Chinese, as it goes out. May hold personal data: it is a part of the record that issued it.
 */
export interface ComposedDocument {
  /** Name in the definition. */
  readonly document: string;
  readonly title: string;
  /** 发文机关全称. */
  readonly organ: string;
  /** 文号. */
  readonly number?: string;
  /** 主送/当事人: the line before the text. */
  readonly addressee?: string;
  readonly blocks: readonly DocumentBlock[];
  /** 救济告知: the paragraph on reconsideration and suit, which cannot be removed. */
  readonly remedies?: string;
  /** 成文日期. */
  readonly on: CivilDate;
  /** Whose seal it bears: 机关印章, 专用印章, or nobody's. */
  readonly seal: 'organ' | 'special' | 'none';
  /** 承办人和联系方式, 份数, 送达方式: the small print under the date. */
  readonly footer: readonly string[];
  /** Every mandatory field with the text that stands for it, by its Chinese name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The provisions that it rests on, as texts. */
  readonly basis: readonly string[];
}

export type DocumentBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Lines for signatures: 签名, 日期. */
  | { readonly kind: 'signatures'; readonly lines: readonly string[] };

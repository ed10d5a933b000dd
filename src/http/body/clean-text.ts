import type { UnmetItem } from '../problems/problem.js';

/** No single text of a request is longer; documents are uploaded, not written into a body. */
export const MAX_TEXT = 20_000;

const LONE_SURROGATE = /\p{Surrogate}/u;
const NAMES_REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

/** A parsed JSON value with every text in Unicode Normal Form C, or all places where that is impossible. */
export function cleanJson(
  value: unknown,
): { readonly value: unknown } | { readonly faults: readonly UnmetItem[] } {
  const faults: UnmetItem[] = [];
  const clean = cleaned(value, '', faults);
  return faults.length > 0 ? { faults } : { value: clean };
}

/** Why a text may not be stored or compared, if so. */
export function textFault(text: string): { readonly zh: string; readonly en: string } | undefined {
  // Counted in characters, so that rare ones (扩展区) are not worth two.
  if (text.length > MAX_TEXT && [...text].length > MAX_TEXT) {
    return { zh: `文本超过 ${MAX_TEXT} 字`, en: `text longer than ${MAX_TEXT} characters` };
  }
  if (text.includes('\u0000')) return { zh: '含有空字符（NUL）', en: 'contains NUL' };
  if (LONE_SURROGATE.test(text)) return { zh: '含有不成对的代理码元', en: 'contains a lone surrogate' };
  return undefined;
}

function cleaned(value: unknown, at: string, faults: UnmetItem[]): unknown {
  if (typeof value === 'string') return cleanedText(value, at, faults);
  if (Array.isArray(value)) return value.map((item, index) => cleaned(item, `${at}/${index}`, faults));
  if (typeof value !== 'object' || value === null) return value;
  const clean: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const here = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (NAMES_REFUSED.has(name)) {
      faults.push(fault(here, '不允许使用此名称', 'this name is not allowed'));
      continue;
    }
    clean[cleanedText(name, here, faults)] = cleaned(item, here, faults);
  }
  return clean;
}

function cleanedText(text: string, at: string, faults: UnmetItem[]): string {
  const wrong = textFault(text);
  if (wrong) faults.push(fault(at, wrong.zh, wrong.en));
  return wrong ? text : text.normalize('NFC');
}

function fault(at: string, zh: string, en: string): UnmetItem {
  // A pointer is echoed to the caller: it must itself be well-formed text.
  return {
    code: 'invalid-text',
    say: { zh, en },
    basis: [],
    at: at.replaceAll(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\\u0000'),
  };
}

import type { Text } from '../engine/law/definition.js';

/** The two languages of answers. Chinese is the official text; English is a courtesy. */
export type Language = 'zh' | 'en';

/** A sentence in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** `Accept-Language`: English when it is preferred to Chinese, otherwise Chinese (also for `*` and when absent). */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { readonly language: Language; readonly weight: number } = { language: 'zh', weight: 0 };
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 20)) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.startsWith('en') ? 'en' : range.startsWith('zh') ? 'zh' : undefined;
    const weight = weightOf(parameters);
    if (language && weight > best.weight) best = { language, weight };
  }
  return best.language;
}

function weightOf(parameters: readonly string[]): number {
  const q = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find((one) => one);
  return q === undefined ? 1 : Number(q);
}

/** A text of a definition in the wished language; Chinese where there is no English. */
export function inLanguage(text: Text, language: Language): string {
  if (typeof text === 'string') return text;
  return language === 'en' ? (text.en ?? text.zh) : text.zh;
}

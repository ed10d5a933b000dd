import { articlesOf, type Article, type ArticleText, type Draft, type DraftText } from './draft.js';
import { articleLabel } from './marks.js';
import { articleText } from './render-draft.js';
import { LikenessIndex } from './similarity.js';

/** Thousandths of likeness from which an article is the one before, changed; less where it also kept its number. */
const ALIKE = 600;
const ALIKE_IN_PLACE = 300;

/**
 * Gives the articles of a new version their ids. An article that says the same as one before, or much the same, keeps its
 * id wherever it now stands; every other one gets the next id that was never given. The same texts give the same ids.
 *
 * @param nextId number of the next id that was never given; what to pass on comes back
 */
export function withIds(
  text: DraftText,
  before: Draft | null,
  nextId: number,
): { readonly draft: Draft; readonly nextId: number } {
  const found = before ? alignedIds(articlesOf(before), articlesOf(text)) : new Map<ArticleText, string>();
  let next = nextId;
  const body = text.body.map((one) =>
    one.kind === 'heading' ? one : { ...one, id: found.get(one) ?? `a${next++}` },
  );
  return { draft: { ...text, body }, nextId: next };
}

interface Known<One> {
  readonly article: One;
  readonly at: number;
  readonly text: string;
}

function known<One extends ArticleText>(articles: readonly One[]): readonly Known<One>[] {
  return articles.map((article, at) => ({ article, at, text: articleText(article) }));
}

function alignedIds(
  before: readonly Article[],
  after: readonly ArticleText[],
): ReadonlyMap<ArticleText, string> {
  const found = new Map<ArticleText, string>();
  const [old, now] = [known(before), known(after)];
  const taken = new Set<Article>();
  const take = (from: Known<Article>, to: Known<ArticleText>): void => {
    taken.add(from.article);
    found.set(to.article, from.article.id);
  };
  for (const { from, to } of sameTexts(old, now)) take(from, to);
  const left = old.filter(({ article }) => !taken.has(article));
  const open = now.filter(({ article }) => !found.has(article));
  for (const { from, to } of likePairs(left, open)) {
    if (!taken.has(from.article) && !found.has(to.article)) take(from, to);
  }
  return found;
}

interface Match {
  readonly from: Known<Article>;
  readonly to: Known<ArticleText>;
}

/** Articles that say the same; of several, those with the same number first, then in order. */
function sameTexts(old: readonly Known<Article>[], now: readonly Known<ArticleText>[]): readonly Match[] {
  const waiting = new Map<string, Known<Article>[]>();
  for (const one of old) waiting.set(one.text, [...(waiting.get(one.text) ?? []), one]);
  const matches: Match[] = [];
  const rest: Known<ArticleText>[] = [];
  const match = (to: Known<ArticleText>, at: number): void => {
    const [from] = waiting.get(to.text)?.splice(at, 1) ?? [];
    if (from) matches.push({ from, to });
  };
  for (const to of now) {
    const label = articleLabel(to.article);
    const at = waiting.get(to.text)?.findIndex(({ article }) => articleLabel(article) === label) ?? -1;
    if (at >= 0) match(to, at);
    else rest.push(to);
  }
  for (const to of rest) match(to, 0);
  return matches;
}

/** Pairs that may be one article, the likest first; then those with the same number, then in order. */
function likePairs(old: readonly Known<Article>[], now: readonly Known<ArticleText>[]): readonly Match[] {
  const index = new LikenessIndex(old.map(({ text }) => text));
  const numbered = new Map<string, number[]>();
  old.forEach(({ article }, i) => {
    const label = articleLabel(article);
    numbered.set(label, [...(numbered.get(label) ?? []), i]);
  });
  const scored = now.flatMap((to) => {
    const sameNumber = numbered.get(articleLabel(to.article)) ?? [];
    return [...index.likenesses(to.text, sameNumber)].flatMap(([i, score]) => {
      const from = old[i];
      const inPlace = sameNumber.includes(i);
      return !from || score < (inPlace ? ALIKE_IN_PLACE : ALIKE) ? [] : [{ from, to, score, inPlace }];
    });
  });
  return scored.sort(
    (a, b) =>
      b.score - a.score ||
      Number(b.inPlace) - Number(a.inPlace) ||
      a.from.at - b.from.at ||
      a.to.at - b.to.at,
  );
}

import { basisList } from '../case/basis-list.js';
import type { Basis, Definition, Text } from '../law/definition.js';
import type { Words } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

/** A text of a definition in both languages; Chinese where there is no English. */
export function wordsOf(text: Text | undefined, otherwise: string): Words {
  if (text === undefined) return { zh: otherwise, en: otherwise };
  return typeof text === 'string' ? { zh: text, en: text } : { zh: text.zh, en: text.en ?? text.zh };
}

/** A provision of the definition as records name it: the law by its full title. */
export function articlesOf(
  { law }: Pick<Definition, 'law'>,
  ...bases: readonly (Basis | undefined)[]
): readonly string[] {
  const written = bases.flatMap(basisList).map((basis) => {
    const [abbreviation = basis, ...article] = basis.split(' ');
    return [law[abbreviation]?.title ?? abbreviation, ...article].join(' ');
  });
  return [...new Set(written)];
}

/** Records of acts that were performed, in order. */
export function performedActs(
  { records }: Pick<AuditedCase, 'records'>,
  act?: string,
): readonly (AuditedRecord & { readonly act: string })[] {
  return records.flatMap((one) => {
    const { event } = one;
    if (event.cause !== 'act' || event.act === undefined || (act !== undefined && event.act !== act))
      return [];
    return [{ ...one, act: event.act }];
  });
}

/** A post by its title in the definition; by its name where the definition knows none. */
export function postWords({ posts }: Pick<Definition, 'posts'>, post: string): Words {
  return wordsOf(Object.hasOwn(posts, post) ? posts[post]?.title : undefined, post);
}

/** Who acted by a record: the person and, where he was a deputy, his principal. */
export function peopleBehind({ record: { actor } }: Pick<AuditedRecord, 'record'>): readonly string[] {
  if (!actor) return [];
  return actor.onBehalfOf === undefined ? [actor.person] : [actor.person, actor.onBehalfOf];
}

/** Whether a post of the definition belongs to a party: no officer holds it. */
export function isPartyPost({ posts }: Pick<Definition, 'posts'>, post: string | undefined): boolean {
  return post !== undefined && posts[post]?.kind === 'party';
}

/** What cannot be checked because the snapshot or calendar that a record names was not found. */
export function missingLaw(what: Words, seqs: readonly number[]): readonly Words[] {
  if (seqs.length === 0) return [];
  return [
    {
      zh: `记录 ${seqs.join('、')} 所依据的${what.zh}未能取得`,
      en: `the ${what.en} that records ${seqs.join(', ')} rest on could not be found`,
    },
  ];
}

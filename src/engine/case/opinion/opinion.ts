import { canonicalJson } from '../../audit/canonical-form.js';
import type { Hash } from '../../audit/record.js';
import type { OpinionMark } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Handwriting } from './handwriting.js';
import type { Unmet } from '../refusal.js';
import type { Stance } from '../signing/signing-state.js';

/** An opinion 意见 as somebody gives it, with an act or alone. */
export interface GivenOpinion {
  /** Kept whole: 1 to 20,000 characters. It is a part of the record and never in it. */
  readonly text: string;
  readonly stance?: Stance;
  /** The digest of draft and materials that was shown to him. Absent: he relies on what the case holds now. */
  readonly seen?: string;
  /** Sequence of the record with his earlier opinion that this one corrects. */
  readonly corrects?: number;
  /** 手写签名 under it: a part of the record like the text. */
  readonly signature?: Handwriting;
}

/** Characters (code points) that an opinion has at most. */
export const MAX_OPINION = 20_000;

/**
 * Digest of what an opinion is about: the current version of each material and every issued document, by id. Equal
 * digests mean the very same draft and materials.
 */
export function seenDigest(
  { materials = {}, documents = {} }: Pick<CaseState, 'materials' | 'documents'>,
  hash: Pick<Hash, 'sha256'>,
): string {
  const versions = Object.entries(materials).map(([id, { versions: all }]) => [id, all.at(-1)?.sha256]);
  const issued = Object.entries(documents).map(([id, document]) => [id, document.issued?.sha256]);
  const seen = { materials: given(versions), documents: given(issued) };
  return hash.sha256(`seen/v1\n${canonicalJson(seen)}`);
}

/** What stands against an opinion: it speaks of another draft than the case holds, or corrects what is not its author's. */
export function unmetOpinion(
  { seen, corrects }: GivenOpinion,
  person: string,
  now: { readonly seen: string; readonly corrected: { readonly person?: string } | undefined },
): readonly Unmet[] {
  const unmet: Unmet[] = [];
  if (seen !== undefined && seen !== now.seen) unmet.push(SEEN_OUTDATED);
  if (corrects !== undefined && now.corrected?.person !== person) unmet.push(NOT_ONES_OWN);
  return unmet;
}

/** What is said of an opinion beside its text. @param seen the digest of what the case holds as it is given */
export function opinionMark({ stance, corrects }: GivenOpinion, seen: string): OpinionMark {
  return { ...(stance && { stance }), seen, ...(corrects !== undefined && { corrects }) };
}

const SEEN_OUTDATED: Unmet = {
  code: 'seen-outdated',
  say: {
    zh: '您看到的稿件或者材料已有新的版本，请查看后再发表意见；本次意见没有丢失，仍在尝试记录中',
    en: 'the draft or materials that you saw have changed; look at them first. Your words are kept with the attempt',
  },
  basis: ['正程 意见'],
  at: '/opinion/seen',
};

const NOT_ONES_OWN: Unmet = {
  code: 'opinion-not-yours',
  say: {
    zh: '只能更正本人在本案中发表过的意见',
    en: 'only one’s own earlier opinion in this case can be corrected',
  },
  basis: ['正程 意见'],
  at: '/opinion/corrects',
};

function given(entries: readonly (readonly (string | undefined)[])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

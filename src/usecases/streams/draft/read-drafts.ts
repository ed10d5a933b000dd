import type { CommentState } from '../../../engine/draft/comment.js';
import { standingOf, type AnchorStanding } from '../../../engine/draft/comment-anchor.js';
import { compareDrafts, type ComparedUnit } from '../../../engine/draft/compare-drafts.js';
import type { Draft } from '../../../engine/draft/draft.js';
import { Defect } from '../../../engine/defect.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import type { Page, PageRequest, Queries } from '../../queries.js';
import { wordsFor } from '../../reading/list-opinions.js';
import { stateOf } from './comment-state.js';
import { draftStream, knownDraft, type DraftAddress } from './draft-on-hand.js';
import type { DraftComment, DraftReads, DraftVersion } from './draft-reads.js';

/** What reading drafts needs. */
export interface DraftReading {
  readonly ports: Ports;
  readonly drafts: DraftReads;
  readonly queries: Pick<Queries, 'records' | 'case'>;
}

/** The versions of a draft, none before the first is submitted. Undefined: no such draft that he may know of. */
export function listVersions({
  ports,
  drafts,
}: DraftReading): (
  address: DraftAddress,
  by: Asker,
) => Promise<{ readonly stream: string; readonly versions: readonly DraftVersion[] } | undefined> {
  return async (address, by) => {
    if (!(await knownDraft(ports, address, by))) return undefined;
    const stream = draftStream(address, ports.hash);
    return { stream, versions: await drafts.versions(stream) };
  };
}

/** A version with what it says. Undefined: there is none that he may know of. */
export function readVersion({
  ports,
  drafts,
}: DraftReading): (
  address: DraftAddress,
  version: number,
  by: Asker,
) => Promise<{ readonly version: DraftVersion; readonly draft: Draft } | undefined> {
  return async (address, version, by) => {
    if (!(await knownDraft(ports, address, by))) return undefined;
    const stream = draftStream(address, ports.hash);
    const [versions, draft] = await Promise.all([drafts.versions(stream), drafts.text(stream, version)]);
    const found = versions.find((one) => one.version === version);
    return found && draft ? { version: found, draft } : undefined;
  };
}

/** Two versions, article by article. Undefined: one of them is none that he may know of. */
export function compareVersions({
  ports,
  drafts,
}: DraftReading): (
  address: DraftAddress,
  versions: { readonly from: number; readonly to: number },
  by: Asker,
) => Promise<readonly ComparedUnit[] | undefined> {
  return async (address, { from, to }, by) => {
    if (!(await knownDraft(ports, address, by))) return undefined;
    const stream = draftStream(address, ports.hash);
    const [before, after] = await Promise.all([drafts.text(stream, from), drafts.text(stream, to)]);
    return before && after ? compareDrafts(before, after) : undefined;
  };
}

/** A comment with how far it is, and where it stands in the latest version. */
export interface ListedComment extends DraftComment {
  readonly state: CommentState;
  readonly standing: AnchorStanding;
}

/**
 * Comments of a draft, each where it stands in the latest version. Who is not party to the case reads the names of its
 * parties masked in them. Undefined: no such draft that he may know of.
 */
export function listComments({
  ports,
  drafts,
  queries,
}: DraftReading): (
  address: DraftAddress,
  page: PageRequest,
  by: Asker,
) => Promise<Page<ListedComment> | undefined> {
  return async (address, page, by) => {
    const found = await knownDraft(ports, address, by);
    if (!found) return undefined;
    const words = await wordsFor({ ports, queries }, found, address.caseId);
    const show = (text: string | null): string | null => (text === null ? null : words(text));
    const stream = draftStream(address, ports.hash);
    const comments = await drafts.comments(stream, page);
    const latest = (await drafts.versions(stream)).at(-1)?.version;
    if (latest === undefined) return { ...comments, items: [] };
    const texts = await textsOf(drafts, stream, [latest, ...comments.items.map(({ version }) => version)]);
    const text = (version: number): Draft => {
      const said = texts.get(version);
      if (!said) throw new Defect(`version ${version} of draft ${stream} is missing`);
      return said;
    };
    const listed = (comment: DraftComment): ListedComment => {
      const { article, anchor: digest, version } = comment;
      const standing = standingOf({ article, digest }, text(latest), () => text(version), ports.hash);
      const answers = comment.answers.map((answer) => ({ ...answer, text: show(answer.text) }));
      return { ...comment, text: show(comment.text), answers, state: stateOf(comment), standing };
    };
    return { ...comments, items: comments.items.map(listed) };
  };
}

async function textsOf(
  drafts: DraftReads,
  stream: string,
  versions: readonly number[],
): Promise<ReadonlyMap<number, Draft>> {
  const found = new Map<number, Draft>();
  for (const version of new Set(versions)) {
    const text = await drafts.text(stream, version);
    if (text) found.set(version, text);
  }
  return found;
}

import { caseOfReceipt, receiptOf } from '../../../engine/case/receipt.js';
import { today } from '../../../engine/case/world.js';
import { daysBetween } from '../../../engine/clock/civil-date.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import {
  type ConsultationPhase,
  type ConsultationState,
  phaseOn,
} from '../../../engine/consultation/consultation.js';
import { isSealed } from '../../../engine/organisation/case-bars.js';
import { readContext } from '../../cases/act-context.js';
import type { Page, PageRequest } from '../../queries.js';
import { maskName } from '../../reading/mask.js';
import { maskComment } from './mask-comment.js';
import type { CommentRow, ConsultationRow, DraftArticle, DraftTexts } from './consultation-ports.js';
import type { ConsultationPorts } from './work-on-consultation.js';

/** A consultation as anybody may see it. Nothing in it leads to its case. */
export interface PublicConsultation {
  readonly row: ConsultationRow;
  readonly phase: ConsultationPhase;
  /** Days on which comments are still taken, today included; 0 when they are not. */
  readonly daysLeft: number;
}

/** What became of one comment, as published. */
export interface PublicComment {
  readonly n: number;
  /** Masked; null where it is not published. */
  readonly text: string | null;
  readonly notPublished: 'hidden' | 'noConsent' | null;
  /** 刘*; null: he did not say. */
  readonly author: string | null;
  readonly channel: CommentRow['channel'];
  readonly article: string | null;
  readonly result: CommentRow['result'];
  readonly reason: string | null;
  readonly changedArticles: readonly string[];
}

type PublicPorts = ConsultationPorts & { readonly drafts?: DraftTexts };

/** Consultations, the latest to open first. @throws InvalidCursor */
export async function listConsultations(
  ports: PublicPorts,
  page: PageRequest,
): Promise<Page<PublicConsultation>> {
  const [found, place] = await Promise.all([ports.consultations.consultations(page), placeOf(ports)]);
  return { ...found, items: found.items.filter(place.shown).map((row) => seen(row, place.on)) };
}

/** One of them, with the draft by article where its text is kept so. Undefined: none, or of a sealed case. */
export async function readConsultation(
  ports: PublicPorts,
  stream: string,
): Promise<(PublicConsultation & { readonly articles: readonly DraftArticle[] }) | undefined> {
  const [row, place] = await Promise.all([ports.consultations.consultation(stream), placeOf(ports)]);
  if (!row || !place.shown(row)) return undefined;
  const draft =
    row.draftStream === null ? undefined : await ports.drafts?.version(row.draftStream, row.draftVersion);
  return { ...seen(row, place.on), articles: draft?.articles ?? [] };
}

/** 采纳情况. Undefined until it is published. */
export async function readResults(
  ports: PublicPorts,
  stream: string,
  page: PageRequest,
): Promise<
  | (Pick<ConsultationState, 'received' | 'results' | 'corrections'> & {
      readonly resultOn: string;
      readonly comments: Page<PublicComment>;
    })
  | undefined
> {
  const found = await readConsultation(ports, stream);
  const head = found && (await ports.ledger.head(stream));
  if (!head?.stateText) return undefined;
  const { received, results, corrections, resultOn } = JSON.parse(head.stateText) as ConsultationState;
  if (resultOn === null) return undefined;
  const comments = await ports.consultations.comments(stream, {}, page);
  const shown = { ...comments, items: comments.items.map(publicComment) };
  return { received, results, corrections, resultOn, comments: shown };
}

/** What became of a comment, for whoever holds its receipt. */
export interface CommentProgress {
  readonly receipt: string;
  readonly consultation: string;
  readonly title: string;
  readonly receivedOn: string;
  /** Set once the results are published. */
  readonly outcome: Pick<PublicComment, 'result' | 'reason' | 'changedArticles'> | null;
  readonly resultOn: string | null;
  readonly phase: ConsultationPhase;
}

/** By the number on the receipt; nothing in it is about a person. Undefined: there is no such receipt. */
export async function readCommentProgress(
  ports: PublicPorts,
  receipt: string,
): Promise<CommentProgress | undefined> {
  const prefix = caseOfReceipt(receipt);
  const comment = prefix === undefined ? undefined : await ports.consultations.commentBeginning(prefix);
  const found = comment && (await readConsultation(ports, comment.stream));
  if (!comment || !found) return undefined;
  const { row, phase } = found;
  const { result, reason, changedArticles } = publicComment(comment);
  return {
    ...{
      receipt: receiptOf(comment.id) ?? receipt,
      consultation: row.stream,
      title: row.notice['title'] ?? '',
    },
    ...{ receivedOn: comment.receivedOn, resultOn: row.resultOn, phase },
    outcome: row.resultOn === null ? null : { result, reason, changedArticles },
  };
}

/**
 * A comment as it is published: what points to somebody is masked as `maskComment` has it, and the officials' masked
 * words take the place of the comment's. Other names within a text are theirs to find: no program can.
 */
export function publicComment(comment: CommentRow): PublicComment {
  const { n, channel, article, result, changedArticles, sortedAs, consentToPublish, author } = comment;
  const names = author?.name === undefined ? [] : [author.name];
  const notPublished = sortedAs === 'hidden' ? 'hidden' : consentToPublish ? null : 'noConsent';
  const words = sortedAs === 'masked' && comment.masked !== null ? comment.masked : comment.text;
  const masked = (text: string): string => maskComment(text, names);
  return {
    ...{ n, channel, article, result, changedArticles, notPublished },
    text: notPublished === null ? masked(words) : null,
    author: author?.name === undefined ? null : maskName(author.name),
    reason: comment.reason === null ? null : masked(comment.reason),
  };
}

interface PublicPlace {
  readonly on: CivilDate;
  /** Sealed cases are nobody's to see. */
  readonly shown: (row: ConsultationRow) => boolean;
}

async function placeOf(ports: PublicPorts): Promise<PublicPlace> {
  const { version } = await ports.directory.current();
  const { world, organisation } = await readContext(ports, version);
  return { on: today(world), shown: ({ caseId }) => !isSealed(organisation.index, caseId) };
}

function seen(row: ConsultationRow, on: CivilDate): PublicConsultation {
  const phase = phaseOn(row, on);
  return { row, phase, daysLeft: phase === 'open' ? daysBetween(on, row.closesOn) + 1 : 0 };
}

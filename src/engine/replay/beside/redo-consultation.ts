import { basisList } from '../../case/basis-list.js';
import type {
  Chosen,
  ConsultationEvent,
  ConsultationOpened,
  ConsultationState,
  GroupedBy,
} from '../../consultation/consultation.js';
import { withProvisions } from '../../consultation/consultation-terms.js';
import {
  groupComments,
  handleComments,
  sortComments,
  ungroupComments,
  type Answer,
} from '../../consultation/handle-comments.js';
import {
  extendConsultation,
  publishResults,
  withdrawConsultation,
  type Notice,
} from '../../consultation/keep-consultation.js';
import { openBesideCase, type OpeningPlace } from '../../consultation/open-beside-case.js';
import { receiveComments, type NewComment } from '../../consultation/receive-comments.js';
import type { DraftState } from '../../draft/draft-stream.js';
import { draftBeside } from '../../law/draft-beside.js';
import { powerInStream, streamPower } from '../../streams/stream-power.js';
import type { StreamDecision } from '../../streams/stream-law.js';
import { CannotBeJudged } from '../told.js';
import type { CommentFold } from './comment-fold.js';
import {
  dayOf,
  declaredAs,
  lookedBeside,
  type DeclaredPlace,
  type StreamMoment,
  type StreamRedo,
  type StreamWish,
} from './stream-moment.js';

const WITHHELD = '…';

type Decision = StreamDecision<ConsultationEvent>;

/** Consultations; of each comment is known what its records tell. */
export function redoConsultation(comments: (moment: StreamMoment) => CommentFold): StreamRedo {
  return {
    wishOf,
    decide(moment, wish) {
      if (!moment.record.actor) return receivedFromPublic(moment, wish);
      const state = moment.state as ConsultationState | null;
      const event = moment.event as ConsultationEvent;
      const name = state?.name ?? (event.type === 'consultation.opened' ? event.name : '');
      const place = declaredAs(moment, name);
      const { definition, declared, actor, caseState, world } = place;
      const power = streamPower(definition, name, declared, { actor, state: caseState, world });
      if ('unmet' in power) return { refused: true, unmet: power.unmet };
      const office = {
        ...{ ...place, person: actor.person },
        doing: { on: dayOf(moment), by: powerInStream(power) },
      };
      const decision =
        'open' in wish ? openAgain(moment, office, wish) : again(moment, office, wish, comments);
      return decision && withProvisions(basisList(declared.basis), decision);
    },
  };
}

type Office = OpeningPlace & DeclaredPlace;

/** One of the public is told nothing of who looks at what: his comment comes while comments are taken. */
function receivedFromPublic(moment: StreamMoment, wish: StreamWish): Decision | undefined {
  const state = moment.state as ConsultationState | null;
  const { def } = moment.record;
  const procedure = def && moment.law.procedure(def);
  if (!procedure) throw new CannotBeJudged({ kind: 'law', name: 'definition' });
  const declared = state && procedure.definition.streams?.[state.name];
  if (!state || !declared || !('enter' in wish)) return undefined;
  const comments = wish['enter'] as readonly NewComment[];
  const made = receiveComments(state, comments, { on: dayOf(moment) }, { perPart: 1 });
  return withProvisions<Decision>(basisList(declared.basis), made);
}

function wishOf({ event: given, told, state: before }: StreamMoment): StreamWish | undefined {
  const event = given as ConsultationEvent;
  const state = before as ConsultationState | null;
  const reason = told.has('reason') ? { reason: told.partOr('reason', WITHHELD) } : {};
  switch (event.type) {
    case 'consultation.opened': {
      const { opensOn, closesOn, modes } = event;
      return { open: { opensOn, closesOn, modes, words: told.partOr('notice', {}), ...reason } };
    }
    case 'consultation.extended':
      return { extend: { closesOn: event.closesOn, reason: WITHHELD } };
    case 'consultation.withdrawn':
      return { withdraw: { reason: WITHHELD } };
    case 'comments.received':
      return { enter: commentsOf(told), ...(event.file !== undefined && { file: event.file }) };
    case 'comments.sorted': {
      const { comments, as, of } = event;
      const masked = told.has('masked') && { text: told.partOr('masked', WITHHELD) };
      return { sort: { comments, as, ...(of !== undefined && { of }), ...reason, ...masked } };
    }
    case 'comments.grouped': {
      const { chosen, group } = event;
      const added = state && group <= state.groups && { group };
      return { group: { chosen, ...added, ...(told.has('title') && { title: WITHHELD }) } };
    }
    case 'comments.ungrouped':
      return { ungroup: event.chosen };
    case 'comments.handled': {
      const { chosen, result, articles } = event;
      return { handle: { chosen, answer: { result, articles, ...reason } } };
    }
    case 'results.published':
      return { publish: true };
  }
}

/** Comments in the order of their numbers. @throws CannotBeJudged where they are withheld: when each came, decides */
function commentsOf(told: StreamMoment['told']): readonly unknown[] {
  return told
    .namesAfter('comments.')
    .map(Number)
    .toSorted((a, b) => a - b)
    .flatMap((n) => told.part(`comments.${n}`) as readonly unknown[]);
}

function openAgain(moment: StreamMoment, office: Office, wish: StreamWish): Decision {
  const { caseId, name, definition, declared } = office;
  const streams = lookedBeside(moment);
  const last = streams[name];
  const earlier = last ? (moment.folds.after(last) as ConsultationState) : null;
  const seen = streams[draftBeside(definition.streams, declared) ?? ''];
  const draft = seen && (moment.folds.after(seen) as DraftState);
  const { draftDigest } = moment.event as Partial<ConsultationOpened>;
  // Where the text of the draft was not known, the leaf of its last record says which one it was.
  const digest = seen && draftDigest === seen.leaf ? seen.leaf : draft?.digest.sha256;
  const about: Notice['draft'] =
    seen && draft && digest !== undefined && !draft.withdrawn
      ? { version: draft.version, stream: seen.stream, digest }
      : { version: 0 };
  const notice = wish['open'] as Omit<Notice, 'caseId' | 'name' | 'draft'>;
  return openBesideCase(office, { ...notice, caseId, name, draft: about }, earlier);
}

function again(
  moment: StreamMoment,
  { doing }: Office,
  wish: StreamWish,
  comments: (moment: StreamMoment) => CommentFold,
): Decision | undefined {
  const state = moment.state as ConsultationState | null;
  if (!state) return undefined;
  if ('extend' in wish) return extendConsultation(state, wish['extend'] as ExtendWish, doing);
  if ('withdraw' in wish) return withdrawConsultation(state, wish['withdraw'] as { reason: string }, doing);
  if ('publish' in wish) return publishResults(state, doing);
  if ('sort' in wish) return sortComments(state, wish['sort'] as SortWish, doing);
  // A file that was refused is told by its digest alone.
  if ('import' in wish) throw new CannotBeJudged({ kind: 'input', name: 'content' });
  if ('enter' in wish) {
    const file = wish['file'] as string | undefined;
    const how = { perPart: 1, ...(file !== undefined && { file }) };
    return receiveComments(state, wish['enter'] as readonly NewComment[], doing, how);
  }
  const rows = comments(moment);
  if ('group' in wish) {
    const grouping = wish['group'] as { readonly chosen: GroupedBy };
    return groupComments(state, grouping, rows.selection(grouping.chosen), doing);
  }
  if ('ungroup' in wish) {
    const chosen = wish['ungroup'] as Chosen;
    return ungroupComments(state, chosen, rows.selection(chosen, true), doing);
  }
  if (!('handle' in wish)) return undefined;
  const { chosen, answer } = wish['handle'] as { readonly chosen: Chosen; readonly answer: Answer };
  return handleComments(state, chosen, answer, rows.selection(chosen), doing);
}

type ExtendWish = Parameters<typeof extendConsultation>[1];
type SortWish = Parameters<typeof sortComments>[1];

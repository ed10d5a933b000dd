import { draftBeside } from '../../law/draft-beside.js';
import type { DraftState } from '../../draft/draft-stream.js';
import type { ClosingGround, PanelDraft, PoolExpert } from '../../panel/draw-words.js';
import {
  commitToDraw,
  draftAsItStands,
  openPanel,
  revealForDraw,
  type DrawGround,
  type OpeningWish,
  type RevealWish,
} from '../../panel/form-panel.js';
import type { OpinionAnswered, PanelEvent } from '../../panel/panel-event.js';
import {
  declareInterest,
  declineSeat,
  nameMember,
  replaceMember,
  type Declaration,
  type NamingWish,
  type ReplacementWish,
} from '../../panel/panel-members.js';
import {
  answerOpinion,
  closePanel,
  giveOpinion,
  renewPanel,
  type OpinionWish,
} from '../../panel/panel-opinions.js';
import type { OpenPanel, PanelPlace } from '../../panel/panel-place.js';
import type { PanelState } from '../../panel/panel-state.js';
import type { StreamDecision } from '../../streams/stream-law.js';
import { CannotBeJudged, Told } from '../told.js';
import {
  declaredAs,
  lookedBeside,
  type StreamMoment,
  type StreamRedo,
  type StreamWish,
} from './stream-moment.js';

const WITHHELD = '…';

/** Panels: the draw is made again from pool, rule and the numbers that were shown. */
export const redoPanel: StreamRedo = {
  wishOf: (moment) => wishOf(moment.event as PanelEvent, moment.told),
  decide(moment, wish) {
    const state = moment.state as PanelState | null;
    const event = moment.event as PanelEvent;
    const name = state?.name ?? (event.type === 'panel.opened' ? event.name : '');
    const place = { ...declaredAs(moment, name), hash: moment.hash };
    if ('open' in wish) return openAgain(moment, place, wish);
    const [key] = Object.keys(wish).filter((one) => Object.hasOwn(ACTS, one));
    if (!state || key === undefined) return undefined;
    return ACTS[key]?.({ ...place, state }, wish[key], moment);
  },
};

function wishOf(event: PanelEvent, told: Told): StreamWish {
  const reason = told.partOr('reason', WITHHELD);
  switch (event.type) {
    case 'panel.opened': {
      const { draft, hash, rule } = event;
      return { open: { draft, hash, rule, pool: told.part('pool') }, reason };
    }
    case 'panel.committed':
      return { commit: event.commitment };
    case 'panel.revealed':
      return { reveal: { nonce: event.nonce } };
    case 'panel.drawn': {
      const { nonce, beacon } = event;
      return { reveal: { nonce, ...(beacon !== undefined && { beacon }) } };
    }
    case 'panel.renewed':
      return { renew: event.draft };
    case 'panel.closed':
      return { close: { ground: event.ground, ...(told.has('reason') && { reason }) } };
    case 'member.declared': {
      const { confidential } = told.part('promise') as Pick<Declaration, 'confidential'>;
      return { declare: { conflict: event.conflict, confidential } };
    }
    case 'member.declined':
      return { decline: reason };
    case 'member.replaced':
      return { replace: { expert: event.expert, because: event.because, reason } };
    case 'member.named': {
      const { member, approvedBy, replaces } = event;
      return { name: { member, approvedBy, reason, ...(replaces && { replaces }) } };
    }
    case 'opinion.given':
    case 'opinion.corrected': {
      const { draft, stance, heads } = event;
      return { opinion: { draft, stance, heads, text: WITHHELD } };
    }
    case 'opinion.answered':
      return { answer: { expert: event.expert, result: event.result, reason } };
  }
}

type Act = (place: OpenPanel, wish: unknown, moment: StreamMoment) => StreamDecision<PanelEvent>;

/** By the word under which a wish is kept. */
const ACTS: Readonly<Record<string, Act>> = {
  commit: (place, wish, moment) => commitToDraw(place, wish as string, poolOf(moment)),
  reveal: (place, wish, moment) => revealForDraw(place, wish as RevealWish, groundOf(place, moment)),
  renew: (place, wish, moment) => renewPanel(place, wish as PanelDraft, latestDraft(moment, place)),
  close: (place, wish) =>
    closePanel(place, wish as { readonly ground: ClosingGround; readonly reason?: string }),
  declare: (place, wish) => declareInterest(place, wish as Declaration),
  decline: (place, wish) => declineSeat(place, wish as string),
  replace: (place, wish, moment) => replaceMember(place, wish as ReplacementWish, poolOf(moment)),
  name: (place, wish, moment) => nameMember(place, wish as NamingWish, poolOf(moment)),
  opinion: (place, wish) => giveOpinion(place, wish as OpinionWish),
  answer: (place, wish) =>
    answerOpinion(place, wish as Pick<OpinionAnswered, 'expert' | 'result'> & { readonly reason: string }),
};

function openAgain(moment: StreamMoment, place: PanelPlace & { readonly caseId: string }, wish: StreamWish) {
  const { reason } = wish;
  const last = lookedBeside(moment)[place.name];
  const over = last && (moment.folds.after(last) as PanelState).closed !== undefined;
  const latest = latestDraft(moment, place);
  return openPanel(place, place.caseId, {
    ...(wish['open'] as Pick<OpeningWish, 'draft' | 'hash' | 'rule' | 'pool'>),
    ...(last && { previous: { stream: last.stream, over: over === true } }),
    ...(reason !== undefined && { reason: reason as string }),
    ...(latest && { latest }),
  });
}

function latestDraft(
  moment: StreamMoment,
  { definition, declared }: Pick<PanelPlace, 'definition' | 'declared'>,
): PanelDraft | undefined {
  const seen = lookedBeside(moment)[draftBeside(definition.streams, declared) ?? ''];
  return seen && draftAsItStands(moment.folds.after(seen) as DraftState);
}

/** The pool as it was fixed when the panel was set up. @throws CannotBeJudged where it is withheld */
function poolOf({ earlier }: StreamMoment): readonly PoolExpert[] {
  const [opened] = earlier;
  const pool = opened && new Told(opened).part('pool');
  if (pool === undefined) throw new CannotBeJudged({ kind: 'part', name: 'pool' });
  return pool as readonly PoolExpert[];
}

/** The leaf of the second promise is part of the seed: it is computed from the record itself. */
function groundOf({ state }: OpenPanel, moment: StreamMoment): DrawGround {
  const { stream, earlier, folds } = moment;
  const promises = earlier.filter(({ record }) => record.type === 'panel.committed');
  const second = promises.length === 2 ? promises[1] : undefined;
  const ground = { stream, pool: poolOf(moment) };
  return second ? { ...ground, leaf: folds.leafOf(second.record)[state.hash] } : ground;
}

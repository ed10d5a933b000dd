import type { Unmet } from '../case/refusal.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream } from '../streams/stream-power.js';
import type { PanelDraft, ClosingGround } from './draw-words.js';
import { againstDraft } from './form-panel.js';
import type {
  OpinionAnswered,
  OpinionGiven,
  OpinionHead,
  OpinionResult,
  OpinionStance,
  PanelClosed,
  PanelRenewed,
} from './panel-event.js';
import {
  against,
  basisOf,
  dayOf,
  keepingPower,
  memberPower,
  notInPhase,
  type OpenPanel,
} from './panel-place.js';
import { countingOpinion, takesPart } from './panel-state.js';

/** What an expert signs: which draft he had before him, whether he agrees, and his words. */
export interface OpinionWish {
  readonly draft: PanelDraft;
  readonly stance: OpinionStance;
  readonly heads: Readonly<Record<OpinionHead, OpinionStance>>;
  /** Word for word; the part `opinion` of the record. */
  readonly text: string;
}

/**
 * A member signs his opinion 署名: he alone, signed in as himself, without conflict, on the draft as it stands. Another
 * one on the same version corrects the first, which stays.
 */
export function giveOpinion(place: OpenPanel, wish: OpinionWish): StreamDecision<OpinionGiven> {
  const { state } = place;
  const { draft, stance, heads, text } = wish;
  const found = memberPower(place);
  const unmet = [
    ...notInPhase(place, 'drawn', 'named'),
    ...('unmet' in found ? found.unmet : []),
    ...('member' in found && !takesPart(found.member)
      ? [
          against(
            place,
            'requirement-unmet',
            '须先声明无利害关系并承诺保密；谢绝或者存在利害关系的不得发表意见',
            'an opinion needs a declaration without conflict, and a seat that was not declined',
          ),
        ]
      : []),
    ...againstDraft(place, draft, state.draft),
  ];
  if ('unmet' in found || unmet.length > 0) return { refused: true, unmet };
  const corrects = found.member.opinion?.version === draft.version;
  const event: OpinionGiven = {
    ...{ type: corrects ? 'opinion.corrected' : 'opinion.given', on: dayOf(place), draft, stance, heads },
    ...found.power,
  };
  return { refused: false, event, basis: basisOf(place), parts: { opinion: { text } } };
}

/** Says of a member's opinion whether it was adopted, and why. A corrected opinion is answered anew. */
export function answerOpinion(
  place: OpenPanel,
  wish: { readonly expert: string; readonly result: OpinionResult; readonly reason: string },
): StreamDecision<OpinionAnswered> {
  const { state } = place;
  const { expert, result, reason } = wish;
  const power = keepingPower(place);
  const member = state.members.find((one) => one.expert === expert);
  const opinion = member && countingOpinion(member, state.draft);
  const unmet = [
    ...notInPhase(place, 'drawn', 'named'),
    ...('unmet' in power ? power.unmet : []),
    ...(opinion
      ? []
      : [
          against(
            place,
            'requirement-unmet',
            '该专家对现稿没有有效意见',
            'the expert has no opinion that counts for the draft as it stands',
            '/expert',
          ),
        ]),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const event: OpinionAnswered = {
    ...{ type: 'opinion.answered', on: dayOf(place), expert, result },
    ...powerInStream(power),
  };
  return { refused: false, event, basis: basisOf(place), parts: { reason } };
}

/** The draft has a new version: the members stay, and what they said of an older one no longer counts. */
export function renewPanel(
  place: OpenPanel,
  draft: PanelDraft,
  latest: PanelDraft | undefined,
): StreamDecision<PanelRenewed> {
  const power = keepingPower(place);
  const unmet = [
    ...notInPhase(place, 'drawn', 'named'),
    ...('unmet' in power ? power.unmet : []),
    ...againstDraft(place, draft, latest),
    ...(draft.version > place.state.draft.version
      ? []
      : [against(place, 'invalid-input', '须为更新的稿次', 'must be a later version', '/draft/version')]),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const event: PanelRenewed = { type: 'panel.renewed', on: dayOf(place), draft, ...powerInStream(power) };
  return { refused: false, event, basis: basisOf(place) };
}

/** Ends a panel: because its work is done, or on another ground with a reason; then nothing of it counts. */
export function closePanel(
  place: OpenPanel,
  { ground, reason }: { readonly ground: ClosingGround; readonly reason?: string },
): StreamDecision<PanelClosed> {
  const power = keepingPower(place);
  const phases =
    ground === 'withheld'
      ? (['promised'] as const)
      : (['open', 'promised', 'drawn', 'naming', 'named'] as const);
  const unmet = [
    ...notInPhase(place, ...(ground === 'done' ? (['drawn', 'named'] as const) : phases)),
    ...('unmet' in power ? power.unmet : []),
    ...(ground === 'done' ? againstDone(place) : againstUnreasoned(place, reason)),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const event: PanelClosed = { type: 'panel.closed', on: dayOf(place), ground, ...powerInStream(power) };
  const parts = reason === undefined ? {} : { reason };
  return { refused: false, event, basis: basisOf(place), parts };
}

function againstUnreasoned(place: OpenPanel, reason: string | undefined): readonly Unmet[] {
  if (reason !== undefined) return [];
  const zh = '未完成论证而结束的，须说明理由并留痕';
  return [
    against(place, 'requirement-unmet', zh, 'ending before the work is done needs a reason', '/reason'),
  ];
}

/** Everybody has declared and given an opinion on the draft as it stands, and each opinion is answered. */
function againstDone(place: OpenPanel): readonly Unmet[] {
  const { members, draft } = place.state;
  const opinions = members.map((member) => countingOpinion(member, draft));
  const silent = opinions.filter((opinion) => !opinion).length;
  const open = opinions.filter((opinion) => opinion && opinion.answered === undefined).length;
  return [
    ...(silent > 0
      ? [
          against(
            place,
            'requirement-unmet',
            `${silent} 名成员尚无对现稿的有效意见`,
            `${silent} members have no opinion that counts for the draft as it stands`,
          ),
        ]
      : []),
    ...(open > 0
      ? [
          against(
            place,
            'requirement-unmet',
            `${open} 份意见尚未说明采纳情况`,
            `${open} opinions have no statement on whether they were adopted`,
          ),
        ]
      : []),
  ];
}

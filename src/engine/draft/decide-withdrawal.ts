import { basisList } from '../case/basis-list.js';
import type { Unmet } from '../case/refusal.js';
import { today } from '../case/world.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream, streamPower } from '../streams/stream-power.js';
import { against, type DraftPlace } from './draft-place.js';
import type { DraftWithdrawn } from './draft-stream.js';

/** A draft that somebody wants to withdraw. */
export interface Withdrawal {
  /** The version that he saw as the latest. */
  readonly version: number;
  readonly reason: string;
}

/**
 * 撤回草案: by the posts that keep it, with the reason. Every version stays on record; until another one is submitted the
 * case has no draft, so that whatever was reviewed or assessed no longer counts as about the draft as it stands.
 */
export function decideWithdrawal(
  place: DraftPlace,
  { version, reason }: Withdrawal,
): StreamDecision<DraftWithdrawn> {
  const { definition, name, declared, actor, caseState: state, world, draft } = place;
  const power = streamPower(definition, name, declared, { actor, state, world });
  const unmet: readonly Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...(!draft || draft.withdrawn ? [nothingStands(place)] : []),
    ...(draft && draft.version !== version ? [overtaken(place, version, draft.version)] : []),
    ...(reason.trim() === ''
      ? [against(place, 'field-required', '须写明撤回的理由', 'the reason must be given', '/reason')]
      : []),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  return {
    refused: false,
    event: { type: 'draft.withdrawn', on: today(world), ...powerInStream(power), version },
    basis: basisList(declared.basis),
    parts: { reason },
  };
}

/** The draft is withdrawn: nothing is there that could be withdrawn, or commented on. */
export function nothingStands(place: Pick<DraftPlace, 'declared'>): Unmet {
  const en = 'no draft stands: none was submitted, or it was withdrawn';
  return against(place, 'not-in-this-state', '现在没有草案：尚未提交，或者已经撤回', en);
}

function overtaken(place: DraftPlace, version: number, latest: number): Unmet {
  const zh = `要撤回的是第 ${version} 稿，现有第 ${latest} 稿`;
  return against(
    place,
    'seen-outdated',
    zh,
    `version ${version} is not the latest, ${latest} is`,
    '/version',
  );
}

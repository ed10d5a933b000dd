import type { GrantedPower } from '../case/power/power.js';
import type { Unmet } from '../case/refusal.js';
import { naturalPersons } from '../case/desk/task-power.js';
import { Defect } from '../defect.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream } from '../streams/stream-power.js';
import { drawOrder, drawSuccessor } from './draw.js';
import { canFill, sectorCap } from './draw-seats.js';
import type { PoolExpert, LeavingGround } from './draw-words.js';
import { againstExpert, seated } from './form-panel.js';
import type { MemberDeclared, MemberDeclined, MemberNamed, MemberReplaced } from './panel-event.js';
import {
  against,
  basisOf,
  dayOf,
  keepingPower,
  memberPower,
  notInPhase,
  type OpenPanel,
} from './panel-place.js';

/** What a member declares before he takes part. */
export interface Declaration {
  /** Whether he has a direct interest in the matter (条例 20). */
  readonly conflict: boolean;
  /** He promises to keep what he learns to himself (条例 19). */
  readonly confidential: boolean;
  readonly statement?: string;
}

/** A member declares whether he has an interest. Who said no may find one later; a conflict is never taken back. */
export function declareInterest(place: OpenPanel, declaration: Declaration): StreamDecision<MemberDeclared> {
  const { conflict, confidential, statement } = declaration;
  const found = memberPower(place);
  const said = 'member' in found ? found.member.declared : undefined;
  const unmet = [
    ...notInPhase(place, 'drawn', 'naming', 'named'),
    ...('unmet' in found ? found.unmet : []),
    ...(said && (said.conflict || !conflict)
      ? [against(place, 'not-in-this-state', '已经作出声明', 'he has declared already')]
      : []),
    ...(conflict || confidential
      ? []
      : [
          against(
            place,
            'requirement-unmet',
            '参加论证须承诺保密',
            'who takes part promises to keep it to himself',
            '/confidential',
          ),
        ]),
  ];
  if ('unmet' in found || unmet.length > 0) return { refused: true, unmet };
  const parts = { promise: { confidential }, ...(statement !== undefined && { statement }) };
  const event: MemberDeclared = { type: 'member.declared', on: dayOf(place), conflict, ...found.power };
  return { refused: false, event, basis: basisOf(place), parts };
}

/** A member says that he does not take part. */
export function declineSeat(place: OpenPanel, reason: string): StreamDecision<MemberDeclined> {
  const found = memberPower(place);
  const unmet = [
    ...notInPhase(place, 'drawn', 'naming', 'named'),
    ...('unmet' in found ? found.unmet : []),
    ...('member' in found && found.member.declined
      ? [against(place, 'not-in-this-state', '已经谢绝', 'he has declined already')]
      : []),
  ];
  if ('unmet' in found || unmet.length > 0) return { refused: true, unmet };
  const event: MemberDeclined = { type: 'member.declined', on: dayOf(place), ...found.power };
  return { refused: false, event, basis: basisOf(place), parts: { reason } };
}

/** A member's seat is to go to somebody else. */
export interface ReplacementWish {
  readonly expert: string;
  readonly because: LeavingGround;
  readonly reason: string;
}

/** The next of the order comes in for a member who cannot or will not take part: nobody chooses him. */
export function replaceMember(
  place: OpenPanel,
  { expert, because, reason }: ReplacementWish,
  pool: readonly PoolExpert[],
): StreamDecision<MemberReplaced> {
  const power = keepingPower(place);
  const next = nextInOrder(place, expert, pool);
  const unmet = [
    ...notInPhase(place, 'drawn'),
    ...('unmet' in power ? power.unmet : []),
    ...againstLeaving(place, expert, because),
    ...(next ? [] : [nobodyLeft(place)]),
  ];
  if ('unmet' in power || !next || unmet.length > 0) return { refused: true, unmet };
  const event: MemberReplaced = {
    ...{ type: 'member.replaced', on: dayOf(place), expert, because, successor: seated(next) },
    ...powerInStream(power),
  };
  return { refused: false, event, basis: basisOf(place), parts: { reason } };
}

/** Who would come in for a member. Undefined: nobody can, or nobody was drawn. */
export function nextInOrder(
  { state, hash }: Pick<OpenPanel, 'state' | 'hash'>,
  expert: string,
  pool: readonly PoolExpert[],
): PoolExpert | undefined {
  if (state.seed === undefined) return undefined;
  const order = drawOrder({ rule: state.rule, pool, hash: state.hash }, state.seed, hash);
  const left = [...state.changes.map((change) => change.expert), expert];
  return drawSuccessor(state.rule, order, othersThan(state, expert, pool), left);
}

function othersThan(
  { members }: OpenPanel['state'],
  expert: string | undefined,
  pool: readonly PoolExpert[],
): readonly PoolExpert[] {
  return members
    .filter((member) => member.expert !== expert)
    .map((member) => {
      const known = member.named ?? pool.find((one) => one.expert === member.expert);
      if (!known) throw new Defect(`${member.expert} is neither in the pool nor named`);
      return known;
    });
}

/** A member leaves for a ground that is on record, and for no other. */
function againstLeaving(place: OpenPanel, expert: string, because: LeavingGround): readonly Unmet[] {
  const member = place.state.members.find((one) => one.expert === expert);
  if (!member) return [against(place, 'invalid-input', '不是现任成员', 'is no member', '/expert')];
  const grounds: Readonly<Record<LeavingGround, boolean>> = {
    conflict: member.declared?.conflict === true,
    declined: member.declined === true,
    silent: member.declared === undefined && !member.declined,
    recused: place.world.bars?.recused.includes(expert) ?? false,
  };
  if (grounds[because]) return [];
  const zh = '没有这一离席事由的记录';
  return [against(place, 'requirement-unmet', zh, 'nothing on record says so of the member', '/because')];
}

/** Somebody is to be named instead of drawn. */
export interface NamingWish {
  readonly member: PoolExpert;
  readonly reason: string;
  /** Who has approved the exception: another officer. */
  readonly approvedBy: string;
  readonly replaces?: { readonly expert: string; readonly because: LeavingGround };
}

/**
 * Names somebody instead of drawing him: an exception, on record with reason and approver. Lawful where nothing was
 * promised for a draw, or where nobody of the pool can come in for a member any more. The rule holds for him too.
 */
export function nameMember(
  place: OpenPanel,
  wish: NamingWish,
  pool: readonly PoolExpert[],
): StreamDecision<MemberNamed> {
  const { member, reason, approvedBy, replaces } = wish;
  const power = keepingPower(place);
  const phases = replaces ? (['drawn', 'naming', 'named'] as const) : (['open', 'naming'] as const);
  const next = replaces && nextInOrder(place, replaces.expert, pool);
  const nextIn = next && `应由 ${next.expert} 依次递补`;
  const unmet = [
    ...notInPhase(place, ...phases),
    ...('unmet' in power ? power.unmet : againstApprover(place, power, approvedBy)),
    ...(replaces ? againstLeaving(place, replaces.expert, replaces.because) : []),
    ...(nextIn ? [against(place, 'requirement-unmet', nextIn, `${next.expert} is next in the order`)] : []),
    ...againstNamed(place, member, replaces?.expert, pool),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const event: MemberNamed = {
    ...{ type: 'member.named', on: dayOf(place), member, approvedBy },
    ...(replaces && { replaces }),
    ...powerInStream(power),
  };
  return { refused: false, event, basis: basisOf(place), parts: { reason } };
}

/** An exception is approved by another officer who may act here. */
function againstApprover(place: OpenPanel, power: GrantedPower, approvedBy: string): readonly Unmet[] {
  const approver = place.world.member?.(approvedBy)?.actor;
  const own = naturalPersons(place.actor, power).includes(approvedBy);
  if (!own && approver?.kind === 'officer' && approver.standing === 'active') return [];
  const zh = '例外须经本人以外的在任工作人员批准';
  return [against(place, 'requirement-unmet', zh, 'another officer must have approved it', '/approvedBy')];
}

function againstNamed(
  place: OpenPanel,
  named: PoolExpert,
  replaced: string | undefined,
  pool: readonly PoolExpert[],
): readonly Unmet[] {
  const { state } = place;
  const { rule } = state;
  const panel = [...othersThan(state, replaced, pool), named];
  const was = [...state.members, ...state.changes].some(({ expert }) => expert === named.expert);
  const full = panel.length >= rule.count;
  const sector = panel.filter((one) => one.sector).length;
  const fits = full ? canFill(rule, panel, new Map()) : sector <= sectorCap(rule);
  return [
    ...againstExpert(place, named, 0),
    ...(was
      ? [against(place, 'invalid-input', '已是或者曾是成员', 'is a member, or was one', '/member')]
      : []),
    ...(named.out === undefined
      ? []
      : [against(place, 'requirement-unmet', '存在不得选择的情形', 'must not be chosen', '/member')]),
    ...(fits
      ? []
      : [
          against(
            place,
            'requirement-unmet',
            '加入后不符合规则的人数、席位或者比例',
            'with him the rule is not met: number, seats, part',
            '/member',
          ),
        ]),
  ];
}

function nobodyLeft(place: OpenPanel): Unmet {
  const zh = '库中已无人可以依次递补：可以经批准指定，或者结束后重新组建';
  const en = 'nobody of the pool can come in any more: name somebody with approval, or close the panel';
  return against(place, 'requirement-unmet', zh, en);
}

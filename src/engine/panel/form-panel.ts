import type { GrantedPower } from '../case/power/power.js';
import type { Unmet } from '../case/refusal.js';
import { againstAsking } from '../case/desk/eligible.js';
import { naturalPersons } from '../case/desk/task-power.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream, unmetToBegin } from '../streams/stream-power.js';
import { basisList } from '../case/basis-list.js';
import type { DraftState } from '../draft/draft-stream.js';
import { compositionFaults } from '../law/panel-composition.js';
import { canonicalPool, drawCommitment, drawMembers, drawOrder, drawSeed, poolDigest } from './draw.js';
import { sectorCap } from './draw-seats.js';
import { drawFaults, eligibleExperts, ruleFaults } from './draw-rule.js';
import {
  DRAW_ROLES,
  type DrawFault,
  type DrawRole,
  type DrawTerms,
  type PanelDraft,
  type PoolExpert,
} from './draw-words.js';
import type { PanelCommitted, PanelDrawn, PanelOpened, PanelRevealed, SeatedExpert } from './panel-event.js';
import {
  against,
  basisOf,
  dayOf,
  keepingPower,
  notInPhase,
  watchingPower,
  type OpenPanel,
  type PanelPlace,
} from './panel-place.js';

/** What is wanted of a new panel. */
export interface OpeningWish extends Omit<DrawTerms, 'stream'> {
  /** The panel under this name before it: it must be over, and there must be a reason for another one. */
  readonly previous?: { readonly stream: string; readonly over: boolean };
  readonly reason?: string;
  /** The draft as it stands beside the case, where there is one: the panel must be about that. */
  readonly latest?: PanelDraft;
}

/** Sets up a panel: rule and pool are fixed from here on. With an empty pool its members can only be named. */
export function openPanel(place: PanelPlace, caseId: string, wish: OpeningWish): StreamDecision<PanelOpened> {
  const { draft, hash: suite, rule, pool, previous, reason } = wish;
  const power = keepingPower(place);
  const who = { ...place.actor, post: 'unmet' in power ? '' : power.post };
  const lacking = pool.length === 0 ? ruleFaults(rule) : drawFaults(rule, pool);
  const unmet = [
    ...('unmet' in power ? power.unmet : []),
    ...unmetToBegin(place.definition, place.declared, who, { state: place.caseState, world: place.world }),
    ...againstAnother(place, wish),
    ...againstDraft(place, draft, wish.latest),
    ...lacking.map((fault) => faultUnmet(place, fault)),
    ...againstComposition(place, rule),
    ...eligibleExperts(rule, pool).flatMap((expert) => againstExpert(place, expert, pool.indexOf(expert))),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const event: PanelOpened = {
    ...{ type: 'panel.opened', on: dayOf(place), caseId, name: place.name, draft, hash: suite, rule },
    ...{ pool: poolDigest(pool, suite, place.hash), experts: pool.length },
    ...(previous && { previous: previous.stream }),
    ...powerInStream(power),
  };
  const parts = { pool: canonicalPool(pool), ...(reason !== undefined && { reason }) };
  return { refused: false, event, basis: basisOf(place), parts };
}

/** Nobody draws until he likes the result: another panel needs that the one before is over, and a reason. */
function againstAnother(place: PanelPlace, { previous, reason }: OpeningWish): readonly Unmet[] {
  if (!previous) return [];
  const zh = '已有专家组，须先结束，方可重新组建';
  const open = against(place, 'not-in-this-state', zh, 'there is a panel already, which must be over first');
  const why = against(
    place,
    'requirement-unmet',
    '重新组建专家组须说明理由并留痕',
    'another panel needs a reason on record',
    '/reason',
  );
  return [...(previous.over ? [] : [open]), ...(reason === undefined ? [why] : [])];
}

/** A panel is about the draft as it stands. */
export function againstDraft(
  place: PanelPlace,
  { version, sha256 }: PanelDraft,
  latest: PanelDraft | undefined,
): readonly Unmet[] {
  if (!latest || (version === latest.version && sha256 === latest.sha256)) return [];
  const zh = `现为第 ${latest.version} 稿，须针对现稿`;
  return [against(place, 'seen-outdated', zh, `the draft is at version ${latest.version} now`, '/draft')];
}

/** What a panel can be about: the draft as it stands. Undefined: it was withdrawn. */
export function draftAsItStands({
  version,
  digest,
  withdrawn,
}: Pick<DraftState, 'version' | 'digest' | 'withdrawn'>): PanelDraft | undefined {
  return withdrawn ? undefined : { version, sha256: digest.sha256 };
}

/** The rule of a panel asks for no less than the law does: with that every panel it makes is one the law allows. */
function againstComposition({ declared }: PanelPlace, rule: OpeningWish['rule']): readonly Unmet[] {
  const { composition } = declared;
  if (!composition) return [];
  const most = { count: rule.count, sector: sectorCap(rule) };
  return compositionFaults(composition, most).map(({ of, zh, en }) => ({
    ...{ code: 'requirement-unmet', say: { zh, en }, basis: basisList(composition.basis) },
    at: of === 'sectorAtMost' ? '/rule/sector' : '/rule/count',
  }));
}

function faultUnmet(place: PanelPlace, { at, zh, en }: DrawFault): Unmet {
  return against(place, 'requirement-unmet', zh, en, at);
}

/** Who is to judge must be free to: known, in good standing, neither recused nor a party, and not the one who chooses. */
export function againstExpert(
  place: PanelPlace,
  { expert, from }: PoolExpert,
  index: number,
): readonly Unmet[] {
  const { definition, caseState: state, actor, world } = place;
  // Whoever is borrowed from another pool need not be known here before he is drawn.
  if (from !== undefined && !world.member?.(expert)) return [];
  const desk = { definition, state, actor, world, on: dayOf(place) };
  const wanted = { person: expert, at: `/pool/${index}`, basis: basisOf(place)[0] ?? '' };
  return againstAsking(desk, wanted, [actor.person], false);
}

/** An officer publishes the digest of his secret number: first whoever keeps the panel, then another one who watches. */
export function commitToDraw(
  place: OpenPanel,
  commitment: string,
  pool: readonly PoolExpert[],
): StreamDecision<PanelCommitted> {
  const { state } = place;
  const role = DRAW_ROLES[state.promises.length];
  const power = role === 'witness' ? watchingPower(place) : keepingPower(place);
  const unmet = [
    ...notInPhase(place, 'open', 'promised'),
    ...('unmet' in power ? power.unmet : againstPromising(place, power, pool)),
    ...(role ? [] : [against(place, 'not-in-this-state', '双方均已承诺', 'both have promised already')]),
    ...(state.experts > 0
      ? []
      : [against(place, 'not-in-this-state', '没有专家库，不能抽取', 'there is no pool to draw from')]),
  ];
  if ('unmet' in power || !role || unmet.length > 0) return { refused: true, unmet };
  const event: PanelCommitted = {
    ...{ type: 'panel.committed', on: dayOf(place), role, commitment },
    ...powerInStream(power),
  };
  return { refused: false, event, basis: basisOf(place) };
}

/** The two who promise are different people, for whomever they act, and neither can be drawn. */
function againstPromising(
  place: OpenPanel,
  power: GrantedPower,
  pool: readonly PoolExpert[],
): readonly Unmet[] {
  const people = naturalPersons(place.actor, power);
  const before = place.state.promises.some(({ by }) => people.includes(by));
  const drawable = pool.some(({ expert }) => people.includes(expert));
  const twice = ['抽取人和监督人须为不同的人', 'the two who promise must be different people'] as const;
  const own = ['本人在专家库中，不得参与抽取', 'who is in the pool takes no part in the draw'] as const;
  return [...(before ? [twice] : []), ...(drawable ? [own] : [])].map(([zh, en]) =>
    against(place, 'separation-of-duties', zh, en),
  );
}

/** What an officer shows, and what is known when he does. */
export interface RevealWish {
  readonly nonce: string;
  /** The public value that the rule names: with the last of them. */
  readonly beacon?: string;
}

/** What the draw rests on beside the state. */
export interface DrawGround {
  readonly stream: string;
  readonly pool: readonly PoolExpert[];
  /** Leaf hash of the record with the last commitment, under the suite of the draw. Absent: there are not both yet. */
  readonly leaf?: string;
}

/** An officer shows the number that he promised, in his turn. With the last one the members are drawn. */
export function revealForDraw(
  place: OpenPanel,
  { nonce, beacon }: RevealWish,
  ground: DrawGround,
): StreamDecision<PanelRevealed | PanelDrawn> {
  const { state, hash } = place;
  const { leaf } = ground;
  const turn = state.promises.findIndex((promise) => promise.nonce === undefined);
  const promise = state.promises[turn];
  const power = watchingPower(place);
  const last = turn === DRAW_ROLES.length - 1;
  const unmet = [
    ...notInPhase(place, 'promised'),
    ...('unmet' in power ? power.unmet : []),
    ...(promise && leaf !== undefined
      ? [
          ...againstRevealing(
            place,
            promise,
            drawCommitment(drawTerms(state, ground), promise.role, nonce, hash),
          ),
          ...againstBeacon(place, last, beacon),
        ]
      : [against(place, 'not-in-this-state', '双方承诺之后方可公开', 'both must have promised before')]),
  ];
  if ('unmet' in power || !promise || leaf === undefined || unmet.length > 0) return { refused: true, unmet };
  const { role } = promise;
  const shown = { on: dayOf(place), role, nonce, ...powerInStream(power) };
  const basis = basisOf(place);
  if (!last) return { refused: false, event: { ...shown, type: 'panel.revealed' }, basis };
  const nonces = [...state.promises.flatMap((one) => one.nonce ?? []), nonce];
  const sources = { leaf, nonces, ...(beacon !== undefined && { beacon }) };
  const seed = drawSeed(sources, state.hash, hash);
  const order = drawOrder({ rule: state.rule, pool: ground.pool, hash: state.hash }, seed, hash);
  const members = drawMembers(state.rule, order).map(seated);
  const { nonces: _nonces, ...known } = sources;
  return { refused: false, event: { ...shown, ...known, type: 'panel.drawn', seed, members }, basis };
}

/** What was promised, shown by whoever promised it. */
function againstRevealing(
  place: OpenPanel,
  promise: { readonly by: string; readonly commitment: string; readonly role: DrawRole },
  commitment: string,
): readonly Unmet[] {
  if (promise.by !== place.actor.person)
    return [
      against(
        place,
        'power-missing',
        '现由另一承诺人公开其秘密数',
        'the other one’s number is to be shown now',
      ),
    ];
  if (commitment === promise.commitment) return [];
  const zh = '与所作承诺不符';
  return [against(place, 'requirement-unmet', zh, 'this is not what was promised', '/nonce')];
}

function againstBeacon(place: OpenPanel, last: boolean, beacon: string | undefined): readonly Unmet[] {
  const due = last && place.state.rule.beacon !== undefined;
  if ((beacon !== undefined) === due) return [];
  return [
    due
      ? against(
          place,
          'requirement-unmet',
          '须填写规则指定的公开随机源的值',
          'the public value is missing',
          '/beacon',
        )
      : against(place, 'invalid-input', '此时不填公开随机源的值', 'no public value goes in here', '/beacon'),
  ];
}

/** What was fixed when the panel was set up. */
export function drawTerms(
  { openedFor: draft, hash, rule }: OpenPanel['state'],
  { stream, pool }: Pick<DrawGround, 'stream' | 'pool'>,
): DrawTerms {
  return { stream, draft, hash, rule, pool };
}

/** A member as events keep him. */
export function seated({ expert, sector }: PoolExpert): SeatedExpert {
  return { expert, ...(sector && { sector }) };
}

import { basisList } from '../case/basis-list.js';
import type { CaseState } from '../case/case-state.js';
import type { Actor } from '../case/command.js';
import { caseFacts, officerPosts, personFactsOf, type Power } from '../case/power/power.js';
import type { RefusalCode, Unmet } from '../case/refusal.js';
import { today, type World } from '../case/world.js';
import type { Hash } from '../audit/record.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition } from '../law/definition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import { missingPower } from '../powers/missing-power.js';
import type { StreamEvent } from '../streams/stream-law.js';
import { streamPower } from '../streams/stream-power.js';
import { panelPhase, type PanelMember, type PanelPhase, type PanelState } from './panel-state.js';

/** A panel before somebody who wishes to do something in it. */
export interface PanelPlace {
  readonly definition: Definition;
  /** As the definition names it. */
  readonly name: string;
  readonly declared: StreamDefinition;
  readonly caseState: CaseState;
  readonly actor: Actor;
  readonly world: World;
  readonly hash: Hash;
}

/** A panel that has begun. */
export interface OpenPanel extends PanelPlace {
  readonly state: PanelState;
}

/** One reason against a wish, on the provision of the panel. */
export function against(
  { declared }: Pick<PanelPlace, 'declared'>,
  code: RefusalCode,
  zh: string,
  en: string,
  at?: string,
): Unmet {
  return { code, say: { zh, en }, basis: basisList(declared.basis), ...(at !== undefined && { at }) };
}

/** The provisions that a panel rests on, and the day. */
export function basisOf({ declared }: PanelPlace): readonly string[] {
  return basisList(declared.basis);
}

/** The legal day of whatever is done now. */
export function dayOf({ world }: PanelPlace): CivilDate {
  return today(world);
}

/** The power of those who keep the panel. */
export function keepingPower({ definition, name, declared, caseState, actor, world }: PanelPlace): Power {
  return streamPower(definition, name, declared, { actor, state: caseState, world });
}

/** The power to watch over a draw: any officer of the case. */
export function watchingPower(place: PanelPlace): Power {
  const { definition, declared } = place;
  return keepingPower({ ...place, declared: { ...declared, by: officerPosts(definition) } });
}

/** A member's own power: asked as of anybody whose opinion is asked beside the procedure. */
export function memberPower(
  place: OpenPanel,
):
  | { readonly member: PanelMember; readonly power: Required<Pick<StreamEvent, 'power'>> }
  | { readonly unmet: readonly Unmet[] } {
  const { state, actor, world, definition, caseState } = place;
  const member = state.members.find(({ expert }) => expert === actor.person);
  const said = world.checkPower({
    action: 'answerReferral',
    person: personFactsOf(actor),
    scopes: actor.scopes,
    case: caseFacts(definition, caseState, [], world.bars),
    concerned: { person: actor.person },
  });
  if (!said.allowed) {
    const denials = said.denials.length > 0 ? said.denials : [missingPower('answerReferral')];
    return { unmet: denials.map(({ code, say, basis }) => ({ code, say, basis })) };
  }
  if (!member)
    return {
      unmet: [against(place, 'power-missing', '本人不是该专家组成员', 'he is no member of the panel')],
    };
  return { member, power: { power: { policies: said.policies } } };
}

/** Nothing where the panel is so far; else that it is not. */
export function notInPhase(place: OpenPanel, ...phases: readonly PanelPhase[]): readonly Unmet[] {
  const phase = panelPhase(place.state);
  if (phases.includes(phase)) return [];
  const { zh, en } = PHASES[phase];
  return [against(place, 'not-in-this-state', `专家组${zh}`, `the panel ${en}`)];
}

const PHASES: Readonly<Record<PanelPhase, { readonly zh: string; readonly en: string }>> = {
  open: { zh: '尚未产生', en: 'has no members yet' },
  promised: { zh: '正在抽取', en: 'is being drawn' },
  drawn: { zh: '已经抽取产生', en: 'has been drawn' },
  naming: { zh: '正在指定成员', en: 'is being named' },
  named: { zh: '已经指定产生', en: 'has been named' },
  closed: { zh: '已经结束', en: 'is over' },
};

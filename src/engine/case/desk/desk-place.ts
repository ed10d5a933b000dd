import type { CivilDate } from '../../clock/time.js';
import type { Definition } from '../../law/definition.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Effect } from '../effect.js';
import type { GrantedPower } from '../power/power.js';
import type { Unmet } from '../refusal.js';
import type { World } from '../world.js';
import type { DeskChange } from './desk-change.js';

/** A case before somebody who wishes to do something at a desk. */
export interface DeskPlace {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly actor: Actor;
  readonly world: World;
  readonly on: CivilDate;
}

/** What a rule of the desk allows, before it becomes an event. */
export interface DeskRuling {
  readonly change: DeskChange;
  readonly power: GrantedPower;
  readonly basis: readonly string[];
  /** Who is told. */
  readonly tell?: readonly string[];
  readonly effects?: readonly Effect[];
  /** 作废: what happens to the case itself. */
  readonly more?: Pick<CaseEvent, 'outcome' | 'clocks' | 'tasksClosed'>;
}

/** A ruling, or everything that stands against it. */
export type Ruled = DeskRuling | Against;

/** Everything that stands against a wish. */
export interface Against {
  readonly unmet: readonly Unmet[];
}

/** Passing work from hand to hand: who has what is on record. */
export const HANDOVER = '正程 工作交接';
/** Asking somebody beside the procedure: he gains no power to act. */
export const REFERRAL = '正程 转请';

/** One reason against a wish. `at` points into the command. */
export function against(
  code: Unmet['code'],
  basis: string | readonly string[],
  zh: string,
  en: string,
  at?: string,
): Unmet {
  const provisions = typeof basis === 'string' ? [basis] : basis;
  return { code, say: { zh, en }, basis: provisions, ...(at !== undefined && { at }) };
}

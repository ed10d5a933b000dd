import { joinBasis } from '../basis-list.js';
import type { ClockChange } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { CivilDate } from '../../clock/time.js';
import { against, type DeskPlace, type Ruled } from './desk-place.js';
import { workPower } from './work-power.js';

/** What became of a case that was opened by mistake. */
export const VOIDED = 'voided';

/** 挂起: the work stands still until it is resumed; the law's clocks go on. */
export function suspend(place: DeskPlace): Ruled {
  return standstill(place, 'suspended', place.state.suspendedOn !== undefined, {
    zh: '案件已经挂起',
    en: 'the work is suspended already',
  });
}

/** 恢复办理. */
export function resume(place: DeskPlace): Ruled {
  return standstill(place, 'resumed', place.state.suspendedOn === undefined, {
    zh: '案件没有挂起',
    en: 'the work is not suspended',
  });
}

function standstill(
  place: DeskPlace,
  did: 'suspended' | 'resumed',
  already: boolean,
  { zh, en }: { readonly zh: string; readonly en: string },
): Ruled {
  const rule = workPower(place, 'suspend');
  const same = already ? [against('nothing-to-change', '正程 挂起', zh, en)] : [];
  if ('unmet' in rule) return { unmet: [...rule.unmet, ...same] };
  if (same.length > 0) return { unmet: same };
  const tell = handsOf(place.state);
  return { change: { did }, power: rule.power, basis: joinBasis(rule.basis), tell };
}

/** 作废: a case opened by mistake ends, its clocks stop and its tasks close; never once something was decided in it. */
export function voidCase(place: DeskPlace): Ruled {
  const { definition, state, on } = place;
  const rule = workPower(place, 'void');
  const decided = (definition.decides ?? []).filter((act) => (state.performed[act] ?? 0) > 0);
  const late = decided.map((act) => {
    const title = definition.acts[act]?.title ?? act;
    const [zh, en] = typeof title === 'string' ? [title, act] : [title.zh, title.en ?? act];
    return against(
      'void-too-late',
      '正程 作废',
      `本案已经作出“${zh}”，不得作废，应当依法撤销、撤回或者更正`,
      `"${en}" was performed in this case: what had an effect is not voided but revoked or recalled as the law provides`,
    );
  });
  if ('unmet' in rule) return { unmet: [...rule.unmet, ...late] };
  if (late.length > 0) return { unmet: late };
  const clocks = stopped(state, on);
  const tasksClosed = Object.keys(state.tasks);
  return {
    change: { did: 'voided' },
    power: rule.power,
    basis: joinBasis(rule.basis),
    // The parties are told besides: what they asked for will not be decided here.
    tell: [...new Set([...handsOf(state), ...Object.values(state.parties).flat()])],
    more: {
      outcome: VOIDED,
      ...(clocks.length > 0 && { clocks }),
      ...(tasksClosed.length > 0 && { tasksClosed }),
    },
  };
}

function stopped({ clocks }: CaseState, on: CivilDate): readonly ClockChange[] {
  return Object.entries(clocks)
    .filter(([, { state }]) => state === 'running' || state === 'suspended')
    .map(([id]) => ({ id, action: 'stop', on }));
}

/** Everybody who has something of the case in hand. */
function handsOf({ tasks, referrals = {} }: CaseState): readonly string[] {
  const holders = Object.values(tasks).flatMap(({ holder }) => (holder ? [holder.person] : []));
  return [...new Set([...holders, ...Object.values(referrals).map(({ to }) => to)])];
}

import type { Unmet } from '../case/refusal.js';
import { addDays, daysBetween } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { StreamDecision } from '../streams/stream-law.js';
import {
  type ConsultationExtended,
  type ConsultationOpened,
  type ConsultationState,
  type ConsultationWithdrawn,
  type Mode,
  phaseOn,
  type ResultsPublished,
  unhandledOf,
} from './consultation.js';
import { type Doing, DEFINED, unmet } from './consultation-terms.js';
import type { LeastPeriod } from './least-period.js';

/** 征求意见公告. */
export interface Notice {
  readonly caseId: string;
  readonly name: string;
  /** Version 0: the case keeps no draft. */
  readonly draft: { readonly version: number; readonly stream?: string; readonly digest?: string };
  readonly opensOn: CivilDate;
  readonly closesOn: CivilDate;
  readonly modes: readonly Mode[];
  /** 缩短期限的说明: why the period is shorter than the rule. It is in the notice itself. */
  readonly reason?: string;
  /** What the public reads: title, explanation, addresses. */
  readonly words: Readonly<Record<string, string>>;
}

/** Opens a consultation; of another one of the same name, that it is over. `least`: the definition's least period. */
export function openConsultation(
  notice: Notice,
  earlier: Pick<ConsultationState, 'withdrawnOn' | 'resultOn'> | null,
  { on, by }: Doing,
  least?: LeastPeriod,
): StreamDecision<ConsultationOpened> {
  const { caseId, name, draft, opensOn, closesOn, modes, reason, words } = notice;
  const days = daysBetween(opensOn, closesOn);
  const shortened = least !== undefined && closesOn < least.closesOn;
  const against: Unmet[] = [];
  if (earlier && earlier.withdrawnOn === null && earlier.resultOn === null)
    against.push(
      unmet('not-in-this-state', {
        zh: '本案正在征求意见，尚未公布采纳情况',
        en: 'another consultation of this case has neither been withdrawn nor come to its results',
      }),
    );
  against.push(...wrongDays(opensOn, closesOn, on));
  if (shortened && days >= 0 && reason === undefined) against.push(tooShort(least));
  if (modes.length === 0)
    against.push(
      unmet(
        'invalid-input',
        { zh: '未写明征求意见的方式', en: 'the notice names no mode of participation' },
        { at: '/modes' },
      ),
    );
  if (against.length > 0) return { refused: true, unmet: against };
  return {
    refused: false,
    event: {
      ...{ type: 'consultation.opened', on, caseId, name, draftVersion: draft.version },
      ...(draft.stream !== undefined && { draftStream: draft.stream }),
      ...(draft.digest !== undefined && { draftDigest: draft.digest }),
      ...{ opensOn, closesOn, days, modes: [...new Set(modes)], shortened, ...by },
    },
    basis: DEFINED,
    parts: { notice: words, ...(shortened && { reason }) },
  };
}

function wrongDays(opensOn: CivilDate, closesOn: CivilDate, on: CivilDate): readonly Unmet[] {
  const wrong: Unmet[] = [];
  if (opensOn < on)
    wrong.push(
      unmet(
        'day-not-allowed',
        { zh: '开始日不得早于公告之日', en: 'the first day cannot lie before the day of the notice' },
        { at: '/opensOn' },
      ),
    );
  if (closesOn <= opensOn)
    wrong.push(
      unmet(
        'day-not-allowed',
        { zh: '截止日应当晚于开始日', en: 'the last day must come after the first one' },
        { at: '/closesOn' },
      ),
    );
  return wrong;
}

function tooShort({ closesOn, basis }: LeastPeriod): Unmet {
  return unmet(
    'term-not-elapsed',
    {
      zh: `征求意见的截止日最早为 ${closesOn}；缩短期限的，应当在公告中说明理由`,
      en: `comments are taken until ${closesOn} at the earliest, unless the notice says why not`,
    },
    { basis, at: '/closesOn' },
  );
}

/** Takes comments longer. Only while they are taken: what has ended is not opened again. */
export function extendConsultation(
  state: ConsultationState,
  { closesOn, reason }: { readonly closesOn: CivilDate; readonly reason: string },
  { on, by }: Doing,
): StreamDecision<ConsultationExtended> {
  const phase = phaseOn(state, on);
  const against: Unmet[] = [];
  if (phase !== 'open' && phase !== 'announced')
    against.push(
      unmet('term-expired', {
        zh: '征求意见已经结束，不能再延长',
        en: 'the consultation is over and cannot be extended',
      }),
    );
  if (closesOn <= state.closesOn)
    against.push(
      unmet(
        'day-not-allowed',
        { zh: '只能延后截止日', en: 'the last day can only be moved to a later one' },
        { at: '/closesOn' },
      ),
    );
  if (against.length > 0) return { refused: true, unmet: against };
  const event = { type: 'consultation.extended', on, closesOn, ...by } as const;
  return { refused: false, event, basis: DEFINED, parts: { reason } };
}

/** Withdraws a consultation that has not come to its results. What was received stays. */
export function withdrawConsultation(
  state: ConsultationState,
  { reason }: { readonly reason: string },
  { on, by }: Doing,
): StreamDecision<ConsultationWithdrawn> {
  const phase = phaseOn(state, on);
  if (phase === 'withdrawn' || phase === 'published') return { refused: true, unmet: [ended(phase)] };
  const event = { type: 'consultation.withdrawn', on, ...by } as const;
  return { refused: false, event, basis: DEFINED, parts: { reason } };
}

/** Publishes what became of the comments: after the last day, and when every one of them has its result. */
export function publishResults(
  state: ConsultationState,
  { on, by }: Doing,
): StreamDecision<ResultsPublished> {
  const phase = phaseOn(state, on);
  if (phase === 'withdrawn' || phase === 'published') return { refused: true, unmet: [ended(phase)] };
  const against: Unmet[] = [];
  if (phase !== 'closed')
    against.push(
      unmet(
        'term-not-elapsed',
        {
          zh: `征求意见至 ${state.closesOn} 24 时止，此前不能公布采纳情况`,
          en: `comments are taken until the end of ${state.closesOn}`,
        },
        { earliestPossible: addDays(state.closesOn, 1) },
      ),
    );
  const open = unhandledOf(state);
  if (open > 0)
    against.push(
      unmet('requirement-unmet', {
        zh: `还有 ${open} 条意见未处理`,
        en: `${open} comments have no result yet`,
      }),
    );
  if (against.length > 0) return { refused: true, unmet: against };
  const { received, results } = state;
  const event = { type: 'results.published', on, received, results, ...by } as const;
  return { refused: false, event, basis: DEFINED };
}

/** It has ended for good. */
export function ended(phase: 'withdrawn' | 'published'): Unmet {
  return phase === 'withdrawn'
    ? unmet('not-in-this-state', {
        zh: '征求意见已经撤回',
        en: 'the consultation has been withdrawn',
      })
    : unmet('not-in-this-state', {
        zh: '采纳情况已经公布，此后只能更正',
        en: 'the results have been published; from then on they can only be corrected',
      });
}

import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import { evaluateFeel } from '../law/feel/feel.js';
import type { ActDefinition, Definition, Text } from '../law/definition.js';
import { basisList, joinBasis } from './basis-list.js';
import type { ClockChange } from './case-event.js';
import type { CaseState, ClockState } from './case-state.js';
import { startChange } from './chart-changes.js';
import { clockDefinition, clockResult, extensionRule } from './clock-question.js';
import { changed } from './evolve.js';
import type { RefusalCode, Unmet } from './refusal.js';
import type { World } from './world.js';

/** Where an act bears on a clock. */
export interface ActClockContext {
  readonly definition: Definition;
  readonly act: ActDefinition;
  /** The post in which the actor acts. */
  readonly post: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly on: CivilDate;
  readonly world: World;
}

/** A change of a clock, or why the law does not allow it. */
export type ActClockChange = ClockChange | { readonly unmet: Unmet };

/** The changes that the act itself makes to clocks: extends, suspends, resumes, interrupts. */
export function actClockChanges(
  clocks: CaseState['clocks'],
  context: ActClockContext,
): readonly ActClockChange[] {
  const { act } = context;
  const changes: ActClockChange[] = [];
  if (act.extends) changes.push(extension(act.extends, clocks[act.extends], context));
  if (act.suspends) changes.push(...suspension(act.suspends, clocks, context));
  if (act.resumes) changes.push(...resumption(act.resumes, clocks, context));
  if (act.interrupts) changes.push(interruption(act.interrupts, clocks[act.interrupts], context));
  return changes;
}

function extension(clock: string, run: ClockState | undefined, context: ActClockContext): ActClockChange {
  const definition = clockDefinition(context.definition, clock);
  const rule = run && extensionRule(definition, run);
  const basis = joinBasis(rule?.basis, context.act.basis);
  if (!run || !rule || run.state === 'stopped') {
    return refused('clock-not-running', basis, NOT_RUNNING);
  }
  if (run.extensions.length >= rule.times) {
    return refused('extension-exhausted', basis, {
      zh: `期限只能延长 ${rule.times} 次，已延长 ${run.extensions.length} 次`,
      en: `the term may be extended ${rule.times} time(s) and has been extended ${run.extensions.length} time(s)`,
    });
  }
  if (run.state === 'lapsed' || (run.dueOn !== undefined && context.on > run.dueOn)) {
    return refused('term-expired', basis, {
      zh: '期限届满后不得延长，延长须在届满前批准',
      en: 'a term that has expired cannot be extended: the extension must be approved before expiry',
    });
  }
  if (rule.approvedBy !== context.post) {
    return refused('power-missing', basis, {
      zh: '延长期限须经法定负责人批准',
      en: `the extension must be approved by ${rule.approvedBy}`,
    });
  }
  return settled({ id: clock, action: 'extend', on: context.on, by: rule.by }, run, context);
}

function suspension(
  suspends: NonNullable<ActDefinition['suspends']>,
  clocks: CaseState['clocks'],
  context: ActClockContext,
): readonly ActClockChange[] {
  const run = clocks[suspends.clock];
  const rule = clockDefinition(context.definition, suspends.clock).suspend;
  const basis = joinBasis(rule?.basis, context.act.basis);
  const ground = evaluateFeel(suspends.ground, context.scope);
  if (!run || !rule || run.state === 'stopped') {
    return [refused('clock-not-running', basis, NOT_RUNNING)];
  }
  if (typeof ground !== 'string' || !rule.grounds.includes(ground)) {
    return [
      refused('ground-not-allowed', basis, {
        zh: `“${String(ground)}”不是法定的不计入期限事由；法定事由：${rule.grounds.join('、')}`,
        en: `"${String(ground)}" is not a ground that stops this clock; lawful grounds: ${rule.grounds.join(', ')}`,
      }),
    ];
  }
  // What has run out cannot stand still; the step itself (a hearing the law still demands) stays lawful.
  if (run.state === 'lapsed') return [];
  if (run.excluded.some((interval) => interval.ground === ground && interval.to === undefined)) {
    return [
      refused('ground-not-allowed', basis, {
        zh: `期限已因“${ground}”停止计算`,
        en: `the clock already stands still on the ground "${ground}"`,
      }),
    ];
  }
  return [settled({ id: suspends.clock, action: 'pause', on: context.on, ground }, run, context)];
}

/** Resuming what does not stand still on this ground changes nothing: whether it was lawful is the act's `requires`. */
function resumption(
  resumes: NonNullable<ActDefinition['resumes']>,
  clocks: CaseState['clocks'],
  context: ActClockContext,
): readonly ClockChange[] {
  const clock = typeof resumes === 'string' ? resumes : resumes.clock;
  const ground = typeof resumes === 'string' ? undefined : evaluateFeel(resumes.ground, context.scope);
  const run = clocks[clock];
  const open = run?.excluded.some(
    (interval) => interval.to === undefined && (ground === undefined || interval.ground === ground),
  );
  if (!run || run.state !== 'suspended' || !open) return [];
  const on = typeof ground === 'string' ? { ground } : {};
  return [settled({ id: clock, action: 'resume', on: context.on, ...on }, run, context)];
}

function interruption(clock: string, run: ClockState | undefined, context: ActClockContext): ActClockChange {
  const rule = clockDefinition(context.definition, clock).interrupt;
  if (!rule) throw new Defect(`clock ${clock} has no rule of interruption`);
  if (!run || (run.state !== 'running' && run.state !== 'suspended')) {
    return refused('clock-not-running', basisList(rule.basis), NOT_RUNNING);
  }
  return startChange('interrupt', clock, context.on, { ...context, calendar: context.world.calendar });
}

/** Completes a change with the days that follow from it. */
function settled(change: ClockChange, run: ClockState, context: ActClockContext): ClockChange {
  const after = changed(run, change);
  return {
    ...change,
    ...clockResult(context.definition, change.id, after, context.world.calendar),
  };
}

const NOT_RUNNING: Text = { zh: '该期限未在计算中', en: 'the clock is not running' };

function refused(code: RefusalCode, basis: readonly string[], say: Text): { readonly unmet: Unmet } {
  return { unmet: { code, basis, say } };
}

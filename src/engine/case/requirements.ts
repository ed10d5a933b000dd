import { calculateDeadline } from '../clock/deadline-calculation.js';
import { addDays } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import { evaluateFeel } from '../law/feel/feel.js';
import type { Definition, Requirement } from '../law/definition.js';
import { basisList } from './basis-list.js';
import type { CaseState } from './case-state.js';
import { clockDefinition } from './clock-question.js';
import type { RefusalCode, Unmet } from './refusal.js';
import type { World } from './world.js';

/** What a requirement is judged by. */
export interface RequirementContext {
  readonly definition: Definition;
  readonly state: Pick<CaseState, 'clocks'>;
  readonly scope: Readonly<Record<string, unknown>>;
  /** The legal day of the act. */
  readonly on: CivilDate;
  readonly world: Pick<World, 'calendar'>;
}

/** A requirement that speaks of the act's input cannot be judged before there is a valid one. */
export function readsInput(requirement: Requirement): boolean {
  return /\binput\b/.test(`${requirement.that ?? ''} ${requirement.on ?? ''}`);
}

/** Undefined when the requirement is met. */
export function unmetRequirement(requirement: Requirement, context: RequirementContext): Unmet | undefined {
  if (requirement.that !== undefined) {
    return evaluateFeel(requirement.that, context.scope) === true
      ? undefined
      : unmet('requirement-unmet', requirement);
  }
  if (requirement.elapsed !== undefined) return unmetFloor(requirement, requirement.elapsed, context);
  if (requirement.within !== undefined) return unmetCeiling(requirement, requirement.within, context);
  if (requirement.lead !== undefined) return unmetLead(requirement, requirement.lead, context);
  throw new Defect('a requirement says none of that, elapsed, within, lead');
}

function unmetFloor(requirement: Requirement, clock: string, context: RequirementContext): Unmet | undefined {
  const run = context.state.clocks[clock];
  if (!run) return unmet('clock-not-running', requirement);
  if (run.notBefore !== undefined && context.on >= run.notBefore) return undefined;
  return unmet('term-not-elapsed', requirement, run.notBefore);
}

function unmetCeiling(
  requirement: Requirement,
  clock: string,
  context: RequirementContext,
): Unmet | undefined {
  const run = context.state.clocks[clock];
  if (!run || run.state === 'stopped') return unmet('clock-not-running', requirement);
  if (run.state === 'lapsed') return unmet('term-expired', requirement);
  return run.dueOn !== undefined && context.on > run.dueOn ? unmet('term-expired', requirement) : undefined;
}

function unmetLead(requirement: Requirement, clock: string, context: RequirementContext): Unmet | undefined {
  const appointed = evaluateFeel(requirement.on ?? '', context.scope);
  if (typeof appointed !== 'string') return unmet('requirement-unmet', requirement);
  const last = lastDayBefore(appointed as CivilDate, clock, context);
  if (last !== undefined && context.on <= last) return undefined;
  return unmet('lead-too-short', requirement, earliestAppointment(clock, context));
}

/** Last lawful day for doing what must be done before the appointed day. */
function lastDayBefore(
  appointed: CivilDate,
  clock: string,
  context: RequirementContext,
): CivilDate | undefined {
  const { definition, world } = context;
  const lead = clockDefinition(definition, clock);
  const answer = calculateDeadline(
    {
      kind: 'lead',
      before: appointed,
      ...(lead.term && { term: lead.term }),
      conventions: { ...definition.conventions, ...lead.conventions },
    },
    world.calendar,
  );
  return 'problem' in answer ? undefined : answer.dueOn;
}

/** Search limit: no lead in any statute is as long as a year. */
const MAX_LEAD_DAYS = 400;

/** The first day that could be appointed if the act were done on its day: what the refusal tells the official. */
export function earliestAppointment(clock: string, context: RequirementContext): CivilDate | undefined {
  for (let ahead = 1; ahead <= MAX_LEAD_DAYS; ahead += 1) {
    const candidate = addDays(context.on, ahead);
    const last = lastDayBefore(candidate, clock, context);
    if (last !== undefined && last >= context.on) return candidate;
  }
  return undefined;
}

function unmet(code: RefusalCode, requirement: Requirement, earliest?: CivilDate): Unmet {
  return {
    code,
    say: requirement.say,
    basis: basisList(requirement.basis),
    ...(earliest && { earliestPossible: earliest }),
  };
}

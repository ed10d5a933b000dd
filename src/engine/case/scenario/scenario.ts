import type { Calendar } from '../../clock/calendar.js';
import { addDays, startOfDay } from '../../clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../clock/time.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseEvent } from '../case-event.js';
import { standingFields } from '../../law/stream-definition.js';
import { actorInPosts, type Command } from '../command.js';
import { decide } from '../decide.js';
import { postsAlone } from '../../powers/stand-in-check.js';
import type { InputCheck } from '../input-check.js';
import { nextLapse } from '../lapse.js';
import type { PerformedAct } from '../documents/document-scope.js';
import { titleOf } from '../power/power-wish.js';
import { PlayedCases, type PlayedCase, type Related } from './scenario-cases.js';
import { compareStep } from './scenario-expectation.js';
import { nameOf, playIssue } from './scenario-office.js';
import { playService } from './scenario-service.js';
import type { Scenario, ScenarioStep, StepOutcome } from './scenario-step.js';
import { explainClock } from '../explain/clock-explanation.js';
import type { World } from '../world.js';

export type { Scenario, StepOutcome } from './scenario-step.js';

export interface ScenarioFinding {
  /** 1-based number of the step. */
  readonly step: number;
  readonly on: CivilDate;
  readonly message: string;
}

export interface ScenarioResult {
  readonly outcomes: readonly StepOutcome[];
  /** Empty when the scenario holds. */
  readonly findings: readonly ScenarioFinding[];
}

/** What a scenario runs in. */
export interface ScenarioWorld {
  readonly calendar: Calendar;
  readonly zone: Zone;
  readonly checkInput: InputCheck;
  /** Procedures that cases of the worked case name beside its own, by their place in the library. */
  readonly procedures?: Readonly<Record<string, CompiledProcedure>>;
}

/** Plays a worked case through the engine and compares every step with what the scenario says the law demands. */
export function runScenario(
  procedure: CompiledProcedure,
  scenario: Scenario,
  world: ScenarioWorld,
): ScenarioResult {
  const outcomes: StepOutcome[] = [];
  const findings: ScenarioFinding[] = [];
  const cases = new PlayedCases(procedure, scenario, world.procedures);
  scenario.steps.forEach((step, index) => {
    const before = cases.of(step);
    const played = { ...before, streams: movedOn(before.streams, step, index) };
    const told = [...cases.misrelated(step), ...misnamed(played.procedure, step)];
    const outcome = play(scenario, step, played, cases.relatedTo(step), world);
    outcomes.push(outcome);
    const acts = [...played.acts, ...performedIn(played.procedure, scenario, outcome)];
    cases.put(step, { ...played, state: outcome.state, acts });
    const remaining = remainingIn(played.procedure, outcome, world.calendar);
    for (const message of [...told, ...compareStep(played.procedure, outcome, remaining)]) {
      findings.push({ step: index + 1, on: step.on, message });
    }
  });
  return { outcomes, findings };
}

function remainingIn(
  { definition }: CompiledProcedure,
  { state, step }: StepOutcome,
  calendar: Calendar,
): (clock: string) => number | undefined {
  return (clock) =>
    state?.clocks[clock] === undefined
      ? undefined
      : explainClock(definition, state, clock, step.on, calendar, { days: false }).remaining?.n;
}

/** What a step says of a stream, or of a field of one, that the definition does not have. */
function misnamed({ definition }: CompiledProcedure, { streams = {} }: ScenarioStep): readonly string[] {
  return Object.entries(streams).flatMap(([name, change]) => {
    const declared = definition.streams?.[name];
    if (!declared) return [`there is no stream "${name}"`];
    const fields = standingFields(declared.kind);
    const unknown = Object.keys(change).filter((field) => !Object.hasOwn(fields, field));
    return unknown.map((field) => `the stream "${name}" (${declared.kind}) has no field "${field}"`);
  });
}

/** A worked case has no streams of its own: it says how they stand. */
function movedOn(
  streams: PlayedCase['streams'],
  { streams: changes = {} }: ScenarioStep,
  seq: number,
): PlayedCase['streams'] {
  const moved = Object.entries(changes).map(([name, change]) => {
    const standing = { ...streams[name]?.standing, exists: true, ...change };
    return [name, { stream: name, seq, leaf: '0'.repeat(64), standing }] as const;
  });
  return { ...streams, ...Object.fromEntries(moved) };
}

function play(
  scenario: Scenario,
  step: ScenarioStep,
  before: PlayedCase,
  related: Related,
  world: ScenarioWorld,
): StepOutcome {
  const { procedure, streams } = before;
  const now = instantOf(step, world.zone);
  const bars = { recused: [], sealed: false, related: related.performers };
  // A worked case has people with posts and no organisation around them.
  const then = { ...world, now, checkPower: postsAlone, holders: holdersIn(scenario), streams, bars };
  const lapses: CaseEvent[] = [];
  const lapsesBasis: (readonly string[])[] = [];
  let { state } = before;
  for (let lapse = state && nextLapse(procedure, state, then); lapse;) {
    lapses.push(lapse.event);
    lapsesBasis.push(lapse.basis);
    state = lapse.state;
    lapse = nextLapse(procedure, state, then);
  }
  if (step.issue !== undefined) {
    return { step, lapses, lapsesBasis, ...playIssue(procedure, scenario, step, { ...before, state }, then) };
  }
  const { serve } = step;
  if (serve) {
    return {
      step,
      lapses,
      lapsesBasis,
      ...playService(procedure, scenario, { ...step, serve }, { ...before, state }, then),
    };
  }
  if (!step.act) return { step, lapses, lapsesBasis, state };
  const answer = decide(procedure, state, commandOf(scenario, step, related), then);
  return answer.refused
    ? { step, lapses, lapsesBasis, refusal: answer, state }
    : { step, lapses, lapsesBasis, event: answer.event, basis: answer.basis, state: answer.state };
}

/** The act that a step performed, as documents tell of it. */
function performedIn(
  { definition }: CompiledProcedure,
  scenario: Scenario,
  { step, event }: StepOutcome,
): readonly PerformedAct[] {
  if (event?.act === undefined) return [];
  const at = `${step.on}T${step.at ?? NOON}`;
  const by = nameOf(scenario, step.by ?? '');
  const post = titleOf(definition, event.post ?? '', 'zh');
  const { act, on, seen } = event;
  return [{ act, on, at, by, post, input: step.input ?? {}, ...(seen && { seen }) }];
}

function commandOf(scenario: Scenario, step: ScenarioStep, { cases }: Related): Command {
  const person = step.by ?? '';
  return {
    act: step.act ?? '',
    actor: actorInPosts(person, scenario.people?.[person]?.posts ?? []),
    input: step.input ?? {},
    // A worked case has no organisation: one authority handles it.
    unit: 'authority',
    ...(step.occurredOn && { occurredOn: step.occurredOn }),
    ...(step.parties && { parties: step.parties }),
    ...(step.signers && { signers: step.signers }),
    ...(cases && { related: cases }),
  };
}

/** Everybody in the scenario who holds a post, in the order in which it names them. */
function holdersIn({ people = {} }: Scenario): NonNullable<World['holders']> {
  return (post) =>
    Object.entries(people)
      .filter(([, { posts = [] }]) => posts.includes(post))
      .map(([person, { posts = [] }]) => actorInPosts(person, posts));
}

const NOON = '12:00';

/** The step's local time as an instant: minutes counted from the start of its day in the zone. */
function instantOf(step: ScenarioStep, zone: Zone): Instant {
  const [hours = 12, minutes = 0] = (step.at ?? NOON).split(':').map(Number);
  const start = startOfDay(step.on, zone);
  const ofDay = Date.parse(start) + (hours * 60 + minutes) * 60_000;
  // A zone that changes its clocks may end the day early; the act still belongs to its day.
  const end = Date.parse(startOfDay(addDays(step.on, 1), zone)) - 1;
  return new Date(Math.min(ofDay, end)).toISOString() as Instant;
}

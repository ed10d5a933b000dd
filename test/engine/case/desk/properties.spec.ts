import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseEvent } from '../../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import type { Actor } from '../../../../src/engine/case/command.js';
import type { Decision } from '../../../../src/engine/case/decision.js';
import type { DeskCommand } from '../../../../src/engine/case/desk/desk-command.js';
import { evolve } from '../../../../src/engine/case/evolve.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';
import type { Refusal } from '../../../../src/engine/case/refusal.js';
import type { World } from '../../../../src/engine/case/world.js';
import { addDays } from '../../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../../src/engine/clock/time.js';
import { permit } from '../licence-in-miniature.js';
import { attempted, atWindow, EVERYBODY, OFFICE, officeOn, tried } from './desk-office.js';

type Choice = readonly [wait: number, what: number, who: number, whom: number, which: number];

const choices = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
    ),
    fc.nat(99),
    fc.nat(99),
    fc.nat(99),
    fc.nat(99),
  ),
  { minLength: 25, maxLength: 60 },
);

const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;

/** The command of a choice: somebody, some open task or referral, somebody else. */
function commandOf(state: CaseState, [, what, , whom, which]: Choice): DeskCommand {
  const task = pick([...Object.keys(state.tasks), 'nothing'], which);
  const referral = pick([...Object.keys(state.referrals ?? {}), 'r0'], which);
  const to = pick(EVERYBODY, whom).person;
  const commands: readonly DeskCommand[] = [
    { do: 'claim', task },
    { do: 'claim', task },
    { do: 'release', task },
    { do: 'transfer', task, to },
    { do: 'transfer', task, to },
    { do: 'reassign', task, to },
    { do: 'reassign', task },
    { do: 'delegate', task, to },
    { do: 'consult', task, to, place: pick(['before', 'parallel', 'after'] as const, which) },
    { do: 'circulate', to: [to] },
    { do: 'copy', to: [to] },
    { do: 'answer', referral, text: '同意' },
    { do: 'recall', referral },
    { do: 'urge', task },
    { do: 'suspend' },
    { do: 'resume' },
  ];
  return pick(commands, what);
}

interface Step {
  readonly before: CaseState;
  readonly after: CaseState;
  readonly event: CaseEvent;
  readonly person?: string;
  readonly day: CivilDate;
}

const ACTS = ['accept', 'beginTest', 'endTest', 'callHearing', 'holdHearing', 'grant', 'extend', 'deliver'];

/** A random history of desk work, acts and lapses. */
function history(chosen: readonly Choice[]): readonly Step[] {
  const steps: Step[] = [];
  let day = '2026-03-02' as CivilDate;
  let state = atWindow(day);
  for (const choice of chosen) {
    const [wait, , who] = choice;
    day = addDays(day, wait);
    const world = officeOn(day);
    for (let lapse = nextLapse(permit, state, world); lapse; lapse = nextLapse(permit, state, world)) {
      steps.push({ before: state, after: lapse.state, event: lapse.event, day });
      state = lapse.state;
    }
    // From somebody on, the first who may: or nearly nothing would ever happen.
    for (let n = 0; n < 8; n += 1) {
      const actor = pick(EVERYBODY, who + n * 3);
      const answer = something(state, actor, choice, day, world);
      if (answer.refused) continue;
      steps.push({ before: state, after: answer.state, event: answer.event, person: actor.person, day });
      state = answer.state;
      break;
    }
  }
  return steps;
}

function something(
  state: CaseState,
  actor: Actor,
  choice: Choice,
  day: CivilDate,
  world: World,
): Decision | Refusal {
  const [, what, , , which] = choice;
  const act = pick(ACTS, which);
  return what % 8 === 0
    ? attempted(state, day, actor, act, inputOf(act, day), world)
    : tried(state, actor, commandOf(state, choice), world);
}

function inputOf(act: string, day: CivilDate): Readonly<Record<string, unknown>> {
  if (act === 'beginTest') return { ground: '检验' };
  if (act === 'callHearing') return { heldOn: addDays(day, 20) };
  return act === 'extend' ? { reason: '复杂' } : {};
}

/** Every act by everybody: as the desks stand, and as if there were none. */
function everyAttempt(
  state: CaseState,
  day: CivilDate,
): readonly { readonly now: Decision | Refusal; readonly plain: Decision | Refusal }[] {
  const world = officeOn(day);
  const free = withoutDesks(state);
  return EVERYBODY.flatMap((actor) =>
    ACTS.map((act) => {
      const input = inputOf(act, day);
      const now = attempted(state, day, actor, act, input, world);
      return { now, plain: attempted(free, day, actor, act, input, world) };
    }),
  );
}

/** The case as if nobody had ever touched it at a desk. */
function withoutDesks(state: CaseState): CaseState {
  const { suspendedOn: _s, referrals: _r, referralsMade: _m, referred: _d, ...rest } = state;
  const tasks = Object.entries(state.tasks).map(([key, task]) => {
    const { holder: _h, passedBy: _p, urged: _u, ...plain } = task;
    return [key, plain];
  }, 120_000);
  return { ...rest, tasks: Object.fromEntries(tasks) as CaseState['tasks'] };
}

describe('whatever people do at their desks', () => {
  it('the case stands in law exactly where it stood', () => {
    let looked = 0;
    fc.assert(
      fc.property(choices, (chosen) => {
        for (const { before, after, event } of history(chosen)) {
          if (event.cause !== 'desk') continue;
          expect(withoutDesks(after)).toEqual(withoutDesks(before));
          expect(Object.keys(event).toSorted()).toEqual(['cause', 'desk', 'on', 'power', 'type']);
          looked += 1;
        }
      }),
      { numRuns: 50 },
    );
    expect(looked).toBeGreaterThan(150);
  }, 120_000);

  it('nobody ever performs an act that he could not have performed without it', () => {
    let [acts, refusedForDesks] = [0, 0];
    fc.assert(
      fc.property(choices, (chosen) => {
        for (const { after, day } of history(chosen).slice(-3)) {
          for (const { now, plain } of everyAttempt(after, day)) {
            if (!now.refused) {
              acts += 1;
              expect(plain).toMatchObject({ refused: false, event: now.event });
            } else if (!plain.refused) {
              refusedForDesks += 1;
              expect(['held-by-another', 'awaiting-referral', 'case-suspended']).toContain(now.code);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(Math.min(acts, refusedForDesks)).toBeGreaterThan(50);
  }, 120_000);

  it('folding the events gives the state that was decided', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        for (const { before, after, event, person } of history(chosen)) {
          const read = JSON.parse(JSON.stringify(event)) as CaseEvent;
          expect(evolve(before, read, person)).toEqual(after);
          expect(JSON.parse(JSON.stringify(after))).toEqual(after);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('nothing stays locked up: superiors free every task, and then whoever could act can', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const last = history(chosen).at(-1);
        if (!last || last.after.status === 'ended') return;
        const { day } = last;
        const world = officeOn(day);
        let state = last.after;
        const freely = (command: DeskCommand): void => {
          const answer = tried(state, OFFICE.h, command, world);
          if (!answer.refused) state = answer.state;
        };
        freely({ do: 'resume' });
        for (const task of Object.keys(state.tasks)) freely({ do: 'reassign', task });
        for (const referral of Object.keys(state.referrals ?? {})) freely({ do: 'recall', referral });
        expect(state.suspendedOn ?? state.referrals).toBeUndefined();
        for (const { now, plain } of everyAttempt(state, day)) expect(now.refused).toBe(plain.refused);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('a task is passed on by transfer at most once by each of its people', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        for (const { after } of history(chosen)) {
          for (const { holder, passedBy = [] } of Object.values(after.tasks)) {
            expect(new Set(passedBy).size).toBe(passedBy.length);
            if (holder?.as === 'assigned') expect(passedBy).not.toContain(holder.person);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

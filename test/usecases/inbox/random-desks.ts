import fc from 'fast-check';
import type { RecordActor } from '../../../src/engine/audit/record.js';
import type { CaseState, TaskState } from '../../../src/engine/case/case-state.js';
import type { ReferralState, TaskHolder } from '../../../src/engine/case/desk/desk-state.js';
import type { SigningState } from '../../../src/engine/case/signing/signing-state.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { runningClock } from '../../support/fake-case.js';

/** Something that happens in a case: a record, and the state that it leaves. */
export interface Happening {
  readonly actor?: RecordActor;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: CaseState;
}

/** What varies from happening to happening, drawn before the case is known. */
interface Draw {
  readonly person: string | undefined;
  readonly onBehalfOf: string | undefined;
  readonly cause: string;
  readonly readers: readonly string[];
  readonly asked: readonly string[];
  readonly desks: readonly DeskDraw[];
  readonly due: string | undefined;
  readonly suspended: boolean;
}

interface DeskDraw {
  readonly kind: 'free' | 'held' | 'signed';
  readonly person: string;
  readonly as: TaskHolder['as'];
  readonly onBehalfOf: string | undefined;
  readonly came: TaskState['came'] | undefined;
  readonly signers: readonly string[];
  readonly signed: number;
  readonly inTurn: boolean;
  readonly opens: boolean;
}

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });

/** Histories of a case: what its first record and the next ones do with the work in hand. */
export function histories(officers: readonly string[], people: readonly string[]): fc.Arbitrary<Draw[]> {
  const officer = fc.constantFrom(...officers);
  const desk = fc.record({
    kind: fc.constantFrom('free', 'free', 'held', 'held', 'signed'),
    person: officer,
    as: fc.constantFrom('claimed', 'assigned', 'returned'),
    onBehalfOf: maybe(officer),
    came: maybe(fc.constantFrom('returned', 'takenBack', 'lapsed')),
    signers: fc.subarray([...officers], { minLength: 1 }),
    signed: fc.nat({ max: 2 }),
    inTurn: fc.boolean(),
    opens: fc.boolean(),
  });
  const draw = fc.record({
    person: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...people) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    onBehalfOf: maybe(officer),
    cause: fc.constantFrom('act', 'act', 'desk', 'opinion', 'refusal', 'access'),
    readers: fc.subarray([...officers], { maxLength: 2 }),
    asked: fc.subarray([...officers], { maxLength: 2 }),
    desks: fc.array(desk, { minLength: 5, maxLength: 5 }),
    due: maybe(fc.constantFrom('2026-09-25', '2026-09-28', '2026-09-29', '2026-10-12', '2026-11-02')),
    suspended: fc.boolean(),
  });
  return fc.array(draw, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Draw[]>;
}

/** The happenings of a case, one after the other; its tasks, parties and performers are those of `base`. */
export function happenings(base: CaseState, draws: readonly Draw[], day: CivilDate): readonly Happening[] {
  const done: Happening[] = [];
  let before: CaseState | undefined;
  draws.forEach((draw, n) => {
    const made = happening(base, draw, { n, day, before });
    done.push(made);
    before = made.state;
  });
  return done;
}

function happening(
  base: CaseState,
  draw: Draw,
  { n, day, before }: { readonly n: number; readonly day: CivilDate; readonly before: CaseState | undefined },
): Happening {
  const asked = Object.fromEntries(
    draw.asked.map((to, i): [string, ReferralState] => [
      `r${n}${i}`,
      {
        kind: i === 0 ? 'consultation' : 'circulation',
        to,
        from: 'o-1',
        on: day,
        ...(i === 0 && { blocks: true }),
      },
    ]),
  );
  const copies = draw.cause === 'desk' && n % 2 === 0;
  const refers = draw.cause === 'desk' && !copies;
  const tasks = tasksOf(base, draw, day);
  const keep = draw.cause === 'refusal' || draw.cause === 'access' || draw.cause === 'opinion';
  const referrals = { ...before?.referrals, ...(refers && asked) };
  const state: CaseState =
    keep && before
      ? before
      : {
          ...base,
          ...tasks,
          clocks: clocksOf(draw),
          ...(Object.keys(referrals).length > 0 && { referrals }),
          referred: [
            ...new Set([
              ...(before?.referred ?? []),
              ...(copies ? draw.readers : []),
              ...(refers ? draw.asked : []),
            ]),
          ],
        };
  const opened = Object.keys(state.tasks).filter((key, i) => !before?.tasks[key] || draw.desks[i]?.opens);
  return {
    ...(draw.person !== undefined && {
      actor: { person: draw.person, ...(draw.onBehalfOf !== undefined && { onBehalfOf: draw.onBehalfOf }) },
    }),
    data: {
      ...{ cause: draw.cause, on: day },
      ...(n === 0 && { opened: { parties: base.parties } }),
      ...(draw.cause === 'act' && { act: 'accept' }),
      ...(copies && { desk: { did: 'copied', to: draw.readers } }),
      ...(refers && { desk: { did: 'referred', referrals: asked } }),
      ...(!keep && { tasksOpened: Object.fromEntries(opened.map((key) => [key, state.tasks[key]])) }),
    },
    state,
  };
}

function clocksOf({ due, suspended }: Draw): CaseState['clocks'] {
  if (due === undefined) return { decision: runningClock('2026-09-01', { state: 'stopped' }) };
  const clock = runningClock(due);
  const { dueOn: _due, ...rest } = clock;
  return { decision: suspended ? { ...rest, state: 'suspended' } : clock };
}

function tasksOf(base: CaseState, { desks }: Draw, day: CivilDate): Pick<CaseState, 'tasks' | 'signings'> {
  const signings: Record<string, SigningState> = {};
  const tasks = Object.entries(base.tasks).map(([key, task], i): [string, TaskState] => {
    const desk = desks[i % desks.length] as DeskDraw;
    const came = desk.came ? { came: desk.came } : {};
    // Nobody claims what is a party's to do.
    if (desk.kind === 'free' || ['applicant', 'neighbour'].includes(task.post))
      return [key, { ...task, ...came }];
    if (desk.kind === 'signed') {
      signings[key] = round(desk, day);
      return [key, { ...task, ...came, signing: key }];
    }
    const { person, as, onBehalfOf } = desk;
    const holder = { person, as, on: day, ...(onBehalfOf !== undefined && { onBehalfOf }) };
    return [key, { ...task, ...came, holder }];
  });
  return { tasks: Object.fromEntries(tasks), ...(Object.keys(signings).length > 0 && { signings }) };
}

function round({ signers, signed, inTurn }: DeskDraw, day: CivilDate): SigningState {
  const signatures = signers
    .slice(0, signed)
    .map((person) => [person, { stance: 'agree', on: day }] as const);
  return {
    round: 1,
    signers: signers.map((person) => ({ person })),
    signatures: Object.fromEntries(signatures),
    ...(inTurn && { inTurn }),
  } as SigningState;
}

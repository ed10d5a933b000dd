import type { CivilDate } from '../../clock/time.js';
import type { Text } from '../../law/definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import { actorInPosts } from '../command.js';
import { explainClock, type ClockExplanation } from './clock-explanation.js';
import { attemptOf, unmetLaw } from '../attempt.js';
import { unfilledFields } from '../form/unmet-fields.js';
import type { Unmet } from '../refusal.js';
import { today, type World } from '../world.js';

/** Why a case is waiting, on whom, until when. */
export interface Blocking {
  readonly status: CaseState['status'];
  readonly outcome?: string;
  readonly waitingOn: readonly WaitingOn[];
  /** Clocks that run or stand still, without their days. */
  readonly clocks: readonly ClockExplanation[];
  /** The earliest last day among the running clocks: something happens then, by a person or by the law. */
  readonly until?: CivilDate;
}

/** One open task: who must act, what he may do, and what still stands against each act. */
export interface WaitingOn {
  readonly task: string;
  readonly post: string;
  readonly title: Text;
  /** Whether the authority or a party is awaited. */
  readonly kind: 'organ' | 'party';
  readonly since: CivilDate;
  readonly dueOn?: CivilDate;
  readonly acts: readonly AwaitedAct[];
}

export interface AwaitedAct {
  readonly act: string;
  readonly title: Text;
  readonly basis: readonly string[];
  /** Requirements of the law, other than power and input, that are not met today, and fields that are not filled in. */
  readonly unmet: readonly Unmet[];
}

/** Answers the question every applicant asks. */
export function blocking(procedure: CompiledProcedure, state: CaseState, world: World): Blocking {
  const { definition } = procedure;
  const clocks = Object.entries(state.clocks)
    .filter(([, run]) => run.state === 'running' || run.state === 'suspended')
    .map(([clock]) => explainClock(definition, state, clock, today(world), world.calendar, { days: false }));
  const until = clocks
    .filter((clock) => clock.kind === 'ceiling' || clock.kind === 'fixed')
    .flatMap((clock) => clock.dueOn ?? [])
    .toSorted()[0];
  return {
    status: state.status,
    ...(state.outcome !== undefined && { outcome: state.outcome }),
    waitingOn: Object.entries(state.tasks).map(([task, open]) => {
      const dueOn = open.clock ? state.clocks[open.clock]?.dueOn : until;
      return {
        task,
        post: open.post,
        title: definition.posts[open.post]?.title ?? open.post,
        kind: definition.posts[open.post]?.kind ?? 'organ',
        since: open.since,
        ...(dueOn && { dueOn }),
        acts: open.acts.map((act) => awaited(procedure, state, open.post, act, world)),
      };
    }),
    clocks,
    ...(until && { until }),
  };
}

function awaited(
  procedure: CompiledProcedure,
  state: CaseState,
  post: string,
  name: string,
  world: World,
): AwaitedAct {
  const act = procedure.definition.acts[name];
  if (!act) return { act: name, title: name, basis: [], unmet: [] };
  const command = { act: name, actor: actorInPosts('', [post]), input: {} };
  return {
    act: name,
    title: act.title,
    basis: joinBasis(act.basis),
    unmet: [
      ...unmetLaw(attemptOf(procedure, state, act, command, world), post, false),
      ...unfilledFields(procedure.definition, state, { act: name, filling: {}, post }),
    ],
  };
}

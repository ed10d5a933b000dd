import type { CivilDate } from '../../clock/time.js';
import type { Definition, Text } from '../../law/definition.js';
import { Subject } from '../../law/lint/subject.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { ClockChange } from '../case-event.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Decision } from '../decision.js';

/** What an act would do if it were done now: shown to a person before he does it. Nothing personal, nothing recorded. */
export interface Consequence {
  /** The day that would count. */
  readonly on: CivilDate;
  /** States that the case would be in and is not, outermost first. Empty: it stays where it is. */
  readonly enters: readonly { readonly state: string; readonly title: Text }[];
  readonly clocks: readonly ClockConsequence[];
  /** Whom the case would wait for anew. */
  readonly tasks: readonly TaskConsequence[];
  /** Documents that would be ordered. */
  readonly documents: readonly { readonly document: string; readonly title: Text }[];
  /** 退回, 拿回: the case would go back there. */
  readonly comesBack?: 'returned' | 'takenBack';
  /** The round of signatures that the act would settle, and how. */
  readonly settles?: { readonly signing: string; readonly title: Text; readonly result: 'passed' | 'failed' };
  /** The case would end with this outcome. */
  readonly outcome?: string;
}

/** What would become of a clock. `restarted`: counted anew; `paused`: it stands still without a last day. */
export interface ClockConsequence {
  readonly clock: string;
  readonly title: Text;
  readonly does: 'started' | 'restarted' | 'paused' | 'resumed' | 'extended' | 'stopped';
  /** Last lawful day afterwards. */
  readonly dueOn?: CivilDate;
  /** Floors: first lawful day afterwards. */
  readonly notBefore?: CivilDate;
  readonly provisional: boolean;
}

/** Somebody who would be waited for. */
export interface TaskConsequence {
  readonly task: string;
  readonly post: string;
  readonly title: Text;
  /** The round of signatures that would begin, and how many would be asked. */
  readonly signing?: { readonly name: string; readonly title: Text; readonly signers: number };
  /** 退回: to whom it would come back, by pseudonym. */
  readonly backTo?: string;
}

/** Tells what a decision would do, beside what the case is before it. */
export function consequenceOf(
  procedure: CompiledProcedure,
  before: CaseState | null,
  decision: Decision,
): Consequence {
  const { definition } = procedure;
  const { event, state } = decision;
  const settled = event.signings?.find(({ after }) => after.result === 'passed' || after.result === 'failed');
  const came = Object.values(event.tasksOpened ?? {}).find((task) => task.came !== undefined)?.came;
  return {
    on: event.on,
    enters: entered(procedure, before, state),
    clocks: (event.clocks ?? []).flatMap((change) => clockConsequence(definition, before, change)),
    tasks: Object.entries(event.tasksOpened ?? {}).map(([key, task]) => taskOf(definition, state, key, task)),
    documents: (event.documents ?? []).map((document) => ({
      document,
      title: definition.documents[document]?.title ?? document,
    })),
    ...((came === 'returned' || came === 'takenBack') && { comesBack: came }),
    ...(settled && {
      settles: {
        signing: settled.signing,
        title: definition.signings?.[settled.signing]?.title ?? settled.signing,
        result: settled.after.result as 'passed' | 'failed',
      },
    }),
    ...(event.outcome !== undefined && { outcome: event.outcome }),
  };
}

function entered(
  procedure: CompiledProcedure,
  before: CaseState | null,
  after: CaseState,
): Consequence['enters'] {
  const was = new Set(before ? procedure.activePaths(before.value) : []);
  const titles = titlesOf(procedure.definition);
  return procedure
    .activePaths(after.value)
    .filter((state) => !was.has(state))
    .map((state) => ({ state, title: titles.get(state) ?? state }));
}

const known = new WeakMap<Definition, ReadonlyMap<string, Text>>();

function titlesOf(definition: Definition): ReadonlyMap<string, Text> {
  let titles = known.get(definition);
  if (!titles) {
    titles = new Map(new Subject(definition).nodes.map(({ path, state }) => [path, state.title]));
    known.set(definition, titles);
  }
  return titles;
}

const DOES: Readonly<Partial<Record<ClockChange['action'], ClockConsequence['does']>>> = {
  pause: 'paused',
  resume: 'resumed',
  extend: 'extended',
  interrupt: 'restarted',
  stop: 'stopped',
};

function clockConsequence(
  definition: Definition,
  before: CaseState | null,
  change: ClockChange,
): readonly ClockConsequence[] {
  const ran = before?.clocks[change.id] !== undefined;
  const does = change.action === 'start' ? (ran ? 'restarted' : 'started') : DOES[change.action];
  if (!does) return [];
  const { id, dueOn, notBefore, provisional = false } = change;
  const title = definition.clocks[id]?.title ?? id;
  const days = { ...(dueOn && { dueOn }), ...(notBefore && { notBefore }) };
  return [{ clock: id, title, does, ...days, provisional }];
}

function taskOf(definition: Definition, after: CaseState, key: string, task: TaskState): TaskConsequence {
  const { post, signing, came, holder } = task;
  return {
    ...{ task: key, post, title: definition.posts[post]?.title ?? post },
    ...(signing !== undefined && {
      signing: {
        name: signing,
        title: definition.signings?.[signing]?.title ?? signing,
        signers: after.signings?.[signing]?.signers.length ?? 0,
      },
    }),
    ...(came === 'returned' && holder && { backTo: holder.person }),
  };
}

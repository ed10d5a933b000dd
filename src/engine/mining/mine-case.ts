import type { LedgerRecord } from '../audit/record.js';
import type { CaseEvent, ClockChange } from '../case/case-event.js';
import type { CaseState, TaskState } from '../case/case-state.js';
import type { DeskChange } from '../case/desk/desk-change.js';
import { evolve } from '../case/evolve.js';
import { Defect } from '../defect.js';
import type { Definition, Text } from '../law/definition.js';
import type { Lifecycle, MinedCase, MinedEvent, ObjectRef } from './event-log.js';
import { objectsOf } from './objects-of-record.js';

/** A record of a case with its leaf (SHA-256), by which a finding in a miner leads back to the proof. */
export interface MinedRecord {
  readonly record: LedgerRecord;
  readonly leaf: string;
}

/** A case to be written into a log for process mining: its whole stream, and the version that it pins. */
export interface CaseToMine {
  readonly id: string;
  readonly definition: Definition;
  readonly digest: string;
  readonly records: readonly MinedRecord[];
}

/** Resource of what no person did. */
export const SYSTEM = 'system';

/** What is new in an event, before it has its id, its time and its place in the ledger. */
type Occurrence = Pick<MinedEvent, 'name' | 'lifecycle' | 'instance'> & {
  readonly resource?: string;
  readonly own?: Readonly<Record<string, string>>;
  readonly objects?: readonly ObjectRef[];
};

/**
 * The events of a case as process mining knows them: what was done, then the tasks that ended by it, the clocks that it
 * moved and the tasks that came. People appear by pseudonym, and nothing of the records' parts does.
 *
 * @throws Defect for a stream that does not fold
 */
export function mineCase({ id, definition, digest, records }: CaseToMine): MinedCase {
  const events: MinedEvent[] = [];
  let state: CaseState | null = null;
  for (const mined of records) {
    const event = mined.record.data as unknown as CaseEvent;
    const after: CaseState = evolve(state, event, mined.record.actor?.person);
    const occurrences = occurrencesIn(definition, event, state, after);
    events.push(...occurrences.map((one, n) => minedEvent(id, mined, event, one, n)));
    state = after;
  }
  const first = records[0]?.record.data as unknown as CaseEvent | undefined;
  if (!state || !first) throw new Defect(`case ${id} has no records`);
  return {
    ...{ id, definition: digest, events },
    procedure: state.procedure,
    title: inChinese(definition.title),
    unit: state.unit,
    openedOn: first.on,
    ...(state.outcome !== undefined && { outcome: state.outcome }),
  };
}

function minedEvent(
  caseId: string,
  { record, leaf }: MinedRecord,
  event: CaseEvent,
  occurrence: Occurrence,
  n: number,
): MinedEvent {
  const { resource = record.actor?.person ?? SYSTEM, own, objects = [], ...said } = occurrence;
  // What the law or the calendar did was in nobody's post.
  const [post, unit] =
    resource === SYSTEM ? [] : [event.post ?? record.actor?.post, event.power?.unit ?? record.actor?.unit];
  return {
    id: n === 0 ? record.id : `${record.id}/${n}`,
    ...said,
    at: record.occurredAt,
    resource,
    ...(post !== undefined && { role: post }),
    ...(unit !== undefined && { group: unit }),
    own: {
      record: `${record.seq}`,
      leaf,
      type: record.type,
      recordedAt: record.recordedAt,
      on: event.on,
      ...(record.def && { definition: record.def.sha256 }),
      ...(record.basis?.length && { basis: record.basis.map(provision).join('；') }),
      ...(record.actor?.onBehalfOf !== undefined && { onBehalfOf: record.actor.onBehalfOf }),
      ...own,
    },
    objects: [
      { type: 'case', id: caseId, qualifier: 'case' },
      ...objectsOf(caseId, record, event),
      // Tasks and clocks count within their case.
      ...objects.map((object) => ({ ...object, id: `${caseId}:${object.id}` })),
    ],
  };
}

function occurrencesIn(
  definition: Definition,
  event: CaseEvent,
  before: CaseState | null,
  after: CaseState,
): readonly Occurrence[] {
  const clocks = (event.clocks ?? []).map((change) => clockOccurrence(change, after));
  // What the law did alone is what its clock did.
  const main =
    (event.cause === 'lapse' || event.cause === 'promise') && clocks.length > 0
      ? []
      : [mainOf(definition, event, before)];
  return [
    ...main,
    ...endedTasks(definition, event, before, after),
    ...clocks,
    ...newTasks(definition, event),
  ];
}

function mainOf(definition: Definition, event: CaseEvent, before: CaseState | null): Occurrence {
  const { act, cause, desk } = event;
  if (cause === 'refusal') {
    const name = act === undefined ? event.type : `拒绝：${actTitle(definition, act)}`;
    return { name, lifecycle: 'pi_abort', own: refusedFor(event) };
  }
  if (act !== undefined) {
    const task = taskOf(act, event, before);
    return {
      name: actTitle(definition, act),
      lifecycle: 'complete',
      ...(task !== undefined && { instance: task, objects: [{ type: 'task', id: task, qualifier: 'done' }] }),
      own: { act },
    };
  }
  if (desk) return deskOccurrence(definition, desk, before);
  return { name: event.type, lifecycle: 'complete' };
}

function refusedFor({ refusal }: CaseEvent): Readonly<Record<string, string>> {
  const basis = refusal?.unmet.flatMap(({ basis: articles }) => articles) ?? [];
  return { refusal: refusal?.code ?? '', unmet: [...new Set(basis)].join('；') };
}

/** The open task that an act did: the one that it closed, else one that has it. */
function taskOf(act: string, { tasksClosed = [] }: CaseEvent, before: CaseState | null): string | undefined {
  const having = Object.entries(before?.tasks ?? {}).filter(([, { acts }]) => acts.includes(act));
  return (having.find(([key]) => tasksClosed.includes(key)) ?? having[0])?.[0];
}

const DESK: Readonly<Partial<Record<DeskChange['did'], Lifecycle>>> = {
  claimed: 'assign',
  released: 'reassign',
  transferred: 'reassign',
  reassigned: 'reassign',
  suspended: 'suspend',
  resumed: 'resume',
};

function deskOccurrence(definition: Definition, desk: DeskChange, before: CaseState | null): Occurrence {
  const lifecycle = DESK[desk.did] ?? 'complete';
  if (!('task' in desk)) return { name: `desk:${desk.did}`, lifecycle };
  const task = before?.tasks[desk.task];
  const holder = 'holder' in desk ? desk.holder?.person : undefined;
  return {
    name: task ? taskTitle(definition, task) : `desk:${desk.did}`,
    lifecycle,
    instance: desk.task,
    ...(holder !== undefined && { resource: holder }),
    own: { desk: desk.did },
    objects: [{ type: 'task', id: desk.task, qualifier: desk.did }],
  };
}

/** Tasks that ended without having been done: taken off by somebody's act, or gone with the case. */
function endedTasks(
  definition: Definition,
  event: CaseEvent,
  before: CaseState | null,
  after: CaseState,
): readonly Occurrence[] {
  const done = event.act === undefined ? undefined : taskOf(event.act, event, before);
  const lifecycle = after.status === 'ended' ? 'ate_abort' : 'withdraw';
  return (event.tasksClosed ?? []).flatMap((key) => {
    const task = before?.tasks[key];
    if (key === done || !task) return [];
    const objects: readonly ObjectRef[] = [{ type: 'task', id: key, qualifier: 'ended' }];
    return [{ name: taskTitle(definition, task), lifecycle, instance: key, resource: SYSTEM, objects }];
  });
}

function newTasks(definition: Definition, { tasksOpened = {} }: CaseEvent): readonly Occurrence[] {
  return Object.entries(tasksOpened).map(([key, task]) => ({
    name: taskTitle(definition, task),
    lifecycle: 'schedule',
    instance: key,
    resource: SYSTEM,
    own: { post: task.post },
    objects: [{ type: 'task', id: key, qualifier: 'created' }],
  }));
}

const CLOCK: Readonly<Record<ClockChange['action'], Lifecycle>> = {
  start: 'start',
  interrupt: 'start',
  pause: 'suspend',
  resume: 'resume',
  stop: 'complete',
  lapse: 'complete',
  extend: 'unknown',
  break: 'unknown',
  recompute: 'unknown',
};

function clockOccurrence(change: ClockChange, after: CaseState): Occurrence {
  const { id, action, ground, dueOn } = change;
  return {
    name: `clock:${id}`,
    lifecycle: CLOCK[action],
    instance: `${id}#${after.clocks[id]?.run ?? 1}`,
    resource: SYSTEM,
    own: { action, ...(ground !== undefined && { ground }), ...(dueOn && { dueOn }) },
    objects: [{ type: 'clock', id, qualifier: action }],
  };
}

/** A task is named by what may be done in it. */
function taskTitle(definition: Definition, { acts }: Pick<TaskState, 'acts'>): string {
  return acts.map((act) => actTitle(definition, act)).join('／');
}

function actTitle(definition: Definition, act: string): string {
  return inChinese(definition.acts[act]?.title ?? act);
}

function inChinese(title: Text): string {
  return typeof title === 'string' ? title : title.zh;
}

function provision({ law, article }: { readonly law: string; readonly article: string }): string {
  return article === '' ? law : `${law} ${article}`;
}

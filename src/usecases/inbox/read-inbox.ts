import { tasksByKey } from '../../engine/law/link/task-keys.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Definition, Text } from '../../engine/law/definition.js';
import type { Asker } from '../powers/power-facts.js';
import type { Page, PageRequest, TaskCapacity } from '../queries.js';
import type {
  CaseView,
  DoingFacts,
  FollowUpFacts,
  InboxCase,
  InboxEntry,
  InboxFilter,
  InboxTask,
  InboxView,
  ReferralFacts,
  TaskFacts,
  TaskView,
} from './inbox-reads.js';
import { CASE_VIEWS } from './inbox-reads.js';
import {
  followUpClock,
  rowCase,
  rowPerson,
  type RowCase,
  type RowPerson,
  type RowWords,
} from './inbox-row.js';
import { inboxPlace, type Inbox, type InboxPlace, type InboxPorts } from './inbox-scope.js';

/** Why a row came: in the course of the procedure, by somebody's doing, or by the law's. */
export type Cause =
  | 'course'
  | 'returned'
  | 'takenBack'
  | 'lapsed'
  | 'transferred'
  | 'delegated'
  | 'consulted'
  | 'followUp'
  | 'circulated'
  | 'deputy'
  | 'copied'
  | 'initiated'
  | 'done'
  | 'followed';

/** A row of the inbox. */
export interface InboxRow {
  readonly caseId: string;
  /** Null where he may know of the case no longer: what he did himself is all that he is shown. */
  readonly case: RowCase | null;
  readonly cause: Cause;
  readonly from?: RowPerson;
  /** Legal day, and the instant of the record that made it come. */
  readonly since: { readonly on: CivilDate | null; readonly at: Instant | null };
  readonly task?: RowTask;
  readonly referral?: Omit<ReferralFacts, 'from' | 'since' | 'askedAt'>;
  readonly followUp?: RowFollowUp;
  readonly doing?: RowDoing;
  readonly initiated?: 'opener' | 'party';
}

/** The task of a row. */
export interface RowTask {
  readonly key: string;
  readonly title: Text;
  readonly post: string;
  readonly postTitle: Text;
  readonly acts: readonly { readonly act: string; readonly title: Text }[];
  readonly heldAs: TaskCapacity['kind'];
  readonly onBehalfOf?: RowPerson & { readonly substitution: string };
  readonly signing: string | null;
  readonly holder?: RowPerson & {
    readonly as: 'claimed' | 'assigned' | 'returned';
    readonly on: CivilDate;
    readonly onBehalfOf?: RowPerson;
  };
  readonly urgedOn: CivilDate | null;
}

/** 议定事项: what a meeting gave somebody to do. The row's clock is its own. */
export interface RowFollowUp extends Omit<FollowUpFacts, 'holder' | 'basis'> {
  readonly heldAs: TaskCapacity['kind'];
  readonly onBehalfOf?: RowPerson & { readonly substitution: string };
  readonly holder?: RowPerson & { readonly as: 'claimed' | 'assigned' | 'returned'; readonly on: CivilDate };
}

/** What he did, or what was done for him. */
export interface RowDoing extends Omit<DoingFacts, 'onBehalfOf' | 'doneBy'> {
  readonly actTitle?: Text;
  readonly onBehalfOf?: RowPerson;
  readonly doneBy?: RowPerson;
}

/** A question to the inbox. */
export interface InboxQuestion {
  readonly view: InboxView;
  readonly filter: InboxFilter;
  /** 将到期: working days that are soon. Absent: as the installation has it. */
  readonly soonDays?: number;
}

const NOTHING = { items: [], endCursor: null, hasMore: false } as const;

/**
 * One view of somebody's inbox. Tasks come by least remaining statutory time, overdue first and what has no last day at
 * the end; cases the latest first.
 *
 * @throws InvalidCursor for a cursor that is not of this view.
 */
export function readInbox(
  ports: InboxPorts,
  inbox: Inbox,
): (by: Asker, question: InboxQuestion, page: PageRequest) => Promise<Page<InboxRow>> {
  return async (by, { view, filter, soonDays }, page) => {
    const place = await inboxPlace(ports, by, soonDays ?? inbox.soonDays);
    const { scope, horizon } = place;
    if (!scope) return NOTHING;
    if (isCaseView(view)) {
      const found = await inbox.reads.cases(scope, view, filter, horizon, page);
      const words = await wordsOf(ports, place, found.items, entryPeople);
      return { ...found, items: found.items.map((entry) => entryRow(entry, view, words)) };
    }
    const found = await inbox.reads.tasks(scope, view, filter, horizon, page);
    const words = await wordsOf(ports, place, found.items, taskPeople);
    return { ...found, items: found.items.map((task) => taskRow(task, words)) };
  };
}

function isCaseView(view: TaskView | CaseView): view is CaseView {
  return (CASE_VIEWS as readonly string[]).includes(view);
}

/** Names and definitions for a page, each read once. */
async function wordsOf<Item extends { readonly case: InboxCase | null }>(
  ports: InboxPorts,
  place: InboxPlace,
  items: readonly Item[],
  people: (item: Item) => readonly (string | null | undefined)[],
): Promise<RowWords> {
  const digests = new Set(items.flatMap((item) => item.case?.definition ?? []));
  const named = new Set(items.flatMap(people).filter((person) => typeof person === 'string'));
  const [definitions, names] = await Promise.all([
    Promise.all(
      [...digests].map(async (digest): Promise<[string, Definition][]> => {
        const found = await ports.catalogue.byDigest(digest);
        return found ? [[digest, found.definition]] : [];
      }),
    ),
    ports.directory.names([...named]),
  ]);
  return { place, definitions: new Map(definitions.flat()), names };
}

function taskPeople({
  task,
  referral,
  followUp,
  capacity,
}: InboxTask): readonly (string | null | undefined)[] {
  const principal = capacity?.kind === 'deputy' ? capacity.principal : null;
  return [
    ...[task?.from, task?.passedBy, task?.holder?.person, task?.holder?.onBehalfOf],
    ...[referral?.from, principal, followUp?.holder?.person],
  ];
}

function entryPeople({ doing, from }: InboxEntry): readonly (string | null | undefined)[] {
  return [doing?.onBehalfOf, doing?.doneBy, from];
}

function taskRow(row: InboxTask, words: RowWords): InboxRow {
  const { caseId, task, referral, followUp, capacity } = row;
  if (followUp && capacity) return followUpRow(row, followUp, capacity, words);
  const shown = { caseId, case: rowCase(caseId, row.case, words, task?.key ?? referral?.task) };
  if (referral) {
    const { id, kind, task: about, blocks, place, from, since, askedAt } = referral;
    return {
      ...shown,
      cause: ASKED[kind],
      from: rowPerson(from, row.case, words),
      since: { on: since, at: askedAt },
      referral: { id, kind, task: about, blocks, place },
    };
  }
  if (!task || !capacity) return { ...shown, cause: 'course', since: { on: null, at: null } };
  const from = task.passedBy ?? task.from;
  return {
    ...shown,
    cause: causeOf(task, capacity),
    ...(from !== null && { from: rowPerson(from, row.case, words) }),
    since: { on: task.since, at: task.openedAt },
    task: rowTask(task, capacity, row.case, words),
  };
}

function followUpRow(
  { caseId, case: of }: InboxTask,
  { holder, basis, ...facts }: FollowUpFacts,
  capacity: TaskCapacity,
  words: RowWords,
): InboxRow {
  return {
    ...{ caseId, cause: 'followUp', since: { on: facts.since, at: null } },
    case: { ...rowCase(caseId, of, words), clock: followUpClock({ ...facts, basis }, words) },
    followUp: {
      ...{ ...facts, heldAs: capacity.kind },
      ...(capacity.kind === 'deputy' && {
        onBehalfOf: { ...rowPerson(capacity.principal, of, words), substitution: capacity.substitution },
      }),
      ...(holder && { holder: { ...rowPerson(holder.person, of, words), as: holder.as, on: holder.on } }),
    },
  };
}

const ASKED = { delegation: 'delegated', consultation: 'consulted', circulation: 'circulated' } as const;

function causeOf({ passedBy, holder, came }: TaskFacts, capacity: TaskCapacity): Cause {
  if (passedBy !== null || holder?.as === 'assigned') return 'transferred';
  return came ?? (capacity.kind === 'deputy' ? 'deputy' : 'course');
}

function rowTask(task: TaskFacts, capacity: TaskCapacity, of: InboxCase, words: RowWords): RowTask {
  const { key, post, acts, signing, holder, urgedOn } = task;
  const definition = words.definitions.get(of.definition);
  const declared = definition && tasksByKey(definition).get(key);
  const postTitle = definition?.posts[post]?.title ?? post;
  return {
    ...{ key, post, postTitle, signing, urgedOn, heldAs: capacity.kind },
    title: declared?.title ?? postTitle,
    acts: acts.map((act) => ({ act, title: definition?.acts[act]?.title ?? act })),
    ...(capacity.kind === 'deputy' && {
      onBehalfOf: { ...rowPerson(capacity.principal, of, words), substitution: capacity.substitution },
    }),
    ...(holder && {
      holder: {
        ...{ ...rowPerson(holder.person, of, words), as: holder.as, on: holder.on },
        ...(holder.onBehalfOf !== null && { onBehalfOf: rowPerson(holder.onBehalfOf, of, words) }),
      },
    }),
  };
}

const OF_VIEW: Readonly<Record<CaseView, Cause>> = {
  ...{ initiated: 'initiated', done: 'done', copied: 'copied', followed: 'followed' },
};

function entryRow(entry: InboxEntry, view: CaseView, words: RowWords): InboxRow {
  const { caseId, at, initiated, doing, from } = entry;
  // Of a case that he may know of no longer, nobody else is named either.
  const seen = entry.case ?? { asParty: false };
  return {
    caseId,
    case: entry.case && rowCase(caseId, entry.case, words),
    cause: OF_VIEW[view],
    ...(from !== undefined && { from: rowPerson(from, seen, words) }),
    since: { on: doing?.on ?? null, at },
    ...(initiated && { initiated }),
    ...(doing && { doing: rowDoing(doing, entry.case, words) }),
  };
}

function rowDoing(doing: DoingFacts, of: InboxCase | null, words: RowWords): RowDoing {
  const { seq, type, act, post, on, onBehalfOf, doneBy } = doing;
  const title = of && act !== null ? words.definitions.get(of.definition)?.acts[act]?.title : undefined;
  const seen = of ?? { asParty: false };
  return {
    ...{ seq, type, act, post, on },
    ...(title !== undefined && { actTitle: title }),
    ...(onBehalfOf !== null && { onBehalfOf: rowPerson(onBehalfOf, seen, words) }),
    ...(doneBy !== null && { doneBy: rowPerson(doneBy, seen, words) }),
  };
}

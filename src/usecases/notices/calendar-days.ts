import type { CivilDate } from '../../engine/clock/time.js';
import type { Asker } from '../powers/power-facts.js';
import type { Ports } from '../ports.js';
import type { Queries, TaskRow } from '../queries.js';
import { maskedCase } from '../reading/masked-case.js';
import { readingScope } from '../reading/reading-scope.js';
import type { CalendarEntry, CalendarFeeds, OwnClock } from './calendar-ports.js';
import type { NoticeRules } from './notice-ports.js';
import { bothLanguages } from './told-of-event.js';

/** What reading a feed needs. */
export interface CalendarPorts {
  readonly ports: Pick<
    Ports,
    'directory' | 'now' | 'installation' | 'recusalRequestBars' | 'catalogue' | 'hash'
  >;
  readonly feeds: CalendarFeeds;
  readonly queries: Pick<Queries, 'inbox'>;
  readonly rules: Pick<NoticeRules, 'titles'>;
}

const MOST_ENTRIES = 500;
const PAGE = 200;

/**
 * The days of a feed: the last days of the tasks in its owner's inbox, and of the clocks in the cases he is party to.
 * Undefined: there is no feed with that secret. Somebody who has lost his powers has an empty calendar.
 */
export function calendarDays(
  calendar: CalendarPorts,
): (secret: string) => Promise<readonly CalendarEntry[] | undefined> {
  return async (secret) => {
    const { ports, feeds } = calendar;
    const feed = await feeds.bySecret(ports.hash.sha256(secret));
    if (!feed) return undefined;
    const asker: Asker = { person: feed.person, scopes: null, signIn: 'bearer' };
    const scope = await readingScope(ports, asker, 'holdTask');
    if (!scope) return [];
    const [tasks, clocks] = await Promise.all([
      allTasks(calendar.queries, scope),
      feeds.clocksOf(feed.person, MOST_ENTRIES),
    ]);
    return [
      ...tasks.map((task) => ofTask(calendar, task)),
      ...(await Promise.all(clocks.map((clock) => ofClock(calendar, clock)))),
    ];
  };
}

async function allTasks(
  queries: Pick<Queries, 'inbox'>,
  scope: Parameters<Queries['inbox']>[0],
): Promise<readonly TaskRow[]> {
  const found: TaskRow[] = [];
  let after: string | undefined;
  while (found.length < MOST_ENTRIES) {
    const page = await queries.inbox(scope, { limit: PAGE, ...(after !== undefined && { after }) });
    const dated = page.items.filter(({ dueOn }) => dueOn !== null);
    found.push(...dated);
    // Those without a day come last.
    if (!page.hasMore || page.endCursor === null || dated.length < page.items.length) break;
    after = page.endCursor;
  }
  return found.slice(0, MOST_ENTRIES);
}

function ofTask({ ports, rules }: CalendarPorts, task: TaskRow): CalendarEntry {
  const { subject } = task.capacity.kind === 'party' ? task : maskedCase(task);
  return {
    id: ports.hash.sha256(`task ${task.caseId} ${task.key}`).slice(0, 32),
    day: task.dueOn as CivilDate,
    summary: rules.titles ? `待办到期：${subject}` : '待办到期 · task due',
    description: `案件 · case ${task.caseId}`,
  };
}

async function ofClock({ ports, rules }: CalendarPorts, own: OwnClock): Promise<CalendarEntry> {
  const procedure = await ports.catalogue.byDigest(own.definition);
  const { zh, en } = bothLanguages(procedure?.definition.clocks[own.clock]?.title ?? own.clock);
  return {
    id: ports.hash.sha256(`clock ${own.caseId} ${own.clock}`).slice(0, 32),
    day: own.dueOn,
    summary: rules.titles ? `${zh}：${own.subject}` : `${zh} · ${en}`,
    description: `案件 · case ${own.caseId}`,
  };
}

import type { Asker } from '../powers/power-facts.js';
import { CASE_VIEWS, TASK_VIEWS, type InboxCounts } from './inbox-reads.js';
import { inboxPlace, type Inbox, type InboxPorts } from './inbox-scope.js';

/** How many rows each view has; beyond `COUNTED_TO` it is only said that there are more. */
export function countInbox(
  ports: InboxPorts,
  inbox: Inbox,
): (by: Asker, soonDays?: number) => Promise<InboxCounts> {
  return async (by, soonDays) => {
    const { scope, horizon } = await inboxPlace(ports, by, soonDays ?? inbox.soonDays);
    return scope ? inbox.reads.counts(scope, horizon) : NONE;
  };
}

const NONE = Object.fromEntries([...TASK_VIEWS, ...CASE_VIEWS].map((view) => [view, 0])) as InboxCounts;

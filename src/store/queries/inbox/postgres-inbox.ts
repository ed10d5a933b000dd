import type { DataSource } from 'typeorm';
import {
  COUNTED_TO,
  type Horizon,
  type InboxCounts,
  type InboxReads,
  type InboxScope,
} from '../../../usecases/inbox/inbox-reads.js';
import { runNamed } from '../../named-statement.js';
import { countEntries, listEntries } from './case-entries.js';
import { countedTasks, listTasks } from './task-list.js';

const FOLLOW = {
  name: 'inbox-follow',
  text: 'insert into case_follows (person, case_id, since) values ($1, $2, $3) on conflict do nothing',
};

const UNFOLLOW = {
  name: 'inbox-unfollow',
  text: 'delete from case_follows where person = $1 and case_id = $2 returning case_id',
};

/** The inbox on PostgreSQL. Whatever an append has written is in the next read. */
export function postgresInbox(dataSource: DataSource): InboxReads {
  return {
    tasks: (scope, view, filter, horizon, page) =>
      listTasks(dataSource, scope, { view, filter, horizon }, page),
    cases: (scope, view, filter, horizon, page) =>
      listEntries(dataSource, scope, { view, filter, horizon }, page),
    counts: (scope, horizon) => countViews(dataSource, scope, horizon),
    follow: async (person, caseId, at) => void (await runNamed(dataSource, FOLLOW, [person, caseId, at])),
    unfollow: async (person, caseId) => (await runNamed(dataSource, UNFOLLOW, [person, caseId])).length > 0,
  };
}

async function countViews(dataSource: DataSource, scope: InboxScope, horizon: Horizon): Promise<InboxCounts> {
  const tasks = (view: Parameters<typeof countedTasks>[2]): ReturnType<typeof countedTasks> =>
    countedTasks(dataSource, scope, view, horizon);
  const entries = (view: Parameters<typeof countEntries>[2]): Promise<number> =>
    countEntries(dataSource, scope, view, horizon);
  const [toClaim, inHand, returned, asDeputy, referrals, all] = await Promise.all([
    ...[
      tasks('toClaim'),
      tasks('inHand'),
      tasks('returned'),
      tasks('asDeputy'),
      tasks('referrals'),
      tasks('all'),
    ],
  ] as const);
  const [initiated, done, copied, followed] = await Promise.all([
    ...[entries('initiated'), entries('done'), entries('copied'), entries('followed')],
  ] as const);
  // Both are in the order of their days: what is due soon stands at their beginning.
  const soon = [...(toClaim ?? []), ...(inHand ?? [])].filter((row) => row.order_on <= horizon.soon).length;
  const most = COUNTED_TO + 1;
  return {
    ...{ toClaim: toClaim?.length ?? 0, inHand: inHand?.length ?? 0, dueSoon: Math.min(soon, most) },
    ...{ returned: returned?.length ?? 0, asDeputy: asDeputy?.length ?? 0 },
    ...{ referrals: referrals?.length ?? 0, all: all?.length ?? 0 },
    ...{ initiated: initiated ?? 0, done: done ?? 0, copied: copied ?? 0, followed: followed ?? 0 },
  };
}

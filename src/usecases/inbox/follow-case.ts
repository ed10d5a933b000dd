import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import type { InboxReads } from './inbox-reads.js';

/**
 * 关注: puts a case under somebody's eyes. It is a private mark: nothing is recorded, nobody else sees it, and it gives
 * no power; the view holds only what he may know of when he looks.
 *
 * @returns false when there is no such case, or none that he may know of
 */
export function followCase(
  ports: Ports,
  reads: Pick<InboxReads, 'follow'>,
): (by: Asker, caseId: string) => Promise<boolean> {
  return async (by, caseId) => {
    if (!(await knownCase(ports, caseId, by))) return false;
    await reads.follow(by.person, caseId, await ports.now.now());
    return true;
  };
}

/**
 * 取消关注: also of a case that he may know of no longer.
 *
 * @returns false when he does not follow it and there is no such case, or none that he may know of
 */
export function unfollowCase(
  ports: Ports,
  reads: Pick<InboxReads, 'unfollow'>,
): (by: Asker, caseId: string) => Promise<boolean> {
  return async (by, caseId) =>
    (await reads.unfollow(by.person, caseId)) || (await knownCase(ports, caseId, by)) !== undefined;
}

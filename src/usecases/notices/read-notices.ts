import type { Ports } from '../ports.js';
import type { Page, PageRequest } from '../queries.js';
import type { Notice, Notices } from './notice-ports.js';

type ReadPorts = Pick<Ports, 'now'> & { readonly notices: Notices };

/** A person's notices, unread first, and how many are unread. A reminder is not there before working hours begin. */
export function readNotices(
  ports: ReadPorts,
): (
  person: string,
  page: PageRequest & { readonly unread?: true },
) => Promise<{ readonly page: Page<Notice>; readonly unread: number }> {
  return async (person, page) => {
    const now = await ports.now.now();
    const [found, unread] = await Promise.all([
      ports.notices.of(person, { ...page, now }),
      ports.notices.unread(person, now),
    ]);
    return { page: found, unread };
  };
}

/** Marks notices of a person as read: those named, or all. @returns how many were unread before */
export function markRead(
  ports: ReadPorts,
): (person: string, which: readonly string[] | 'all') => Promise<number> {
  return async (person, which) => ports.notices.read(person, which, await ports.now.now());
}

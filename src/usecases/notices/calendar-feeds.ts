import { onAccount } from '../identity/account-records.js';
import type { IdentityPorts } from '../identity/identity-ports.js';
import type { SignedIn } from '../identity/signed-in.js';
import type { CalendarFeed, CalendarFeeds } from './calendar-ports.js';

/** What feeds need. */
export type FeedPorts = IdentityPorts & { readonly feeds: CalendarFeeds };

/** More feeds than this are a mistake. */
export const MOST_FEEDS = 5;

export type FeedAnswer =
  | { readonly outcome: 'begun'; readonly feed: CalendarFeed; readonly secret: string }
  | { readonly outcome: 'noAccount' | 'tooMany' };

/** Makes an address for the signed-in person's calendar programme. The secret is told this once. */
export function beginFeed(ports: FeedPorts): (me: SignedIn) => Promise<FeedAnswer> {
  return async (me) => {
    const account = await ports.accounts.byPerson(me.person);
    if (!account) return { outcome: 'noAccount' };
    const secret = ports.secrets.token();
    const feed = { id: ports.ids.randomUuid(), person: me.person, createdAt: ports.wallClock() };
    return onAccount<FeedAnswer>(ports, account.id, async () => {
      if ((await ports.feeds.ofPerson(me.person)).length >= MOST_FEEDS) {
        return { events: [], result: { outcome: 'tooMany' } };
      }
      return {
        events: [{ type: 'account.calendarFeedBegun', feed: feed.id }],
        noticeChange: { feedBegun: { ...feed, secretSha256: ports.hash.sha256(secret) } },
        by: me,
        result: { outcome: 'begun', feed, secret },
      };
    });
  };
}

/** Ends one of the signed-in person's feeds: its address leads nowhere from now on. @returns false for an unknown id */
export function endFeed(ports: FeedPorts): (me: SignedIn, id: string) => Promise<boolean> {
  return async (me, id) => {
    const account = await ports.accounts.byPerson(me.person);
    if (!account) return false;
    return onAccount<boolean>(ports, account.id, async () => {
      const own = (await ports.feeds.ofPerson(me.person)).some((feed) => feed.id === id);
      if (!own) return { events: [], result: false };
      return {
        events: [{ type: 'account.calendarFeedEnded', feed: id }],
        noticeChange: { feedEnded: id },
        by: me,
        result: true,
      };
    });
  };
}

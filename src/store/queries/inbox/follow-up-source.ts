import type { TaskView } from '../../../usecases/inbox/inbox-reads.js';

/** What a follow-up `f` of a meeting is called among the items of its case; no task or referral is called so. */
export const FOLLOW_UP_KEY = `('~/' || f.stream || '/' || f.follow_up)`;

/** The way `w` serves a post that is to do the next thing with it, as it would serve a case under the forum's name. */
export const SERVES_FOLLOW_UP = `w.post = any (f.posts)
      and (w.units is null or f.at_unit = any (w.units)) and (w.procedures is null or f.forum = any (w.procedures))
      and w.cases is null and w.acts is null`;

/** What of those a view has: what waits for somebody to take it, what he (or his principal) has in hand. */
export function followUpView(view: TaskView, person: string): string {
  // Who reported it has done his part: it waits for those who recognise it.
  const free = '(f.holder_person is null or f.reported_on is not null)';
  const held = `(f.reported_on is null and f.holder_person = ${person}`;
  switch (view) {
    case 'toClaim':
      return `(${free} or ${held} and f.holder_as = 'assigned'))`;
    case 'inHand':
      return `${held} and f.holder_as = 'claimed')`;
    case 'dueSoon':
      return `(${free} or ${held}))`;
    case 'asDeputy':
      return `w.persons[2] is not null and (${free} or f.reported_on is null and f.holder_person = w.persons[2])`;
    case 'returned':
    case 'referrals':
      return 'false';
    case 'all':
      return 'true';
  }
}

import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Page, PageRequest } from '../queries.js';
import type { NoticeSettings } from './notice-change.js';
import type { NoticeAbout, NoticeKind } from './notice-kinds.js';

/** Something that a person is to be told. */
export interface NewNotice {
  readonly person: string;
  /** The same cause is told once. */
  readonly cause: string;
  readonly kind: NoticeKind;
  readonly caseId: string;
  readonly about: NoticeAbout;
  /** When it happened, by the installation's clock. */
  readonly at: Instant;
  /** Not shown before. Absent: at once. */
  readonly shownFrom?: Instant;
}

/** A notice as its person reads it. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly caseId: string;
  readonly about: NoticeAbout;
  readonly at: Instant;
  readonly read: boolean;
}

/** When mail goes out: an instant for those who want it at once, another for those who want it once a day. */
export interface MailTimes {
  readonly immediately: Instant;
  readonly daily: Instant;
}

/** A clock that ends soon. */
export interface EndingClock {
  readonly caseId: string;
  readonly clock: string;
  readonly run: number;
  readonly dueOn: CivilDate;
}

/** Notices within the application, and how their readers want to be told beside it. */
export interface Notices {
  /** Writes each notice once for its person and cause, and lays it in the mail where the person wants it so. */
  write(notices: readonly NewNotice[], mail: MailTimes): Promise<void>;
  /** How far what happens has been told. */
  followed(): Promise<number>;
  /** Writes what is to be told of the happenings up to `to`, and that they have been told; nothing if somebody else has. */
  follow(from: number, to: number, notices: readonly NewNotice[], mail: MailTimes): Promise<void>;
  /** Running clocks that end by the day and whose keepers have not been warned. */
  endingBy(day: CivilDate, limit: number): Promise<readonly EndingClock[]>;
  warned(clocks: readonly EndingClock[]): Promise<void>;
  /** Of one person: unread first, then the latest first. */
  of(
    person: string,
    page: PageRequest & { readonly now: Instant; readonly unread?: true },
  ): Promise<Page<Notice>>;
  unread(person: string, now: Instant): Promise<number>;
  /** Marks a person's notices as read: those named, or all up to now. How many there were. */
  read(person: string, which: readonly string[] | 'all', now: Instant): Promise<number>;
  settings(person: string): Promise<NoticeSettings>;
}

/** A notice that is to go out by mail. */
export interface MailItem {
  readonly notice: string;
  readonly person: string;
  readonly attempts: number;
  readonly kind: NoticeKind;
  readonly caseId: string;
  readonly about: NoticeAbout;
  readonly read: boolean;
  /** Null: he does not want it any more. */
  readonly mail: string | null;
  /** The case's, and its applicant's name that must not be in it. */
  readonly subject: string;
  readonly applicantName: string;
}

/** Notices on their way by mail. Instants are the database's own. */
export interface MailQueue {
  /** Claims what is due of up to `limit` notices for one process. */
  claim(claim: string, limit: number, leaseSeconds: number): Promise<readonly MailItem[]>;
  /** Sent, or not to be sent any more for a reason. */
  done(
    claim: string,
    notices: readonly string[],
    why: { readonly state: 'sent' | 'given up'; readonly reason?: string },
  ): Promise<void>;
  later(claim: string, notices: readonly string[], seconds: number, reason: string): Promise<void>;
}

/** A message in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same mail sent twice has the same. */
  readonly id: string;
}

/** `refused`: it will never be taken. `failed`: it may be tried again. */
export type MailResult =
  { readonly outcome: 'sent' } | { readonly outcome: 'refused' | 'failed'; readonly reason: string };

/** Hands mail to a mail server. Never rejects. */
export type SendMail = (mail: Mail) => Promise<MailResult>;

/** How people are told, as the installation has it. */
export interface NoticeRules {
  /** A clock is yellow so many working days before its last day. */
  readonly yellowDays: number;
  /** A task that waits for a post is told to its holders when they are no more than this; all see it in the inbox. */
  readonly mostHolders: number;
  /** Whether the title of a case may stand in mail and calendars. */
  readonly titles: boolean;
  /** Hours of the day, in the authority's zone. */
  readonly digestHour: number;
  readonly quietFromHour: number;
  readonly quietToHour: number;
}

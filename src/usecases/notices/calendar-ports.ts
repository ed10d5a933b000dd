import type { CivilDate, Instant } from '../../engine/clock/time.js';

/** An address from which a person's calendar programme reads his days. The secret in it is known by its digest alone. */
export interface CalendarFeed {
  readonly id: string;
  readonly person: string;
  readonly createdAt: Instant;
}

/** The last day of a running clock of a case that a person is party to. */
export interface OwnClock {
  readonly caseId: string;
  readonly clock: string;
  readonly dueOn: CivilDate;
  /** Digest of the definition that the case pins. */
  readonly definition: string;
  readonly subject: string;
}

/** Calendar feeds and what is in them. Written by appends alone (`Append.noticeChange`). */
export interface CalendarFeeds {
  ofPerson(person: string): Promise<readonly CalendarFeed[]>;
  bySecret(secretSha256: string): Promise<CalendarFeed | undefined>;
  clocksOf(person: string, limit: number): Promise<readonly OwnClock[]>;
}

/** A day that matters, for a calendar programme. */
export interface CalendarEntry {
  /** The same entry keeps its id, so that a programme moves it and does not copy it. */
  readonly id: string;
  readonly day: CivilDate;
  readonly summary: string;
  readonly description: string;
}

/** Writes entries as iCalendar (RFC 5545): the same entries give the same text. */
export type WriteCalendar = (entries: readonly CalendarEntry[]) => string;

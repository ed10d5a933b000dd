import type { Page, PageRequest } from '../queries.js';

/** Where open tasks wait: a post that some cases of a unit and procedure need. */
export interface TaskPlace {
  readonly unit: string;
  readonly procedure: string;
  readonly post: string;
}

/** A person with tasks of a place in his hand. */
export interface TaskHand extends TaskPlace {
  readonly person: string;
}

/** What a review reads of the open tasks. */
export interface OpenTasks {
  /** Every place in which an open task of an office waits. */
  places(): Promise<readonly TaskPlace[]>;
  /** Open cases with a task in that place and no vacancy recorded for it yet. */
  waitingIn(place: TaskPlace, limit: number): Promise<readonly string[]>;
  /** Cases with a recorded vacancy. */
  vacant(): Promise<readonly string[]>;
  /** Who has tasks in hand, and where. */
  hands(): Promise<readonly TaskHand[]>;
  /** Cases with a task in that hand. */
  heldIn(hand: TaskHand, limit: number): Promise<readonly string[]>;
}

/** 空岗: an open task that nobody may lawfully do. */
export interface IncidentRow {
  readonly caseId: string;
  readonly procedure: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly unit: string;
  readonly task: string;
  readonly post: string;
  /** Day on which it was found. */
  readonly since: string;
}

/** A part of all cases, as lists of values; an absent list is no limit. */
export interface WatchedPart {
  readonly units?: readonly string[];
  readonly procedures?: readonly string[];
}

/** Reads incidents of the watched parts, oldest first, without the excluded cases. */
export type ReadIncidents = (
  watched: readonly WatchedPart[],
  excluded: readonly string[],
  page: PageRequest,
) => Promise<Page<IncidentRow>>;

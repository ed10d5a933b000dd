import { Defect } from '../defect.js';
import type { CalendarDocument } from './calendar-document.js';
import type { CivilDate } from './time.js';

/** A contradiction among notices of one calendar, with the notice's number. */
export interface NoticeProblem {
  readonly notice: string;
  readonly problem: string;
}

/**
 * Everything that keeps a set of notices of one calendar from having one meaning: the same number twice, two notices
 * for one year of which neither amends or supersedes the other, or one that names a notice it cannot follow.
 */
export function checkNotices(documents: readonly CalendarDocument[]): NoticeProblem[] {
  const problems: NoticeProblem[] = [];
  const byYear = new Map<number, CalendarDocument[]>();
  for (const document of documents) {
    byYear.set(document.year, [...(byYear.get(document.year) ?? []), document]);
  }
  for (const [year, notices] of byYear) {
    for (const document of notices) problems.push(...placeProblems(document, notices, year));
  }
  return problems;
}

/**
 * The notices that count on `knownAt`, in the order in which they became known: known by then and not superseded.
 * @throws Defect when `checkNotices` has something to say.
 */
export function noticesInForce(
  documents: readonly CalendarDocument[],
  knownAt: CivilDate,
): readonly CalendarDocument[] {
  const problem = checkNotices(documents)[0];
  if (problem !== undefined) throw new Defect(`${problem.notice}: ${problem.problem}`);
  const known = documents.filter((document) => document.knownFrom <= knownAt).sort(byKnowledge);
  const superseded = new Set(known.map((document) => `${document.year} ${document.supersedes ?? ''}`));
  return known.filter((document) => !superseded.has(`${document.year} ${document.notice.number}`));
}

function byKnowledge(a: CalendarDocument, b: CalendarDocument): number {
  if (a.knownFrom !== b.knownFrom) return a.knownFrom < b.knownFrom ? -1 : 1;
  return a.year - b.year;
}

function placeProblems(
  document: CalendarDocument,
  sameYear: readonly CalendarDocument[],
  year: number,
): NoticeProblem[] {
  const notice = document.notice.number;
  const problems: NoticeProblem[] = [];
  const others = sameYear.filter((other) => other !== document);
  if (
    others.some(
      (other) => other.notice.number === notice && sameYear.indexOf(other) < sameYear.indexOf(document),
    )
  ) {
    problems.push({ notice, problem: `the notice appears twice for ${year}; leave one out` });
  }
  const follows = document.amends ?? document.supersedes;
  if (follows === undefined) {
    const first = others.find(
      (other) =>
        other.amends === undefined && other.supersedes === undefined && other.notice.number !== notice,
    );
    if (first !== undefined) {
      problems.push({
        notice,
        problem: `${year} also has ${first.notice.number}; say which of the two amends or supersedes the other`,
      });
    }
    return problems;
  }
  const earlier = others.find((other) => other.notice.number === follows);
  if (earlier === undefined) {
    problems.push({ notice, problem: `it follows ${follows}, which is not among the notices for ${year}` });
  } else if (earlier.knownFrom >= document.knownFrom) {
    problems.push({ notice, problem: `it follows ${follows}, which became known no earlier than itself` });
  }
  return problems;
}

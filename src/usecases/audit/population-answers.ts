import type { LedgerRecord } from '../../engine/audit/record.js';
import type { Instant } from '../../engine/clock/time.js';
import { endOfDay, startOfDay } from '../../engine/clock/civil-date.js';
import { whoLooked, type Looking } from '../../engine/audit-questions/population/q24-who-looked.js';
import { peers } from '../../engine/audit-questions/population/q26-peers.js';
import { queueOrder } from '../../engine/audit-questions/population/q27-queue.js';
import { timeSplit } from '../../engine/audit-questions/population/q28-time-split.js';
import type {
  PopulationAnswer,
  PopulationRow,
} from '../../engine/audit-questions/population/population-row.js';
import type { PopulationQuestion } from '../../engine/audit-questions/population/questions.js';
import { CASE_PATTERNS } from '../../engine/audit-questions/population/case-patterns.js';
import { GROUP_PATTERNS } from '../../engine/audit-questions/population/group-patterns.js';
import type { Asker } from '../powers/power-facts.js';
import type { Page, PageRequest, ReadingScope } from '../queries.js';
import { changesAndCases } from './changes-and-cases.js';
import type { KeptText, Stretch } from './population-ports.js';
import type { Reading } from './record-reading.js';
import {
  auditedScope,
  populationFacts,
  populationPage,
  type AnsweringPorts,
  type PopulationPorts,
  type PopulationQuery,
} from './read-population.js';

/** The view by which cases leave as a log for process mining. */
const EVENT_LOG_VIEW = 'GET /v1/event-log';
/** Records of one answer at most. */
const MOST_RECORDS = 20_000;

/** How a question about many cases can end. `notAuditor`: he audits no case. `tooMany`: the span must be narrowed. */
export type PopulationOutcome<T> =
  | { readonly outcome: 'answer'; readonly answer: T }
  | { readonly outcome: 'notAuditor' | 'tooMany' | 'unknown' };

/** Answers one of the questions about many cases, from those that the asker audits. */
export function answerPopulation(
  from: AnsweringPorts,
): (
  question: PopulationQuestion,
  query: PopulationQuery,
  by: Asker,
) => Promise<PopulationOutcome<PopulationAnswer>> {
  return async (question, query, by) => {
    const scope = await auditedScope(from.ports, by);
    if (!scope) return { outcome: 'notAuditor' };
    const answer = await answered(from, question, scope, query, by);
    return answer ? { outcome: 'answer', answer } : { outcome: 'tooMany' };
  };
}

async function answered(
  from: AnsweringPorts,
  question: PopulationQuestion,
  scope: ReadingScope,
  query: PopulationQuery,
  by: Asker,
): Promise<PopulationAnswer | undefined> {
  if (question === 24) return lookedAt(from, scope, query);
  if (question === 25) return changesAndCases(from, scope, stretchOf(from, query), by);
  const facts = await populationFacts(from, scope, query);
  if (!facts) return undefined;
  if (question === 26) return peers(facts, from.auditThresholds);
  return question === 27 ? queueOrder(facts) : timeSplit(facts);
}

async function lookedAt(
  from: AnsweringPorts,
  scope: ReadingScope,
  query: PopulationQuery,
): Promise<PopulationAnswer | undefined> {
  const { ports, population } = from;
  const types = ['case.read', 'case.unmasked', 'evidence.exported'] as const;
  const stretch = stretchOf(from, query);
  const noted = await population.noted(scope, types, stretch, MOST_RECORDS);
  if (!noted) return undefined;
  const { calendar } = await ports.calendars.knownAt(await ports.now.now());
  const ofProcedure = noted.filter(
    ({ procedure }) => query.procedure === undefined || procedure === query.procedure,
  );
  const { zone } = ports.installation;
  return whoLooked(ofProcedure.flatMap(lookingOf), {
    ...{ zone, calendar, thresholds: from.auditThresholds },
    ...(ports.workingHours && { hours: ports.workingHours }),
  });
}

function lookingOf({ stream, text, leaf }: KeptText): readonly Looking[] {
  const { seq, type, actor, recordedAt, data } = JSON.parse(text) as LedgerRecord;
  if (!actor) return [];
  const { reading } = data as { readonly reading?: Reading };
  const looking = {
    caseId: stream,
    seq,
    leaf,
    kind: type as Looking['kind'],
    person: actor.person,
    at: recordedAt,
  };
  return [{ ...looking, ...(reading?.view === EVENT_LOG_VIEW && { inLog: true as const }) }];
}

function stretchOf({ ports }: PopulationPorts, { from, to }: PopulationQuery): Stretch {
  const { zone } = ports.installation;
  return { since: startOfDay(from, zone), until: endOfDay(to, zone) };
}

/** Findings of one pattern: rows page by page where each case shows it by itself, all at once where many show it together. */
export function findPattern(
  from: AnsweringPorts,
): (
  pattern: string,
  query: PopulationQuery,
  page: PageRequest,
  by: Asker,
) => Promise<PopulationOutcome<Page<PopulationRow>>> {
  return async (pattern, query, page, by) => {
    const ofCases = Object.hasOwn(CASE_PATTERNS, pattern) ? CASE_PATTERNS[pattern] : undefined;
    const ofGroups = Object.hasOwn(GROUP_PATTERNS, pattern) ? GROUP_PATTERNS[pattern] : undefined;
    if (!ofCases && !ofGroups) return { outcome: 'unknown' };
    const scope = await auditedScope(from.ports, by);
    if (!scope) return { outcome: 'notAuditor' };
    if (ofCases) {
      const { ports } = from;
      const now: Instant = await ports.now.now();
      const { calendar } = await ports.calendars.knownAt(now);
      const { zone } = ports.installation;
      const cases = await populationPage(from, scope, query, page);
      const items = cases.items.flatMap((one) =>
        ofCases.rows(one, { zone, calendar, thresholds: from.auditThresholds }),
      );
      return { outcome: 'answer', answer: { ...cases, items } };
    }
    const facts = await populationFacts(from, scope, query);
    if (!facts) return { outcome: 'tooMany' };
    const items = ofGroups?.rows(facts, from.auditThresholds) ?? [];
    return { outcome: 'answer', answer: { items, endCursor: null, hasMore: false } };
  };
}

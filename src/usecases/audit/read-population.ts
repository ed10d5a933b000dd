import type { LedgerRecord } from '../../engine/audit/record.js';
import type { AuditedRecord } from '../../engine/audit-questions/audited-case.js';
import {
  caseFacts,
  type CaseFacts,
  type PopulationCase,
} from '../../engine/audit-questions/population/population-case.js';
import type { AuditThresholds } from '../../engine/audit-questions/population/thresholds.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { evolve } from '../../engine/case/evolve.js';
import { Defect } from '../../engine/defect.js';
import { eventOf } from '../../engine/moment/case-at-moment.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Page, PageRequest, ReadingScope } from '../queries.js';
import { readingScope } from '../reading/reading-scope.js';
import type { KeptText, PopulationMember, PopulationReads, Span } from './population-ports.js';

/** What reading many cases needs. */
export interface PopulationPorts {
  readonly ports: Ports;
  readonly population: PopulationReads;
}

/** What answering questions about many cases needs. */
export interface AnsweringPorts extends PopulationPorts {
  readonly auditThresholds: AuditThresholds;
}

/** Which cases are asked about. */
export interface PopulationQuery extends Span {
  readonly procedure?: string;
}

/** Cases of one answer at most: each is folded from its records. */
export const MOST_COUNTED = 2_000;
const CHUNK = 50;

/**
 * The cases that somebody audits: those that a supervisor's post, or an auditor's assignment, serves. What he did himself, or
 * what was referred to him, is not in it. Undefined: none, he puts no questions of an audit.
 */
export async function auditedScope(ports: Ports, by: Asker): Promise<ReadingScope | undefined> {
  if (by.scopes && !by.scopes.includes('auditCase')) return undefined;
  const scope = await readingScope(ports, by, 'readCase');
  const ways = scope?.ways.filter(({ whole, acts }) => whole && acts === undefined) ?? [];
  return scope && ways.length > 0 ? { ...scope, ways } : undefined;
}

/** A page of the cases of a population, folded. Cases that do not fold are left out. */
export async function populationPage(
  { ports, population }: PopulationPorts,
  scope: ReadingScope,
  { procedure, ...span }: PopulationQuery,
  page: PageRequest,
): Promise<Page<PopulationCase>> {
  const members = await population.members(scope, span, procedure, page);
  const texts = new Map<string, KeptText[]>();
  for (const one of await population.recordsOf(members.items.map(({ id }) => id))) {
    const own = texts.get(one.stream);
    if (own) own.push(one);
    else texts.set(one.stream, [one]);
  }
  const cases = await Promise.all(members.items.map((one) => folded(ports, one, texts.get(one.id) ?? [])));
  return { ...members, items: cases.flatMap((one) => one ?? []) };
}

/** The facts of all cases of a population. Undefined: there are more than `MOST_COUNTED`. */
export async function populationFacts(
  from: PopulationPorts,
  scope: ReadingScope,
  query: PopulationQuery,
): Promise<readonly CaseFacts[] | undefined> {
  const facts: CaseFacts[] = [];
  for (let after: string | undefined, seen = 0; ;) {
    const page = { limit: CHUNK, ...(after !== undefined && { after }) };
    const { items, endCursor, hasMore } = await populationPage(from, scope, query, page);
    facts.push(...items.flatMap((one) => caseFacts(one) ?? []));
    seen += CHUNK;
    if (!hasMore || endCursor === null) return facts;
    if (seen >= MOST_COUNTED) return undefined;
    after = endCursor;
  }
}

async function folded(
  { catalogue }: Pick<Ports, 'catalogue'>,
  { id: caseId, unit, definition }: PopulationMember,
  texts: readonly KeptText[],
): Promise<PopulationCase | undefined> {
  const procedure = await catalogue.byDigest(definition);
  if (!procedure) return undefined;
  const records: AuditedRecord[] = [];
  let before: CaseState | null = null;
  try {
    for (const { text, leaf } of texts) {
      const record = JSON.parse(text) as LedgerRecord;
      const event = eventOf(record);
      const after: CaseState = evolve(before, event, record.actor?.person);
      records.push({ record, leaf, event, parts: {}, before, after });
      before = after;
    }
  } catch (problem) {
    // What a broken stream says counts for nothing here: question 21 of the case, and fsck, say what is broken.
    if (problem instanceof Defect || problem instanceof SyntaxError) return undefined;
    throw problem;
  }
  return { caseId, unit, procedure, records };
}

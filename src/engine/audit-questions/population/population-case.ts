import type { CivilDate, Instant } from '../../clock/time.js';
import type { AuditedCase, AuditedRecord } from '../audited-case.js';
import { articlesOf, performedActs, wordsOf } from '../case-facts.js';
import type { Words } from '../audit-question.js';
import { timeSpent, type Waiting } from '../q28-time-spent.js';

/** A case as populations are made of: its records, folded, under the version that it pins. */
export type PopulationCase = Pick<AuditedCase, 'caseId' | 'records' | 'procedure'> & {
  readonly unit: string;
};

/** A record of a case of the population. */
export interface Place {
  readonly caseId: string;
  readonly seq: number;
  readonly leaf: AuditedRecord['leaf'];
}

/** What is counted of a case. Small: a population of many is kept in it, and not in records. */
export interface CaseFacts {
  readonly caseId: string;
  readonly unit: string;
  readonly procedure: string;
  readonly title: Words;
  readonly opened: Place & { readonly on: CivilDate; readonly at: Instant };
  /** Calendar days until the case ended. Absent: it is open. */
  readonly days?: number;
  readonly outcome?: string;
  /** The first decision, who made it, and who had acted last before him. */
  readonly decision?: Place & { readonly by: string; readonly checkedBy?: string };
  /** The first act of an officer in each post after the case was opened, in order. */
  readonly firstActs: readonly (Place & {
    readonly post: string;
    readonly person: string;
    readonly at: Instant;
  })[];
  /** Limits that ended by an act, and those of them that ended on their last day. */
  readonly limits: readonly (Place & { readonly articles: readonly string[]; readonly onLastDay: boolean })[];
  /** What is on record that lets a case go before or after others. */
  readonly reasons: readonly {
    readonly kind: 'urged' | 'suspended' | 'paused';
    readonly seq: number;
    readonly at: Instant;
  }[];
  readonly spent: Readonly<Record<Waiting, number>>;
}

/** The facts of a case that has records. */
export function caseFacts(one: PopulationCase): CaseFacts | undefined {
  const { caseId, unit, records, procedure } = one;
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) return undefined;
  const { definition } = procedure;
  const ended = records.find(({ after }) => after.status === 'ended');
  const decision = decisionOf(one);
  return {
    ...{ caseId, unit, procedure: definition.procedure },
    title: wordsOf(definition.title, definition.procedure),
    opened: { ...placeOf(caseId, first), on: first.event.on, at: first.record.recordedAt },
    ...(ended && { days: daysUntil(first, ended) }),
    ...(last.after.outcome !== undefined && { outcome: last.after.outcome }),
    ...(decision && { decision }),
    firstActs: firstActs(one),
    limits: limits(one),
    reasons: records.flatMap(reasonOf),
    spent: timeSpent(one),
  };
}

/** Where a record is. */
export function placeOf(caseId: string, { record, leaf }: Pick<AuditedRecord, 'record' | 'leaf'>): Place {
  return { caseId, seq: record.seq, leaf };
}

const A_DAY = 86_400_000;

function daysUntil(first: AuditedRecord, ended: AuditedRecord): number {
  return Math.round((Date.parse(ended.event.on) - Date.parse(first.event.on)) / A_DAY);
}

function decisionOf(one: PopulationCase): CaseFacts['decision'] {
  const { decides = [] } = one.procedure.definition;
  const acts = performedActs(one).filter(({ record }) => record.actor !== undefined);
  const at = acts.findIndex(({ act }) => decides.includes(act));
  const decided = acts[at];
  const by = decided?.record.actor?.person;
  if (!decided || by === undefined) return undefined;
  const { posts } = one.procedure.definition;
  const before = acts
    .slice(0, at)
    .findLast(({ record, event }) => record.actor?.person !== by && posts[event.post ?? '']?.kind !== 'party')
    ?.record.actor?.person;
  return { ...placeOf(one.caseId, decided), by, ...(before !== undefined && { checkedBy: before }) };
}

function firstActs(one: PopulationCase): CaseFacts['firstActs'] {
  const { posts } = one.procedure.definition;
  const seen = new Set<string>();
  // Whoever took the case in did not have to wait for it.
  return performedActs({ records: one.records.slice(1) }).flatMap((act) => {
    const { post } = act.event;
    const person = act.record.actor?.person;
    if (post === undefined || person === undefined || seen.has(post) || posts[post]?.kind === 'party')
      return [];
    seen.add(post);
    return [{ ...placeOf(one.caseId, act), post, person, at: act.record.recordedAt }];
  });
}

function limits({ caseId, records, procedure }: PopulationCase): CaseFacts['limits'] {
  const { definition } = procedure;
  return records.flatMap((one) =>
    (one.event.clocks ?? []).flatMap(({ id, action, on }) => {
      const clock = definition.clocks[id];
      const dueOn = one.before?.clocks[id]?.dueOn;
      if (action !== 'stop' || !dueOn || !clock || clock.kind === 'floor' || clock.kind === 'lead') return [];
      const articles = articlesOf(definition, clock.basis);
      return [{ ...placeOf(caseId, one), articles, onLastDay: on === dueOn }];
    }),
  );
}

function reasonOf({ record, event }: AuditedRecord): CaseFacts['reasons'] {
  const { seq, recordedAt: at } = record;
  const { desk, clocks = [] } = event;
  return [
    ...(desk?.did === 'urged' ? [{ kind: 'urged' as const, seq, at }] : []),
    ...(desk?.did === 'suspended' ? [{ kind: 'suspended' as const, seq, at }] : []),
    ...(clocks.some(({ action }) => action === 'pause') ? [{ kind: 'paused' as const, seq, at }] : []),
  ];
}

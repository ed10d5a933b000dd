import type { DigestPair } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import { effectiveDay, eventOf } from '../../engine/moment/case-at-moment.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Text } from '../../engine/law/definition.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { procedureOf } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';
import type { Page } from '../queries.js';
import { whatHappened } from '../reading/what-happened.js';
import { foldedCase, type FoldedLeaf } from './folded-case.js';

/** Lanes 泳道 of the replay screen. Every record has a mark in `records`. */
export type Lane = 'state' | 'people' | 'clock' | 'materials' | 'opinions' | 'records';

/** One mark in a lane: it leads to its record and to the articles that it rests on. */
export interface TimelineMark {
  readonly lane: Lane;
  readonly seq: number;
  readonly leaf: DigestPair;
  /** The day from which it is so in law. */
  readonly on: CivilDate;
  readonly recordedAt: Instant;
  readonly say: Text;
  /** `law article`, as the record names them. */
  readonly articles: readonly string[];
  /** Values of the lane, people by pseudonym. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The marks of some records of a case, in the order of the records. Undefined: no such case. */
export function readTimeline(
  ports: Ports,
): (
  caseId: string,
  page: { readonly limit: number; readonly afterSeq?: number },
) => Promise<Page<TimelineMark> | undefined> {
  return async (caseId, { limit, afterSeq = -1 }) => {
    const head = await ports.ledger.head(caseId);
    if (head?.kind !== 'case') return undefined;
    const [procedure, all] = await Promise.all([
      procedureOf(ports, head),
      foldedCase(ports.ledger, caseId, head.seq),
    ]);
    const records = all.slice(afterSeq + 1, afterSeq + 1 + limit);
    const last = records.at(-1);
    return {
      items: records.flatMap((folded) => marksOf(procedure, folded)),
      endCursor: last ? String(last.record.seq) : null,
      hasMore: last !== undefined && last.record.seq + 1 < all.length,
    };
  };
}

/** What one record puts into the lanes. */
export function marksOf(
  procedure: CompiledProcedure,
  { record, leaf }: Pick<FoldedLeaf, 'record' | 'leaf'>,
): readonly TimelineMark[] {
  const event = eventOf(record);
  const { definition } = procedure;
  const shared = {
    ...{ seq: record.seq, leaf, on: effectiveDay(event), recordedAt: record.recordedAt },
    say: whatHappened(definition, event),
    articles: [...new Set((record.basis ?? []).map(({ law, article }) => `${law} ${article}`))],
  };
  const mark = (lane: Lane, data: TimelineMark['data'], say: Text = shared.say): TimelineMark => ({
    ...{ lane, ...shared, say, data },
  });
  const { actor } = record;
  return [
    mark('records', { type: record.type, cause: event.cause }),
    ...(event.value === undefined ? [] : [mark('state', stateData(procedure, event))]),
    ...(actor ? [mark('people', { ...actor, ...handData(event) })] : []),
    ...(event.clocks ?? []).map((change) => {
      const title = definition.clocks[change.id]?.title ?? change.id;
      return mark('clock', { ...change, clock: change.id }, title);
    }),
    ...materialData(event).map((data) => mark('materials', data)),
    ...opinionData(event).map((data) => mark('opinions', data)),
  ];
}

function stateData(procedure: CompiledProcedure, { value = '', outcome }: CaseEvent): TimelineMark['data'] {
  return { active: procedure.activePaths(value), ...(outcome !== undefined && { outcome }) };
}

function handData({ desk, act, joined }: CaseEvent): TimelineMark['data'] {
  return {
    ...(act !== undefined && { act }),
    ...(desk && { desk: desk.did }),
    ...(desk && 'task' in desk && { task: desk.task }),
    ...(joined && { joined }),
  };
}

function materialData({ material, papers = [] }: CaseEvent): readonly TimelineMark['data'][] {
  const came = material ? [{ ...material }] : [];
  return [...came, ...papers.map((paper) => ({ ...paper }))];
}

function opinionData({ opinion, signings = [] }: CaseEvent): readonly TimelineMark['data'][] {
  const given = opinion ? [{ ...opinion }] : [];
  const signed = signings.map(({ signing, did, person }) => ({
    ...{ signing, did },
    ...(person !== undefined && { person }),
  }));
  return [...given, ...signed];
}

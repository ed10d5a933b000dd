import type { LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { ObjectRef } from './event-log.js';

/**
 * What a record is about beside its case and tasks. Ids that count within a case alone (materials, documents, opinions)
 * bear the case's before them, so that no two cases share an object by chance; what cases truly share (people, units,
 * streams such as a meeting, other cases) keeps its own.
 */
export function objectsOf(caseId: string, record: LedgerRecord, event: CaseEvent): readonly ObjectRef[] {
  const own = (id: string | number): string => `${caseId}:${id}`;
  const { actor } = record;
  const material = event.material && 'id' in event.material ? event.material : undefined;
  return [
    ...(actor ? [ref('person', actor.person, 'actor')] : []),
    ...(actor?.onBehalfOf === undefined ? [] : [ref('person', actor.onBehalfOf, 'principal')]),
    ...(actor?.unit === undefined ? [] : [ref('unit', actor.unit, 'unit')]),
    ...(material ? [ref('material', own(material.id), material.did)] : []),
    ...(event.papers ?? []).map((paper) => ref('document', own(paper.id), paper.did)),
    ...(event.opinion ? [ref('opinion', own(`opinion-${record.seq}`), 'given')] : []),
    ...(event.opinion?.corrects === undefined
      ? []
      : [ref('opinion', own(`opinion-${event.opinion.corrects}`), 'corrected')]),
    ...Object.values(event.seen ?? {}).map(({ stream }) => ref('stream', stream, 'seen')),
    ...Object.entries(event.opened?.related ?? {}).flatMap(([relation, cases]) =>
      cases.map((other) => ref('case', other, relation)),
    ),
    ...Object.entries(event.opened?.parties ?? {}).flatMap(([post, people]) =>
      people.map((person) => ref('person', person, post)),
    ),
  ];
}

function ref(type: ObjectRef['type'], id: string, qualifier: string): ObjectRef {
  return { type, id, qualifier };
}

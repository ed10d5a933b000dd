import { entryOf } from '../../../engine/organisation/entries.js';
import type { Definition } from '../../../engine/law/definition.js';
import { titleOf } from '../../../engine/case/power/power-wish.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import { everybody } from '../../../engine/meeting/meeting-state.js';
import type { MeetingEntry, MeetingNames } from '../../../engine/meeting/minutes-words.js';
import type { ActContext } from '../../cases/act-context.js';
import { procedureOf } from '../../cases/case-on-hand.js';
import { allRecords } from '../../reading/all-records.js';
import type { MeetingPorts } from './meeting-ports.js';

/** Everything that happened in a meeting, in order; refused attempts are no part of it. */
export async function meetingEntries(ports: MeetingPorts, meeting: string): Promise<readonly MeetingEntry[]> {
  const rows = await allRecords(ports.queries, meeting);
  return rows
    .filter(({ record }) => record.type !== 'stream.refused')
    .map(({ seq, record, parts }) => ({
      ...{ seq, parts, event: record.data as unknown as MeetingEvent },
      ...(record.actor && { person: record.actor.person }),
    }));
}

/** Names of everybody and everything that the entries speak of, as they are now. */
export async function meetingNames(
  ports: MeetingPorts,
  { organisation: { organisation } }: ActContext,
  entries: readonly MeetingEntry[],
): Promise<MeetingNames> {
  const people = await ports.directory.names([...new Set(entries.flatMap(peopleIn))]);
  const cases = [...new Set(entries.flatMap(({ event }) => ('caseId' in event ? [event.caseId] : [])))];
  const found = await Promise.all(
    cases.map(async (caseId) => [caseId, await caseWords(ports, caseId)] as const),
  );
  const words = new Map(found);
  return {
    words: ports.words,
    person: (code) => people.get(code) ?? code,
    subject: (caseId) => words.get(caseId)?.subject ?? caseId,
    unit: (code) => entryOf(organisation.units, code)?.title ?? code,
    post: (caseId, post) => {
      const definition = words.get(caseId)?.definition;
      return definition ? titleOf(definition, post, 'zh') : post;
    },
  };
}

function peopleIn({ event, person }: MeetingEntry): readonly string[] {
  return [
    ...(person === undefined ? [] : [person]),
    ...('person' in event && event.person !== undefined ? [event.person] : []),
    ...('roll' in event ? everybody(event.roll) : []),
    ...(event.type === 'member.recused' && event.presiding !== undefined ? [event.presiding] : []),
  ];
}

async function caseWords(
  ports: MeetingPorts,
  caseId: string,
): Promise<{ readonly subject: string; readonly definition: Definition } | undefined> {
  const [detail, head] = await Promise.all([ports.queries.case(caseId), ports.ledger.head(caseId)]);
  if (!detail || !head) return undefined;
  return { subject: detail.subject, definition: (await procedureOf(ports, head)).definition };
}

import type { ComposedDocument } from '../../../engine/case/documents/composed-document.js';
import { correctionsSince, minutesOf, type Minutes } from '../../../engine/meeting/minutes.js';
import { entriesOfType } from '../../../engine/meeting/minutes-words.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import { isOwn, type OwnWords } from '../../../engine/meeting/own-words.js';
import { readContext } from '../../cases/act-context.js';
import type { Asker } from '../../powers/power-facts.js';
import { allRecords } from '../../reading/all-records.js';
import { meetingEntries, meetingNames } from './meeting-entries.js';
import type { MeetingPorts } from './meeting-ports.js';
import { mayReadOwnWords } from './meeting-power.js';
import { knownMeeting } from './work-on-meeting.js';

/** Minutes as they are read: as issued, with later corrections under them; before that as they would be now. */
export interface ReadMinutes {
  readonly content: ComposedDocument;
  /** Leaf hash of the record that issued them, and when it was. Absent: they are not issued. */
  readonly issued?: { readonly on: string; readonly receipt: string; readonly sha256: string };
}

/** 会议记录 or 会议纪要. Undefined: no meeting that he may know of, or the content was erased. */
export async function readMinutes(
  ports: MeetingPorts,
  { meeting, by, kind }: { readonly meeting: string; readonly by: Asker; readonly kind: keyof Minutes },
): Promise<ReadMinutes | undefined> {
  const known = await knownMeeting(ports, meeting, by);
  if (!known) return undefined;
  const entries = await meetingEntries(ports, meeting);
  const names = await meetingNames(ports, known.context, entries);
  const [issued] = entriesOfType(entries, 'minutes.issued');
  if (!issued) return { content: minutesOf(entries, names)[kind] };
  const content = issued.parts[kind] as ComposedDocument | undefined;
  const row = (await ports.ledger.records(meeting, issued.seq, 1))[0];
  if (!content || !row) return undefined;
  const digest = row.record.parts[kind];
  const later = kind === 'record' ? correctionsSince(entries, names) : [];
  return {
    content: { ...content, blocks: [...content.blocks, ...later] },
    issued: { on: issued.event.on, receipt: row.leaf.sha256, sha256: digest?.sha256 ?? '' },
  };
}

/**
 * A member's own words on an item with their proof (713号令 38). Undefined: none that he may have: words are handed out
 * to him whose they are, and to nobody else.
 */
export async function ownWords(
  ports: MeetingPorts,
  { meeting, item, by }: { readonly meeting: string; readonly item: number; readonly by: Asker },
): Promise<OwnWords | undefined> {
  const head = await ports.ledger.head(meeting);
  if (head?.kind !== 'meeting' || head.stateText === null) return undefined;
  const seat = JSON.parse(head.stateText) as MeetingState;
  const context = await readContext(ports, head.organisationVersion);
  if (!(await mayReadOwnWords(ports, context, by, seat))) return undefined;
  const rows = await allRecords(ports.queries, meeting);
  const mine = rows.filter(({ text }) => isOwn(text, by.person, item));
  const [first] = mine;
  const last = rows.at(-1);
  if (!first || !last) return undefined;
  const parts = await ports.meetings.keptParts(
    meeting,
    mine.map(({ seq }) => seq),
  );
  const link = ({ seq, text, leaf }: (typeof rows)[number]) => ({ seq, text, leaf });
  return {
    ...{ person: by.person, item },
    own: mine.map((row) => ({ ...link(row), parts: parts.get(row.seq) ?? [] })),
    chain: rows.filter(({ seq }) => seq >= first.seq).map(link),
    head: { seq: last.seq, leaf: last.leaf },
  };
}

import type { Term } from '../clock/deadline.js';
import type { CivilDate } from '../clock/time.js';
import type { StreamEvent } from '../streams/stream-law.js';
import type { Forum } from './forum.js';
import type { ItemResult, LocalTime, Roll, Stance } from './meeting-state.js';

/** Who entered somebody's words: he himself, or the recorder (记录人). */
export type EnteredBy = 'himself' | 'recorder';

interface OfItem {
  readonly item: number;
}

interface At {
  /** When it was so. Never before what is on record already. */
  readonly at: LocalTime;
}

/** One of the members, and who entered what he said or wrote. */
interface Heard extends OfItem, At {
  readonly person: string;
  readonly by: EnteredBy;
}

/** What happened in a meeting: the `data` of its records. Texts are parts, people are pseudonyms. */
export type MeetingEvent = StreamEvent &
  (
    | {
        readonly type: 'meeting.convened';
        readonly forum: Forum;
        readonly unit: string;
        readonly day: CivilDate;
        readonly time: string;
        readonly roll: Roll;
      }
    | { readonly type: 'meeting.moved'; readonly day: CivilDate; readonly time: string; readonly roll: Roll }
    | ({
        readonly type: 'item.tabled';
        readonly caseId: string;
        readonly name: string;
        readonly draftVersion: number;
        readonly presenter?: string;
      } & OfItem)
    | ({ readonly type: 'item.withdrawn' } & OfItem)
    | { readonly type: 'agenda.ordered'; readonly agenda: readonly number[] }
    | { readonly type: 'papers.sent'; readonly items: readonly number[]; readonly to: readonly string[] }
    | { readonly type: 'papers.read' }
    | ({ readonly type: 'papers.shortened' } & OfItem)
    | ({ readonly type: 'meeting.opened'; readonly roll: Roll; readonly present: readonly string[] } & At)
    | ({ readonly type: 'member.arrived'; readonly person: string } & At)
    | ({ readonly type: 'member.left'; readonly person: string } & At)
    | ({ readonly type: 'member.recused'; readonly person: string; readonly presiding?: string } & OfItem)
    | ({ readonly type: 'item.begun'; readonly recused: readonly string[] } & OfItem & At)
    | ({ readonly type: 'speech.given'; readonly stance: Stance } & Heard)
    | ({ readonly type: 'speech.declined' } & Heard)
    | ({ readonly type: 'opinion.written'; readonly stance: Stance } & Heard)
    | ({
        readonly type: 'item.decided';
        readonly result: ItemResult;
        readonly departs: boolean;
        readonly reasoned: boolean;
        readonly dissents: readonly string[];
        /** Who was there and who is entitled: the quorum that it was decided with. */
        readonly present: number;
        readonly entitled: number;
      } & OfItem &
        At)
    | ({ readonly type: 'meeting.adjourned' } & At)
    | ({ readonly type: 'meeting.resumed' } & At)
    | ({ readonly type: 'meeting.closed' } & At)
    | ({ readonly type: 'words.confirmed'; readonly corrected: boolean } & OfItem)
    | { readonly type: 'minutes.issued'; readonly through: number }
    | ({
        readonly type: 'followUp.assigned';
        readonly followUp: number;
        readonly unit: string;
        readonly person?: string;
        readonly until: CivilDate;
        /** The last day was asked for so: so long after the day of the event. */
        readonly within?: Term;
      } & OfItem)
    | { readonly type: 'followUp.claimed'; readonly followUp: number; readonly person: string }
    | { readonly type: 'followUp.released'; readonly followUp: number }
    | { readonly type: 'followUp.reported'; readonly followUp: number }
    | {
        readonly type: 'followUp.extended';
        readonly followUp: number;
        readonly until: CivilDate;
        readonly within?: Term;
      }
    /** `until` is the last day that has passed, `on` the one after it. */
    | { readonly type: 'followUp.lapsed'; readonly followUp: number; readonly until: CivilDate }
    | { readonly type: 'followUp.completed'; readonly followUp: number }
  );

export type MeetingEventType = MeetingEvent['type'];

/** An event of one type. */
export type MeetingEventOf<Type extends MeetingEventType> = Extract<MeetingEvent, { type: Type }>;

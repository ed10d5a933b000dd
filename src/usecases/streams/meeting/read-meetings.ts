import { today } from '../../../engine/case/world.js';
import { daysBetween } from '../../../engine/clock/civil-date.js';
import { calculateDeadline } from '../../../engine/clock/deadline-calculation.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { Forum } from '../../../engine/meeting/forum.js';
import { papersDueOn } from '../../../engine/meeting/gates.js';
import { papersOn } from '../../../engine/meeting/meeting-law.js';
import { itemOf, presides, type MeetingItem } from '../../../engine/meeting/meeting-state.js';
import { quorumOf, stillToSpeak, tallyOf, type Quorum, type Tally } from '../../../engine/meeting/tally.js';
import { entryOf } from '../../../engine/organisation/entries.js';
import { readContext, type ActContext } from '../../cases/act-context.js';
import type { Asker } from '../../powers/power-facts.js';
import type { Page, PageRequest } from '../../queries.js';
import { knownCase } from '../../reading/known-case.js';
import { readingScope } from '../../reading/reading-scope.js';
import type { FollowUpRow, MeetingPorts, MeetingRow } from './meeting-ports.js';
import { mayKnowMeeting } from './meeting-power.js';
import { knownMeeting, type KnownMeeting } from './work-on-meeting.js';

/** An item with what is computed of it: nothing is left to be reckoned where it is shown. */
export interface ItemView {
  readonly item: MeetingItem;
  readonly presides: string;
  readonly papersOn: CivilDate | null;
  readonly quorum: Quorum;
  readonly tally: Tally;
  /** Whom the chief waits for. */
  readonly waitingFor: readonly string[];
}

/** A meeting ready to be shown, with the names of its people. */
export interface MeetingView extends KnownMeeting {
  readonly items: readonly ItemView[];
  readonly papersDueOn: CivilDate | undefined;
  readonly quorum: Quorum;
  readonly names: ReadonlyMap<string, string>;
  readonly today: CivilDate;
}

/** A meeting as it stands. Undefined: none that he may know of. */
export async function readMeeting(
  ports: MeetingPorts,
  meeting: string,
  by: Asker,
): Promise<MeetingView | undefined> {
  const known = await knownMeeting(ports, meeting, by);
  if (!known) return undefined;
  const { state, context } = known;
  const names = await ports.directory.names([state.roll.chief, ...state.roll.members]);
  const due = papersDueOn(state, context.world.calendar);
  return {
    ...{ ...known, papersDueOn: due, quorum: quorumOf(state), names, today: today(context.world) },
    items: [...state.items].toSorted(byAgenda(state.agenda)).map((item) => viewOf(known, item)),
  };
}

function byAgenda(agenda: readonly number[]): (a: MeetingItem, b: MeetingItem) => number {
  const place = ({ item }: MeetingItem): number =>
    agenda.includes(item) ? agenda.indexOf(item) : agenda.length;
  return (a, b) => place(a) - place(b);
}

function viewOf({ state }: KnownMeeting, item: MeetingItem): ItemView {
  return {
    ...{ item, presides: presides(state, item), papersOn: papersOn(state, item.item) },
    quorum: quorumOf(state, item.recused),
    tally: tallyOf(state, item),
    waitingFor: item.status === 'begun' && !item.chief ? stillToSpeak(state, item) : [],
  };
}

/** Meetings of a unit in the forums that the asker may know of. */
export async function listMeetings(
  ports: MeetingPorts,
  by: Asker,
  unit: string,
  page: PageRequest,
): Promise<Page<MeetingRow>> {
  const forums = (await knownForums(ports, by, unit)).map(({ forum }) => forum.forum);
  return forums.length === 0
    ? { items: [], endCursor: null, hasMore: false }
    : ports.meetings.list({ unit, forums }, page);
}

/** A forum of a unit, and by when it is to meet again: warned about, never enforced. */
export interface ForumView {
  readonly forum: Forum;
  readonly lastHeld: CivilDate | null;
  readonly meetsAgainBy: CivilDate | null;
  readonly late: boolean;
}

/** The forums of a unit that the asker may know of. */
export async function listForums(
  ports: MeetingPorts,
  by: Asker,
  unit: string,
): Promise<readonly ForumView[]> {
  const known = await knownForums(ports, by, unit);
  return Promise.all(
    known.map(async ({ forum, context }) => {
      const lastHeld = (await ports.meetings.lastHeld(unit, forum.forum)) ?? null;
      const meetsAgainBy = lastHeld === null ? null : nextMeeting(forum, lastHeld, context);
      const late = meetsAgainBy !== null && meetsAgainBy < today(context.world);
      return { forum, lastHeld, meetsAgainBy, late };
    }),
  );
}

function nextMeeting({ rhythm }: Forum, last: CivilDate, { world }: ActContext): CivilDate | null {
  if (!rhythm) return null;
  const answer = calculateDeadline({ kind: 'ceiling', start: last, term: rhythm.every }, world.calendar);
  return 'problem' in answer ? null : (answer.dueOn ?? null);
}

async function knownForums(
  ports: MeetingPorts,
  by: Asker,
  unit: string,
): Promise<readonly { readonly forum: Forum; readonly context: ActContext }[]> {
  const { version } = await ports.directory.current();
  const context = await readContext(ports, version);
  const asked = [...ports.forums.values()].map(async (forum) =>
    (await mayKnowMeeting(ports, context, by, { unit, forum })) ? [{ forum, context }] : [],
  );
  return (await Promise.all(asked)).flat();
}

/** How a meeting dealt with a case, for whoever may know of the case. */
export interface CaseInMeeting {
  readonly meeting: string;
  readonly day: CivilDate;
  readonly forum: Forum;
  readonly item: MeetingItem;
  readonly tally: Tally;
  readonly minutesOn: CivilDate | null;
}

/** The meetings of a case, the one that tabled it first at the head. Undefined: no case that he may know of. */
export async function meetingsOfCase(
  ports: MeetingPorts,
  caseId: string,
  by: Asker,
): Promise<readonly CaseInMeeting[] | undefined> {
  if (!(await knownCase(ports, caseId, by))) return undefined;
  const rows = await ports.meetings.ofCase(caseId);
  const found = rows.map(async ({ meeting, item: number }) => {
    const head = await ports.ledger.head(meeting);
    if (!head || head.stateText === null) return [];
    const state = JSON.parse(head.stateText) as KnownMeeting['state'];
    const item = itemOf(state, number);
    if (!item) return [];
    const { day, forum, minutesOn } = state;
    return [{ meeting, day, forum, item, minutesOn, tally: tallyOf(state, item) }];
  });
  return (await Promise.all(found)).flat();
}

/** 红黄绿灯 of a follow-up: past its day, within three days of it, or neither. */
export type FollowUpLight = 'red' | 'yellow' | 'green';

export interface FollowUpView extends FollowUpRow {
  readonly light: FollowUpLight;
  readonly daysLeft: number;
}

const SOON_DAYS = 3;

/** Open follow-ups that are the asker's: given to him by name, or to the unit to which he belongs. */
export async function listFollowUps(ports: MeetingPorts, by: Asker): Promise<readonly FollowUpView[]> {
  const { version } = await ports.directory.current();
  const { world, organisation } = await readContext(ports, version);
  const unit = entryOf(organisation.organisation.people, by.person)?.unit;
  const rows = await ports.meetings.followUps({ person: by.person, units: unit === undefined ? [] : [unit] });
  return rows.map((row) => ({ ...row, ...lightOf(row.until, today(world)) }));
}

/** Open follow-ups of the units that the asker watches over (督查), whoever has them in hand. */
export async function listSupervisedFollowUps(
  ports: MeetingPorts,
  by: Asker,
): Promise<readonly FollowUpView[]> {
  const scope = await readingScope(ports, by, 'readCase');
  const watched = scope?.ways.filter(({ whole, cases }) => whole && cases === undefined) ?? [];
  if (watched.length === 0) return [];
  const everywhere = watched.some(({ units }) => units === undefined);
  const units = everywhere ? undefined : [...new Set(watched.flatMap((way) => way.units ?? []))];
  const rows = await ports.meetings.supervisedFollowUps(units);
  const on = today({ now: await ports.now.now(), zone: ports.installation.zone });
  return rows.map((row) => ({ ...row, ...lightOf(row.until, on) }));
}

/** The light of what is due on a day. */
export function lightOf(until: CivilDate, on: CivilDate): Pick<FollowUpView, 'light' | 'daysLeft'> {
  const daysLeft = daysBetween(on, until);
  if (daysLeft < 0) return { light: 'red', daysLeft };
  return { light: daysLeft <= SOON_DAYS ? 'yellow' : 'green', daysLeft };
}

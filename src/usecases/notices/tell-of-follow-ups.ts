import { today } from '../../engine/case/world.js';
import { addDays } from '../../engine/clock/civil-date.js';
import type { MeetingState } from '../../engine/meeting/meeting-state.js';
import { holdersOf } from '../../engine/organisation/holders.js';
import { readContext } from '../cases/act-context.js';
import type { MeetingPorts, UntoldFollowUp } from '../streams/meeting/meeting-ports.js';
import { mailTimes } from './mail-times.js';
import type { NoticeKind } from './notice-kinds.js';
import type { NewNotice } from './notice-ports.js';
import type { TellPorts } from './tell.js';

/** Follow-ups looked at in one round. */
const ROUND = 200;

/** The post whose holders watch over what is carried out. */
const SUPERVISOR = 'supervisor';

/**
 * Tells people of follow-ups of meetings: who is to carry one out, that it came, was extended, or ends soon; those, the
 * supervisors and the chief of the meeting, that it ran out; the secretary, that it was reported as done. A round that
 * dies is repeated; nobody is told anything twice.
 *
 * @returns how many there were
 */
export function tellOfFollowUps(tell: TellPorts, meetings: MeetingPorts): () => Promise<number> {
  return async () => {
    const { ports, notices, rules, wallClock } = tell;
    const now = await ports.now.now();
    const { calendar } = await ports.calendars.knownAt(now);
    const on = today({ now, zone: ports.installation.zone });
    const soon = rules.yellowDays === 0 ? on : calendar.nthWorkingDay(addDays(on, -1), rules.yellowDays);
    const untold = await meetings.meetings.untoldFollowUps(soon, ROUND);
    const written: NewNotice[] = [];
    for (const one of untold)
      written.push(...(await noticesOf(tell, one)).map((told) => ({ ...told, at: now })));
    await notices.write(written, mailTimes(wallClock(), ports.installation.zone, rules));
    await meetings.meetings.toldOfFollowUps(untold);
    return untold.length;
  };
}

async function noticesOf(
  { ports, rules }: TellPorts,
  one: UntoldFollowUp,
): Promise<readonly Omit<NewNotice, 'at'>[]> {
  const { meeting, followUp, caseId, until, mark } = one;
  const head = await ports.ledger.head(meeting);
  if (!head || head.stateText === null) return [];
  const { forum, unit, roll } = JSON.parse(head.stateText) as MeetingState;
  const { organisation, world } = await readContext(ports, head.organisationVersion);
  const on = today(world);
  const holders = (post: string, at: string): readonly string[] =>
    holdersOf(organisation.index, post, { unit: at, procedure: forum.forum, on });
  // What waits for a post is told to its holders where they are few; all see it in the inbox.
  const few = (people: readonly string[]): readonly string[] =>
    people.length <= rules.mostHolders ? people : [];
  const carrying =
    one.holder === null
      ? few([...new Set(forum.posts.responsible.flatMap((post) => holders(post, one.unit)))])
      : [one.holder];
  const watching = [...new Set([...holders(SUPERVISOR, one.unit), roll.chief])];
  const told: readonly (readonly [NoticeKind, readonly string[]])[] = {
    came: [[one.known ? 'followUp.extended' : 'followUp.came', carrying]] as const,
    ending: [
      ...(one.known ? [] : [['followUp.came', carrying] as const]),
      ['clock.yellow', carrying],
    ] as const,
    lapsed: [
      ['clock.red', carrying],
      ['clock.breach', watching],
    ] as const,
    reported: [
      ['followUp.reported', few(forum.posts.secretary.flatMap((post) => holders(post, unit)))],
    ] as const,
  }[one.stage];
  const about = {
    it: { zh: `${forum.title.zh}议定事项`, en: `follow-up of the ${forum.title.en}` },
    day: until,
  };
  return told.flatMap(([kind, people]) =>
    people.map((person) => ({
      ...{ person, kind, caseId, about },
      cause: `${meeting}/followUp/${followUp}/${mark}/${kind}`,
    })),
  );
}

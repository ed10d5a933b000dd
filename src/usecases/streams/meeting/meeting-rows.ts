import type { FollowUp, MeetingItem, MeetingState } from '../../../engine/meeting/meeting-state.js';

/** What an append changes in the rows of meetings; see `duecourse_append_meetings`. */
export interface MeetingRows {
  readonly meeting?: object;
  readonly items: readonly object[];
  readonly followUps: readonly object[];
}

/** The rows that differ after an event. */
export function meetingRows(before: MeetingState | null, after: MeetingState): MeetingRows {
  const was = before && faceOf(before);
  const is = faceOf(after);
  const items = after.items.map(itemRow);
  const known = new Set(before?.items.map((item) => JSON.stringify(itemRow(item))));
  const done = new Set(before?.followUps.map((one) => JSON.stringify(one)));
  return {
    ...(JSON.stringify(was) !== JSON.stringify(is) && { meeting: is }),
    items: items.filter((row) => !known.has(JSON.stringify(row))),
    followUps: after.followUps
      .filter((one) => !done.has(JSON.stringify(one)))
      .map((one) => followUpRow(after, one)),
  };
}

/** Whoever is to do the next thing has it in his inbox: those who carry it out, then the secretary who recognises it. */
function followUpRow({ forum, unit: meets }: MeetingState, one: FollowUp) {
  const { followUp, item, unit, person, assignedOn, until, holder, reportedOn, lapsedOn, doneOn } = one;
  const reported = reportedOn !== undefined;
  return {
    ...{ follow_up: followUp, item, unit, until_on: until, person: person ?? null, done_on: doneOn ?? null },
    ...{ forum: forum.forum, assigned_on: assignedOn, basis: forum.provisions.execution },
    ...{
      posts: reported ? forum.posts.secretary : forum.posts.responsible,
      at_unit: reported ? meets : unit,
    },
    ...{
      holder_person: holder?.person ?? null,
      holder_as: holder?.as ?? null,
      holder_on: holder?.on ?? null,
    },
    ...{ reported_on: reportedOn ?? null, lapsed_on: lapsedOn ?? null },
  };
}

function faceOf({ forum, unit, day, time, status, opened, minutesOn, items }: MeetingState) {
  return {
    ...{ forum: forum.forum, unit, day, time, status, held: opened, minutes_on: minutesOn },
    items: items.filter((item) => item.status !== 'withdrawn').length,
  };
}

function itemRow({ item, caseId, name, status, decided }: MeetingItem) {
  return { item, case_id: caseId, name, status, result: decided?.result ?? null };
}

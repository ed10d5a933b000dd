import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import {
  assignFollowUp,
  claimFollowUp,
  completeFollowUp,
  extendFollowUp,
  lapseFollowUp,
  releaseFollowUp,
  reportFollowUp,
} from '../../../src/engine/meeting/follow-ups.js';
import type { MeetingState } from '../../../src/engine/meeting/meeting-state.js';
import { CASE, forum, Meeting, ON, ROLL, STAMP } from './meeting-town.js';

const UNTIL = '2026-10-16' as CivilDate;
const SECRETARY = 'o-9';

/** A meeting that has decided its only item. */
function decidedMeeting(): Meeting {
  const meeting = new Meeting();
  const item = { item: 1, at: `${ON}T09:30` };
  const decided = {
    result: 'passed',
    departs: false,
    reasoned: false,
    dissents: [],
    present: 5,
    entitled: 5,
  } as const;
  for (const event of [
    {
      type: 'meeting.convened',
      on: ON,
      forum: forum(),
      unit: 'government',
      day: ON,
      time: '09:00',
      roll: ROLL,
    },
    { type: 'item.tabled', on: ON, item: 1, caseId: CASE, name: 'meeting', draftVersion: 1 },
    { type: 'item.decided', on: ON, ...item, ...decided },
  ] as const) {
    meeting.take({ refused: false, event, basis: [] });
  }
  return meeting;
}

function given(person?: string): Meeting {
  const meeting = decidedMeeting();
  const wish = { item: 1, unit: 'bureau', until: UNTIL, what: '另行报告', known: true };
  const taken = meeting.take(
    assignFollowUp(meeting.now, { ...wish, ...(person !== undefined && { person }) }, STAMP),
  );
  if (!taken) throw new Error('not given');
  return meeting;
}

const only = (meeting: Meeting) => meeting.now.followUps[0];

describe('what a meeting gave somebody to do', () => {
  it('is given only with a day that is not over, to a unit that has somebody for it', () => {
    const meeting = decidedMeeting();
    const wish = { item: 1, unit: 'bureau', until: UNTIL, what: '另行报告', known: true };
    expect(
      meeting.take(assignFollowUp(meeting.now, { ...wish, until: undefined, known: false }, STAMP)),
    ).toBe(false);
    expect(meeting.refused.map(({ code }) => code)).toEqual(['day-not-allowed', 'person-not-eligible']);
    expect(meeting.take(assignFollowUp(meeting.now, { ...wish, item: 2 }, STAMP))).toBe(false);
    expect(meeting.take(assignFollowUp(meeting.now, { ...wish, until: ON }, STAMP))).toBe(true);
  });

  it('is taken in hand, reported and recognised; nobody recognises or extends his own', () => {
    const meeting = given();
    const of = { followUp: 1, by: 'o-4' };
    const report = { ...of, report: '已报告' };
    expect(meeting.take(reportFollowUp(meeting.now, report, STAMP), 'o-4')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'not-in-hand', basis: ['713号令 34'] }]);
    expect(meeting.take(claimFollowUp(meeting.now, of, STAMP), 'o-4')).toBe(true);
    expect(meeting.take(claimFollowUp(meeting.now, { ...of, by: 'o-5' }, STAMP), 'o-5')).toBe(false);
    const later = { ...of, until: addDays(UNTIL, 3), reason: '等待验收' };
    expect(meeting.take(extendFollowUp(meeting.now, later, STAMP), 'o-4')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'own-matter' }]);
    expect(meeting.take(reportFollowUp(meeting.now, report, STAMP), 'o-4')).toBe(true);
    expect(lapseFollowUp(meeting.now, { followUp: 1, today: addDays(UNTIL, 9) })).toBeUndefined();
    expect(meeting.take(completeFollowUp(meeting.now, report, STAMP), 'o-4')).toBe(false);
    const closes = { followUp: 1, by: SECRETARY, report: '属实' };
    expect(meeting.take(completeFollowUp(meeting.now, closes, STAMP))).toBe(true);
    expect(meeting.take(completeFollowUp(meeting.now, closes, STAMP))).toBe(false);
    expect(only(meeting)).toMatchObject({
      doneOn: ON,
      reportedOn: ON,
      holder: { person: 'o-4', as: 'claimed' },
    });
  });

  it('that was given to somebody by name is taken by nobody else until it is released', () => {
    const meeting = given('o-4');
    expect(meeting.take(claimFollowUp(meeting.now, { followUp: 1, by: 'o-5' }, STAMP), 'o-5')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'held-by-another' }]);
    expect(meeting.take(releaseFollowUp(meeting.now, { followUp: 1, reason: '出差' }, STAMP), 'o-4')).toBe(
      true,
    );
    expect(meeting.take(releaseFollowUp(meeting.now, { followUp: 1, reason: '出差' }, STAMP), 'o-4')).toBe(
      false,
    );
    expect(meeting.take(claimFollowUp(meeting.now, { followUp: 1, by: 'o-5' }, STAMP), 'o-5')).toBe(true);
  });

  it('runs out once, on the day after its last day however late that is noticed; an extended one again', () => {
    const meeting = given();
    expect(lapseFollowUp(meeting.now, { followUp: 1, today: UNTIL })).toBeUndefined();
    const lapse = lapseFollowUp(meeting.now, { followUp: 1, today: addDays(UNTIL, 30) });
    expect(lapse).toMatchObject({
      event: { type: 'followUp.lapsed', on: '2026-10-17', until: UNTIL },
      basis: ['@execution'],
    });
    if (lapse) meeting.take(lapse);
    expect(lapseFollowUp(meeting.now, { followUp: 1, today: addDays(UNTIL, 31) })).toBeUndefined();
    const stamp = { on: addDays(UNTIL, 31) };
    const earlier = { followUp: 1, by: SECRETARY, until: addDays(UNTIL, 20), reason: '汛期' };
    expect(meeting.take(extendFollowUp(meeting.now, earlier, stamp))).toBe(false);
    expect(meeting.take(extendFollowUp(meeting.now, { ...earlier, until: addDays(UNTIL, 40) }, stamp))).toBe(
      true,
    );
    expect(lapseFollowUp(meeting.now, { followUp: 1, today: addDays(UNTIL, 40) })).toBeUndefined();
    expect(lapseFollowUp(meeting.now, { followUp: 1, today: addDays(UNTIL, 41) })).toMatchObject({
      event: { on: addDays(UNTIL, 41) },
    });
  });

  it('whatever people do in whatever order: a last day passes once, what is done stays done, and nobody closes his own', () => {
    const people = fc.constantFrom('o-4', 'o-5', SECRETARY);
    const step = fc.record({
      does: fc.constantFrom('claim', 'release', 'report', 'extend', 'lapse', 'complete'),
      by: people,
      days: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const meeting = given();
        let today: CivilDate = ON;
        for (const { does, by, days } of steps) {
          today = addDays(today, days);
          const before = meeting.now;
          meeting.take(decisionOf(before, { does, by, today }) ?? { refused: true, unmet: [] }, by);
          const was = before.followUps[0];
          if (was?.doneOn !== undefined) expect(meeting.now).toEqual(before);
          if (only(meeting)?.doneOn !== undefined && was?.doneOn === undefined) {
            expect(was?.holder?.person).not.toBe(by);
          }
        }
        const lapses = meeting.events.flatMap(({ event }) =>
          event.type === 'followUp.lapsed' ? [event.until] : [],
        );
        expect(new Set(lapses).size).toBe(lapses.length);
      }),
      { numRuns: 300 },
    );
  });
});

function decisionOf(
  state: MeetingState,
  { does, by, today }: { readonly does: string; readonly by: string; readonly today: CivilDate },
) {
  const of = { followUp: 1, by };
  const stamp = { on: today };
  switch (does) {
    case 'claim':
      return claimFollowUp(state, of, stamp);
    case 'release':
      return releaseFollowUp(state, { followUp: 1, reason: '交回' }, stamp);
    case 'report':
      return reportFollowUp(state, { ...of, report: '完成' }, stamp);
    case 'extend':
      return extendFollowUp(state, { ...of, until: addDays(today, 5), reason: '延期' }, stamp);
    case 'lapse':
      return lapseFollowUp(state, { followUp: 1, today });
    default:
      return completeFollowUp(state, { ...of, report: '属实' }, stamp);
  }
}

import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { decideItem } from '../../../src/engine/meeting/decide-item.js';
import { begin, decline, speak, write } from '../../../src/engine/meeting/discuss-item.js';
import { confirmWords, issueMinutes } from '../../../src/engine/meeting/follow-meeting.js';
import { attend, open, pause, recuse } from '../../../src/engine/meeting/hold-meeting.js';
import { MEETING_LAW } from '../../../src/engine/meeting/meeting-law.js';
import type { ItemResult, Stance } from '../../../src/engine/meeting/meeting-state.js';
import {
  convene,
  move,
  orderAgenda,
  readPapers,
  sendPapers,
  shortenPapers,
  table,
  withdraw,
} from '../../../src/engine/meeting/prepare-meeting.js';
import { at, CASE, CHIEF, forum, Meeting, MEMBERS, ON, ROLL, STAMP } from './meeting-town.js';

const EARLY = { on: '2026-10-08' as CivilDate };
const DUE = '2026-10-08' as CivilDate;

function convened(): Meeting {
  const meeting = new Meeting();
  const wish = { forum: forum(), unit: 'government', day: ON, time: '09:00', roll: ROLL };
  meeting.take(convene(wish, EARLY));
  return meeting;
}

function tabled(meeting = convened(), caseId = CASE): Meeting {
  const wish = { caseId, name: 'meeting', draftVersion: 2, presenter: 'drafter', gates: [] };
  meeting.take(table(meeting.now, wish, EARLY));
  return meeting;
}

/** Open, with these members; the item begun. */
function discussing(present: readonly string[] = [CHIEF, ...MEMBERS]): Meeting {
  const meeting = tabled();
  meeting.take(sendPapers(meeting.now, {}, EARLY));
  meeting.take(open(meeting.now, { present, roll: ROLL, ...at(0) }, STAMP));
  const wish = { item: 1, recused: [], papersDue: DUE, gates: [], ...at(1) };
  if (!meeting.take(begin(meeting.now, wish, STAMP))) throw new Error(JSON.stringify(meeting.refused));
  return meeting;
}

const says = (meeting: Meeting, person: string, stance: Stance, minute = 2, by = 'recorder' as const) =>
  meeting.take(
    speak(meeting.now, { item: 1, person, by, stance, text: `${person}说`, ...at(minute) }, STAMP),
  );

const decides = (meeting: Meeting, result: ItemResult, reason?: string, saidInMeeting = true) =>
  meeting.take(
    decideItem(
      meeting.now,
      { item: 1, result, ...(reason !== undefined && { reason, saidInMeeting }), ...at(30) },
      STAMP,
    ),
  );

describe('preparing a meeting', () => {
  it('is convened for a day to come, with somebody who decides and others who belong to it', () => {
    const meeting = new Meeting();
    const roll = { chief: undefined, members: [] };
    const wish = { forum: forum(), unit: 'government', day: DUE, time: '25:00', roll };
    expect(meeting.take(convene(wish, STAMP))).toBe(false);
    expect(meeting.refused.map(({ code }) => code)).toEqual([
      ...['day-not-allowed', 'invalid-input', 'requirement-unmet', 'requirement-unmet'],
    ]);
  });

  it('puts a case on the agenda only when every gate is met, names each that is not, and not twice', () => {
    const meeting = convened();
    const gate = {
      code: 'requirement-unmet',
      say: { zh: '没有审查', en: 'no review' },
      basis: ['713号令 25'],
    } as const;
    const wish = {
      caseId: CASE,
      name: 'meeting',
      draftVersion: 2,
      gates: [gate, { ...gate, basis: ['713号令 29'] }],
    };
    expect(meeting.take(table(meeting.now, wish, EARLY))).toBe(false);
    expect(meeting.refused.map(({ basis }) => basis[0])).toEqual(['713号令 25', '713号令 29']);
    tabled(meeting);
    expect(meeting.take(table(meeting.now, { ...wish, gates: [] }, EARLY))).toBe(false);
    expect(meeting.standing()).toMatchObject({
      exists: true,
      tabled: true,
      draftVersion: 2,
      forum: 'executive',
    });
    meeting.take(withdraw(meeting.now, 1, '材料需要修改', EARLY));
    expect(meeting.standing()).toMatchObject({ exists: true, tabled: false, result: 'none' });
    expect(meeting.take(table(meeting.now, { ...wish, gates: [] }, EARLY))).toBe(true);
    expect(MEETING_LAW.standings(meeting.now)).toMatchObject([{ standing: { tabled: true } }]);
  });

  it('orders the whole agenda, and takes no more items than the forum has', () => {
    const meeting = convened();
    for (let n = 1; n <= 8; n += 1) tabled(meeting, `case-${n}`);
    tabled(meeting, 'case-9');
    expect(meeting.refused).toMatchObject([{ code: 'requirement-unmet', basis: ['正程 会议规则'] }]);
    expect(meeting.take(orderAgenda(meeting.now, [2, 1], EARLY))).toBe(false);
    expect(meeting.take(orderAgenda(meeting.now, [8, 7, 6, 5, 4, 3, 2, 1], EARLY))).toBe(true);
    expect(meeting.now.agenda[0]).toBe(8);
  });

  it('knows when the last member had the papers; late ones need the chief’s word', () => {
    const meeting = tabled();
    meeting.take(sendPapers(meeting.now, { to: [CHIEF, 'o-2'] }, EARLY));
    expect(meeting.standing()['papersOn']).toBeNull();
    meeting.take(sendPapers(meeting.now, { to: ['o-3', 'o-4', 'o-5'] }, { on: '2026-10-09' as CivilDate }));
    expect(meeting.standing()['papersOn']).toBe('2026-10-09');
    expect(meeting.take(readPapers(meeting.now, 'o-7', EARLY), 'o-7')).toBe(false);
    expect(meeting.take(readPapers(meeting.now, 'o-2', EARLY), 'o-2')).toBe(true);
    meeting.take(open(meeting.now, { present: [CHIEF, ...MEMBERS], roll: ROLL, ...at(0) }, STAMP));
    const wish = { item: 1, recused: [], papersDue: DUE, gates: [], ...at(1) };
    expect(meeting.take(begin(meeting.now, wish, STAMP))).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'lead-too-short' }]);
    meeting.take(shortenPapers(meeting.now, 1, '汛情紧急', STAMP), CHIEF);
    expect(meeting.take(begin(meeting.now, wish, STAMP))).toBe(true);
  });

  it('is opened on its day, and moved before', () => {
    const meeting = convened();
    const wish = { present: [CHIEF], roll: ROLL, ...at(0) };
    expect(meeting.take(open(meeting.now, wish, EARLY))).toBe(false);
    meeting.take(move(meeting.now, { day: DUE, time: '15:00', roll: ROLL }, EARLY));
    expect(meeting.take(open(meeting.now, wish, { on: DUE }))).toBe(true);
    expect(meeting.take(move(meeting.now, { day: ON, time: '15:00', roll: ROLL }, EARLY))).toBe(false);
  });
});

describe('discussing an item', () => {
  it('keeps the chief to the end, until everybody there has spoken, written or declined', () => {
    const meeting = discussing([CHIEF, 'o-2', 'o-3', 'o-4']);
    expect(says(meeting, CHIEF, 'agree')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'requirement-unmet', basis: ['713号令 30.2'] }]);
    says(meeting, 'o-2', 'agree');
    meeting.take(decline(meeting.now, { item: 1, person: 'o-3', by: 'recorder', ...at(3) }, STAMP));
    expect(says(meeting, CHIEF, 'agree', 4)).toBe(false);
    const written = {
      item: 1,
      person: 'o-4',
      by: 'himself',
      stance: 'disagree',
      text: '不同意',
      ...at(4),
    } as const;
    meeting.take(write(meeting.now, written, STAMP), 'o-4');
    expect(meeting.standing()).toMatchObject({ discussed: true, chiefLast: false });
    expect(says(meeting, CHIEF, 'agree', 5)).toBe(true);
    expect(says(meeting, 'o-2', 'disagree', 6)).toBe(false);
    expect(meeting.standing()).toMatchObject({ discussed: true, chiefLast: true, unconfirmed: 2 });
  });

  it('waits for who arrives before the chief has spoken, not for who comes later', () => {
    const meeting = discussing([CHIEF, 'o-2', 'o-3']);
    says(meeting, 'o-2', 'agree');
    says(meeting, 'o-3', 'agree');
    meeting.take(attend(meeting.now, { person: 'o-4', arrived: true, ...at(3) }, STAMP));
    expect(says(meeting, CHIEF, 'agree', 4)).toBe(false);
    says(meeting, 'o-4', 'defer', 4);
    expect(says(meeting, CHIEF, 'agree', 5)).toBe(true);
    meeting.take(attend(meeting.now, { person: 'o-5', arrived: true, ...at(6) }, STAMP));
    expect(decides(meeting, 'passed')).toBe(true);
    expect(meeting.standing()).toMatchObject({ discussed: true, chiefLast: true, dissents: 1 });
  });

  it('stops deciding when members leave, until enough are back', () => {
    const meeting = discussing([CHIEF, 'o-2', 'o-3']);
    says(meeting, 'o-2', 'agree');
    says(meeting, 'o-3', 'agree');
    says(meeting, CHIEF, 'agree', 3);
    meeting.take(attend(meeting.now, { person: 'o-3', arrived: false, ...at(4) }, STAMP));
    expect(decides(meeting, 'passed')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'requirement-unmet', basis: ['正程 会议规则'] }]);
    meeting.take(attend(meeting.now, { person: 'o-5', arrived: true, ...at(5) }, STAMP));
    expect(decides(meeting, 'passed')).toBe(true);
    expect(meeting.standing()).toMatchObject({ quorate: true, result: 'passed', departs: false });
  });

  it('wants the reason, said in the meeting, where the chief departs from the majority', () => {
    const meeting = discussing();
    for (const person of ['o-2', 'o-3', 'o-4']) says(meeting, person, 'disagree');
    says(meeting, 'o-5', 'agree');
    says(meeting, CHIEF, 'agree', 3);
    expect(decides(meeting, 'passed')).toBe(false);
    expect(decides(meeting, 'passed', '事关群众安全')).toBe(true);
    expect(meeting.standing()).toMatchObject({ departs: true, reasoned: true, dissents: 3 });
    const other = discussing();
    for (const person of MEMBERS) says(other, person, 'disagree');
    says(other, CHIEF, 'agree', 3);
    expect(decides(other, 'passed', '事后补写', false)).toBe(false);
    expect(decides(other, 'rejected')).toBe(true);
  });

  it('takes a recused member out of the count, and lets another preside where it is the chief', () => {
    const meeting = discussing([CHIEF, 'o-2', 'o-3']);
    const recusal = { item: 1, person: CHIEF, reason: '本人近亲属为利害关系人' };
    expect(meeting.take(recuse(meeting.now, recusal, STAMP))).toBe(false);
    expect(meeting.take(recuse(meeting.now, { ...recusal, presiding: 'o-2' }, STAMP))).toBe(true);
    expect(says(meeting, CHIEF, 'agree')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'recused' }]);
    expect(says(meeting, 'o-2', 'agree')).toBe(false);
    says(meeting, 'o-3', 'agree');
    expect(says(meeting, 'o-2', 'agree')).toBe(true);
    // Two of four are not more than one half.
    expect(decides(meeting, 'passed')).toBe(false);
    const five = recuse(meeting.now, { item: 1, person: 'o-5', reason: '亲属' }, STAMP);
    meeting.take(five);
    expect(decides(meeting, 'passed')).toBe(true);
  });

  it('enters nothing for the future and nothing before what is on record', () => {
    const meeting = discussing();
    says(meeting, 'o-2', 'agree', 10);
    expect(says(meeting, 'o-3', 'agree', 9)).toBe(false);
    const late = { item: 1, person: 'o-3', by: 'recorder', ...at(20), now: at(11).now } as const;
    expect(meeting.take(decline(meeting.now, late, STAMP))).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'day-not-allowed' }]);
  });

  it('does nothing while it is adjourned, and drops from the agenda what was not reached', () => {
    const meeting = discussing();
    meeting.take(pause(meeting.now, { to: 'adjourned', ...at(2) }, STAMP));
    expect(says(meeting, 'o-2', 'agree', 3)).toBe(false);
    meeting.take(pause(meeting.now, { to: 'resumed', ...at(3) }, STAMP));
    expect(says(meeting, 'o-2', 'agree', 4)).toBe(true);
    meeting.take(pause(meeting.now, { to: 'closed', ...at(5) }, STAMP));
    expect(meeting.standing()).toMatchObject({ tabled: false, heldOn: null, result: 'none' });
  });
});

describe('after a meeting', () => {
  function over(): Meeting {
    const meeting = discussing([CHIEF, 'o-2', 'o-3']);
    says(meeting, 'o-2', 'disagree');
    meeting.take(decline(meeting.now, { item: 1, person: 'o-3', by: 'recorder', ...at(2) }, STAMP));
    says(meeting, CHIEF, 'disagree', 3);
    decides(meeting, 'rejected');
    return meeting;
  }

  it('lets everybody confirm his own words, and appends what he corrects, also after the minutes', () => {
    const meeting = over();
    expect(meeting.take(confirmWords(meeting.now, { item: 1, person: 'o-3' }, STAMP), 'o-3')).toBe(false);
    expect(meeting.refused).toMatchObject([{ code: 'opinion-not-yours' }]);
    expect(meeting.take(confirmWords(meeting.now, { item: 1, person: 'o-2' }, STAMP), 'o-2')).toBe(true);
    expect(meeting.take(confirmWords(meeting.now, { item: 1, person: 'o-2' }, STAMP), 'o-2')).toBe(false);
    expect(meeting.standing()['unconfirmed']).toBe(1);
    const minutes = { through: 9, record: {}, summary: {} };
    expect(meeting.take(issueMinutes(meeting.now, minutes, STAMP))).toBe(false);
    meeting.take(pause(meeting.now, { to: 'closed', ...at(40) }, STAMP));
    expect(meeting.take(issueMinutes(meeting.now, minutes, STAMP))).toBe(true);
    expect(meeting.take(issueMinutes(meeting.now, minutes, STAMP))).toBe(false);
    const correction = { item: 1, person: 'o-2', correction: '我说的是暂缓' };
    expect(meeting.take(confirmWords(meeting.now, correction, STAMP), 'o-2')).toBe(true);
    expect(meeting.standing()).toMatchObject({ minutesOn: ON, result: 'rejected' });
  });
});

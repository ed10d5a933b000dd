import { describe, expect, it } from '@jest/globals';
import type { AuditAnswer } from '../../../src/engine/audit-questions/audit-question.js';
import type { AuditedStream } from '../../../src/engine/audit-questions/audited-case.js';
import { CASE_QUESTIONS } from '../../../src/engine/audit-questions/questions.js';
import { audited, CASE, eventsOf, streamOf } from './audited-scenario.js';

const events = eventsOf('smooth-grant');
const ask = (n: number, ...beside: readonly AuditedStream[]): AuditAnswer => {
  const question = CASE_QUESTIONS.find((one) => one.n === n);
  if (!question) throw new Error(`there is no question ${n}`);
  return question.answer(audited(events, { beside }));
};
const deviations = ({ rows }: AuditAnswer): readonly (readonly [number, string])[] =>
  rows.flatMap(({ seq, deviatesFrom }) => (deviatesFrom === undefined ? [] : [[seq, deviatesFrom] as const]));

const ROLL = { chief: 'shi', members: ['yi', 'er', 'san'] };
const at = '2026-03-02T09:00';
const on = '2026-03-02';
type Entry = Parameters<typeof streamOf>[2][number];

const CONVENED: Entry = {
  type: 'meeting.convened',
  on,
  forum: {},
  unit: 'u',
  day: on,
  time: '09:00',
  roll: ROLL,
};
const TABLED: Entry = { type: 'item.tabled', on, item: 1, caseId: CASE, name: 'meeting', draftVersion: 1 };
const OTHER: Entry = {
  type: 'item.tabled',
  on,
  item: 2,
  caseId: 'another',
  name: 'meeting',
  draftVersion: 1,
};
const OPENED: Entry = { type: 'meeting.opened', on, at, roll: ROLL, present: ['shi', 'yi', 'er', 'san'] };
const BEGUN: Entry = { type: 'item.begun', on, at, item: 1, recused: [] };
const says = (person: string, stance: string, parts: readonly string[] = ['words']): Entry => ({
  ...{ type: 'speech.given', on, at, item: 1, person, by: 'recorder', stance, parts },
});
const decides = (more: object = {}): Entry => ({
  ...{ type: 'item.decided', on, at, item: 1, result: 'passed', departs: false, reasoned: false },
  ...{ dissents: [], present: 4, entitled: 4, ...more },
});
const meeting = (...entries: readonly Entry[]): AuditedStream =>
  streamOf('meeting', 'meeting', [CONVENED, TABLED, OTHER, OPENED, BEGUN, ...entries]);

const inOrder = [says('yi', 'agree'), says('er', 'agree'), says('san', 'disagree'), says('shi', 'agree')];

describe('12: opinions in their order', () => {
  it('are in order when the chief speaks last', () => {
    const answer = ask(12, meeting(...inOrder));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows.map(({ data }) => [data?.['person'], data?.['stance']])).toEqual([
      ['yi', 'agree'],
      ['er', 'agree'],
      ['san', 'disagree'],
      ['shi', 'agree'],
    ]);
  });

  it('deviate when he does not', () => {
    const [yi, er, san, shi] = inOrder;
    const answer = ask(12, meeting(...[yi, shi, er, san].filter((one) => one !== undefined)));
    expect(deviations(answer)).toEqual([[6, '行政首长最后发表意见']]);
  });
});

describe('13: opinions that were not adopted', () => {
  const handled = (result: string, ...parts: readonly string[]): AuditedStream =>
    streamOf('voices', 'consultation', [
      {
        type: 'comments.handled',
        on,
        chosen: { comments: [1] },
        result,
        articles: [],
        from: {},
        by: 'li',
        parts,
      },
    ]);

  it('are in order with a reason', () => {
    expect(ask(13, handled('notAdopted', 'reason'))).toMatchObject({
      conclusion: 'inOrder',
      rows: [{ seq: 0 }],
    });
    expect(ask(13, handled('adopted')).conclusion).toBe('notApplicable');
  });

  it('deviate without one, of the public as of an expert', () => {
    const answered = streamOf('panel', 'panel', [
      { type: 'opinion.answered', on, expert: 'e1', result: 'notAdopted' },
    ]);
    expect(deviations(ask(13, handled('notAdopted'), answered))).toEqual([
      [0, '不采纳意见应当说明理由'],
      [0, '不采纳专家意见应当说明理由'],
    ]);
  });
});

describe('14: dissent', () => {
  it('is on record with its words and their confirmation', () => {
    const confirmed: Entry = { type: 'words.confirmed', on, item: 1, corrected: false, by: 'san' };
    const answer = ask(14, meeting(...inOrder, decides({ dissents: ['san'] }), confirmed));
    expect(answer).toMatchObject({
      conclusion: 'inOrder',
      rows: [{ seq: 7, data: { person: 'san', confirmed: true } }],
    });
  });

  it('deviates when the decision leaves it out, or its words are missing', () => {
    expect(deviations(ask(14, meeting(...inOrder, decides())))).toEqual([[9, '不同意见应当载明']]);
    const wordless = inOrder.map((one) => (one['person'] === 'san' ? says('san', 'disagree', []) : one));
    expect(deviations(ask(14, meeting(...wordless, decides({ dissents: ['san'] }))))).toEqual([
      [9, '不同意见应当载明'],
    ]);
  });
});

describe('15: departing from the majority', () => {
  const against = [
    says('yi', 'disagree'),
    says('er', 'disagree'),
    says('san', 'agree'),
    says('shi', 'agree'),
  ];
  const dissents = ['er', 'yi'];

  it('is in order with the majority, and with a reason', () => {
    expect(ask(15, meeting(...inOrder, decides({ dissents: ['san'] })))).toMatchObject({
      conclusion: 'inOrder',
      rows: [{ data: { majority: 'agree', departs: false } }],
    });
    const reasoned = meeting(...against, decides({ dissents, departs: true, reasoned: true }));
    expect(ask(15, reasoned)).toMatchObject({ conclusion: 'inOrder', rows: [{ data: { departs: true } }] });
  });

  it('deviates without a reason, and when the record hides that it departs', () => {
    expect(deviations(ask(15, meeting(...against, decides({ dissents, departs: true }))))).toEqual([
      [9, '与多数人意见不一致应当在会上说明理由'],
    ]);
    expect(deviations(ask(15, meeting(...against, decides({ dissents, reasoned: true }))))).toEqual([
      [9, '是否与多数人意见一致应当如实记录'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { AuditAnswer } from '../../../src/engine/audit-questions/audit-question.js';
import type { AuditedCase } from '../../../src/engine/audit-questions/audited-case.js';
import { CASE_QUESTIONS } from '../../../src/engine/audit-questions/questions.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import type { Organisation } from '../../../src/engine/organisation/organisation.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import {
  audited,
  CASE,
  eventsOf,
  organisationOf,
  shippedLicence,
  type PlayedEvent,
} from './audited-scenario.js';

const ask = (n: number, file: AuditedCase): AuditAnswer => {
  const question = CASE_QUESTIONS.find((one) => one.n === n);
  if (!question) throw new Error(`there is no question ${n}`);
  return question.answer(file);
};

/** Sequences of the rows that deviate, with the rule of each. */
const deviations = ({ rows }: AuditAnswer): readonly (readonly [number, string])[] =>
  rows.flatMap(({ seq, deviatesFrom }) => (deviatesFrom === undefined ? [] : [[seq, deviatesFrom] as const]));

const changed = (
  events: readonly PlayedEvent[],
  seq: number,
  change: (played: PlayedEvent) => PlayedEvent,
): readonly PlayedEvent[] => events.map((one, n) => (n === seq ? change(one) : one));
const withEvent = (
  events: readonly PlayedEvent[],
  seq: number,
  change: Partial<CaseEvent>,
): readonly PlayedEvent[] => changed(events, seq, (one) => ({ ...one, event: { ...one.event, ...change } }));

const places = (events: readonly PlayedEvent[], type: string): readonly number[] =>
  events.flatMap(({ event }, n) => (event.type === type ? [n] : []));
const at = (events: readonly PlayedEvent[], type: string): number => {
  const [first] = places(events, type);
  if (first === undefined) throw new Error(`${type} did not happen`);
  return first;
};

const SHA = 'a'.repeat(64);
const filed = (on: string, person: string, sha256 = SHA): PlayedEvent => ({
  person,
  event: {
    ...{ type: 'material.filed', cause: 'material', on: on as CivilDate },
    material: {
      ...{ did: 'filed', id: 'm1' },
      version: {
        ...{ sha256, sm3: sha256, size: 1, mediaType: 'application/pdf', source: 'applicant' },
        on: on as CivilDate,
      },
    },
  },
});
const opened = (on: string, person: string): PlayedEvent => ({
  person,
  event: {
    ...{ type: 'material.opened', cause: 'material', on: on as CivilDate },
    material: { did: 'opened', id: 'm1', sha256: SHA },
  },
});

const inserted = (
  events: readonly PlayedEvent[],
  seq: number,
  ...more: readonly PlayedEvent[]
): readonly PlayedEvent[] => [...events.slice(0, seq), ...more, ...events.slice(seq)];

const grant = eventsOf('smooth-grant');
const decided = at(grant, 'licence.granted');
const decider = grant[decided]?.person ?? '';
const decidedOn = grant[decided]?.event.on ?? '';

describe('the questions of an audit', () => {
  it('are numbered, worded in both languages and asked of any case without fault', () => {
    const first = CASE_QUESTIONS.filter(({ n }) => n <= 16);
    expect(first.map(({ n }) => n)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
    const file = audited(grant);
    for (const { question, answer } of first) {
      expect(question.zh).toMatch(/\p{Script=Han}/u);
      expect(question.en).toMatch(/^[^\p{Script=Han}]+$/u);
      const { conclusion, rows } = answer(file);
      expect(conclusion).not.toBe('deviates');
      for (const { seq, leaf } of rows) expect(leaf.sha256).toBe(`leaf-${seq}`);
    }
  });

  it('never say more than that a record deviates from a rule', () => {
    const [pause] = places(eventsOf('three-excluded-procedures'), 'excludedProcedure.begun');
    const file = audited(withEvent(eventsOf('three-excluded-procedures'), pause ?? 0, { papers: [] }));
    const [found] = ask(7, file).rows.filter(({ deviatesFrom }) => deviatesFrom !== undefined);
    expect(found?.say.zh).toMatch(/^偏离规则“.+”（记录 2）：/);
    expect(found?.say.en).toMatch(/^deviates from rule “.+” \(record 2\): /);
    expect(JSON.stringify(CASE_QUESTIONS.map(({ answer }) => answer(file)))).not.toMatch(/违法|illegal/);
  });
});

describe('1: who had the case', () => {
  it('is told span by span, with working days of the calendar of that time', () => {
    const { conclusion, rows } = ask(1, audited(eventsOf('three-excluded-procedures')));
    expect(conclusion).toBe('shown');
    expect(
      rows.map(({ data }) => [data?.['post'], data?.['from'], data?.['to'], data?.['workingDays']]),
    ).toContainEqual(['reviewer', '2026-03-03', '2026-03-25', 16]);
    const words = rows.map(({ say }) => say.zh).join('\n');
    expect(words).toMatch(/“\p{Script=Han}+”岗位（未签收）/u);
    expect(words).not.toMatch(/岗位 ?[a-z]/);
  });

  it('shows a change of hands as a new span', () => {
    const task = 'deciding.reviewing:reviewer';
    const claim: PlayedEvent = {
      person: 'li',
      event: {
        ...{ type: 'task.claimed', cause: 'desk', on: '2026-03-05' as CivilDate },
        desk: {
          did: 'claimed',
          task,
          holder: { person: 'li', as: 'claimed', on: '2026-03-05' as CivilDate },
        },
      },
    };
    const { rows } = ask(1, audited(inserted(eventsOf('three-excluded-procedures'), 2, claim)));
    const spans = rows.filter(({ data }) => data?.['task'] === task);
    expect(spans.map(({ seq, data }) => [seq, data?.['holder'], data?.['from']])).toEqual([
      [1, null, '2026-03-03'],
      [2, 'li', '2026-03-05'],
    ]);
  });
});

describe('2: deputies', () => {
  const deputed = changed(grant, decided, (one) => ({
    ...one,
    more: { onBehalfOf: 'chen', delegation: 's1' },
  }));
  const withSubstitution = (deputy: string, to?: string): AuditedCase => {
    const from = '2026-01-01' as CivilDate;
    const people = {
      [decider]: { from, kind: 'officer' as const },
      chen: { from, kind: 'officer' as const },
    };
    const known: Partial<Organisation> = {
      people,
      substitutions: {
        s1: {
          from,
          ...(to !== undefined && { to: to as CivilDate }),
          kind: 'leave',
          principal: 'chen',
          deputy,
          basis: '委托书',
        },
      },
    };
    return audited(deputed, {
      organisations: new Map([['dir', indexOrganisation(organisationOf(deputed, known))]]),
    });
  };

  it('act on a substitution in force that day', () => {
    const answer = ask(2, withSubstitution(decider));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows).toMatchObject([{ seq: decided, data: { onBehalfOf: 'chen', substitution: 's1' } }]);
  });

  it('deviate when it names another deputy, or was over', () => {
    expect(deviations(ask(2, withSubstitution('wu')))).toEqual([[decided, '代理须有当日有效的委托']]);
    expect(deviations(ask(2, withSubstitution(decider, '2026-01-31')))).toHaveLength(1);
  });

  it('are not known without the snapshot of the organisation', () => {
    expect(ask(2, audited(deputed, { organisations: new Map() })).conclusion).toBe('notKnown');
  });
});

describe('3: the officer’s post and recusal', () => {
  it('are in order for who was appointed', () => {
    expect(ask(3, audited(grant)).conclusion).toBe('inOrder');
  });

  it('deviate for who held another post, and for who was recused', () => {
    const whole = organisationOf(grant);
    const on = '2026-01-01' as CivilDate;
    const without: Organisation = {
      ...whole,
      appointments: Object.fromEntries(
        Object.entries(whole.appointments).filter(([, { person }]) => person !== decider),
      ),
    };
    const unheld = audited(grant, { organisations: new Map([['dir', indexOrganisation(without)]]) });
    expect(deviations(ask(3, unheld))).toContainEqual([decided, '以何岗位办理即应任该岗位']);
    const recusal = { person: decider, case: CASE, status: 'ordered' as const, by: 'x', on };
    const recused = { ...whole, recusals: { r1: recusal } };
    const barred = audited(grant, { organisations: new Map([['dir', indexOrganisation(recused)]]) });
    expect(deviations(ask(3, barred))).toContainEqual([decided, '应当回避的不得办理']);
  });
});

describe('4: what needs two', () => {
  const events = eventsOf('verification-by-two');
  const done = at(events, 'check.completed');

  it('is in order when two had signed', () => {
    expect(ask(4, audited(events))).toMatchObject({
      conclusion: 'inOrder',
      rows: [{ seq: done, data: { wanted: 2 } }],
    });
  });

  it('deviates when the second’s record is another’s', () => {
    const [, , second = 0] = places(events, 'check.signed');
    const alone = changed(events, second, (one) => ({ ...one, person: 'qian' }));
    expect(deviations(ask(4, audited(alone)))).toEqual([[done, '核查笔录须有两名以上核查人员签名']]);
  });
});

describe('5: check and decide', () => {
  it('shows who decided, in order', () => {
    expect(ask(5, audited(grant))).toMatchObject({ conclusion: 'inOrder', rows: [{ seq: decided }] });
  });

  it('deviates where one person has both of two posts that are to be distinct', () => {
    const events = eventsOf('hearing-on-request');
    const chaired = events.findIndex(({ event }) => event.post === 'hearingChair');
    const reviewer = events.find(({ event }) => event.post === 'reviewer')?.person ?? '';
    expect(deviations(ask(5, audited(events)))).toEqual([]);
    const same = changed(events, chaired, (one) => ({ ...one, person: reviewer }));
    expect(deviations(ask(5, audited(same)))[0]).toEqual([chaired, '听证主持人与审查人员不得同一人']);
  });
});

describe('6: the clocks’ lane', () => {
  const events = eventsOf('extension-in-time');
  const extended = events.findIndex(({ event }) => event.clocks?.some(({ action }) => action === 'extend'));

  it('tells every change with its ground and article', () => {
    const answer = ask(6, audited(eventsOf('three-excluded-procedures')));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows).toContainEqual(
      expect.objectContaining({
        seq: 2,
        articles: ['中华人民共和国行政许可法 45'],
        data: expect.objectContaining({ action: 'pause', ground: '检测', by: 'li' }),
      }),
    );
  });

  it('deviates where another post than the law’s extended', () => {
    expect(deviations(ask(6, audited(events)))).toEqual([]);
    const other = withEvent(events, extended, { post: 'reviewer' });
    expect(deviations(ask(6, audited(other)))).toEqual([[extended, '决定期限的延长由本行政机关负责人批准']]);
  });
});

describe('7: grounds of suspensions', () => {
  const events = eventsOf('three-excluded-procedures');
  const pauses = places(events, 'excludedProcedure.begun');
  const served = pauses.map((seq): PlayedEvent => {
    const id = events[seq]?.event.papers?.[0]?.id ?? '';
    const on = events[seq]?.event.on ?? ('2026-03-09' as CivilDate);
    const service = { mode: 'personal', to: 'applicant', on, effectiveOn: on };
    const issued = { on, sha256: SHA, sm3: SHA };
    return {
      person: 'zhang',
      event: {
        ...{ type: 'document.served', cause: 'document', on },
        papers: [
          { did: 'issued', id, issued },
          { did: 'served', id, service },
        ],
      },
    };
  });

  it('are in order when lawful and told in writing; open while the notice is not served', () => {
    expect(ask(7, audited([...events, ...served])).conclusion).toBe('inOrder');
    expect(ask(7, audited(events)).conclusion).toBe('notKnown');
  });

  it('deviate for a ground that the law does not know, and without a notice', () => {
    const [first = 0] = pauses;
    const [pause] = events[first]?.event.clocks ?? [];
    const odd = withEvent(events, first, { clocks: pause ? [{ ...pause, ground: '领导出差' }] : [] });
    const resumed = changed(odd, first + 1, (one) => ({
      ...one,
      event: {
        ...one.event,
        clocks: one.event.clocks?.map((clock) => ({ ...clock, ground: '领导出差' })) ?? [],
      },
    }));
    expect(deviations(ask(7, audited(resumed)))).toEqual([[first, '决定期限只因法定事由中止']]);
    const untold = withEvent(events, first, { papers: [] });
    expect(deviations(ask(7, audited(untold)))).toEqual([[first, '中止计算须以特别程序告知书书面告知']]);
  });
});

describe('8: limits', () => {
  it('are recounted, and in order when kept', () => {
    const answer = ask(8, audited(grant));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows.map(({ data }) => data?.['clock'])).toContain('decision');
  });

  it('deviate when the record has another day than the calendar gives', () => {
    const accepted = at(grant, 'case.accepted');
    const moved = withEvent(grant, accepted, {
      clocks: (grant[accepted]?.event.clocks ?? []).map((clock) =>
        clock.id === 'decision' ? { ...clock, dueOn: '2026-12-31' as CivilDate } : clock,
      ),
    });
    expect(deviations(ask(8, audited(moved)))).toContainEqual([accepted, '期限按当时的工作日历计算']);
  });

  it('deviate when a limit ran out', () => {
    const events = eventsOf('decision-overdue-is-no-grant');
    const lapsed = events.findIndex(({ event }) => event.cause === 'lapse');
    expect(deviations(ask(8, audited(events)))).toContainEqual([lapsed, '决定期限']);
  });

  it('are not known without the calendar', () => {
    expect(ask(8, audited(grant, { calendars: new Map() })).conclusion).toBe('notKnown');
  });
});

describe('9: the one-time notice', () => {
  const events = eventsOf('one-time-notice-on-the-last-day');
  const notice = at(events, 'case.correctionsNotified');

  it('is in order on the last day', () => {
    expect(ask(9, audited(events))).toMatchObject({ conclusion: 'inOrder', rows: [{ seq: notice }] });
  });

  it('deviates a day late, and when it is sent again', () => {
    const late = withEvent(events, notice, { on: '2026-10-12' as CivilDate });
    expect(deviations(ask(9, audited(late)))).toEqual([[notice, '一次性告知期限']]);
    const {
      clocks: _clocks,
      tasksClosed: _closed,
      tasksOpened: _opened,
      papers: _papers,
      ...again
    } = events[notice]?.event ?? grant[0]!.event;
    const twice = [...events, { event: again as CaseEvent, person: 'zhang' }];
    expect(deviations(ask(9, audited(twice)))).toEqual([[notice + 1, '补正内容一次性告知']]);
  });
});

describe('10: materials before the decision', () => {
  const before = inserted(grant, decided, filed(decidedOn, 'liu'));

  it('are marked as opened, never opened, or come after', () => {
    const marks = (events: readonly PlayedEvent[]) =>
      ask(10, audited(events)).rows.map(({ data }) => data?.['mark']);
    expect(marks(before)).toEqual(['neverOpened']);
    expect(marks(inserted(before, decided + 1, opened(decidedOn, decider)))).toEqual(['opened']);
    expect(marks(inserted(before, decided + 1, opened(decidedOn, 'somebody')))).toEqual(['neverOpened']);
    expect(marks(inserted(grant, decided + 1, filed(decidedOn, 'liu')))).toEqual(['arrivedAfter']);
  });
});

describe('11: exchanged materials', () => {
  const first = inserted(grant, decided, filed(decidedOn, 'liu'));

  it('are versions, in order before the decision', () => {
    const second = inserted(first, decided + 1, filed(decidedOn, 'liu', 'b'.repeat(64)));
    const answer = ask(11, audited(second));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows.map(({ data }) => data?.['version'])).toEqual([1, 2]);
  });

  it('deviate after it', () => {
    const late = inserted(first, decided + 2, filed(decidedOn, 'liu', 'b'.repeat(64)));
    expect(deviations(ask(11, audited(late)))).toEqual([
      [decided + 2, '作出决定所依据的材料不得在决定后更换'],
    ]);
  });
});

describe('16: the version', () => {
  const { digest } = shippedLicence();
  const applied = {
    sha256: digest.sha256,
    inForceFrom: '2019-04-23',
    publishedAt: '2020-01-01T00:00:00.000Z',
  };
  const versions = (...more: readonly object[]): Partial<AuditedCase> => ({
    versions: [applied, ...more] as unknown as AuditedCase['versions'],
  });

  it('is in order when it was the latest in force; a later one is shown', () => {
    const on = grant.at(-1)?.event.on ?? '';
    const later = { sha256: 'later', inForceFrom: on, publishedAt: '2026-01-01T00:00:00.000Z' };
    const answer = ask(16, audited(grant, versions(later)));
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.rows.map(({ data }) => data?.['version'])).toEqual([digest.sha256, 'later']);
  });

  it('deviates when a newer one was due, or the version changed in mid-case', () => {
    const newer = { sha256: 'newer', inForceFrom: '2025-01-01', publishedAt: '2025-01-01T00:00:00.000Z' };
    expect(deviations(ask(16, audited(grant, versions(newer))))).toEqual([[0, '适用立案之日有效的最新版本']]);
    const file = audited(grant);
    const records = file.records.map((one, n) =>
      n < 2 ? one : { ...one, record: { ...one.record, def: { sha256: 'other', sm3: 'other' } } },
    );
    expect(deviations(ask(16, { ...file, records }))).toEqual([[2, '一个案件适用立案时的一个版本']]);
  });

  it('is not known where the library lacks it', () => {
    expect(
      ask(16, audited(grant, { versions: [], askedAt: '2027-01-01T00:00:00.000Z' as Instant })).conclusion,
    ).toBe('notKnown');
  });
});
